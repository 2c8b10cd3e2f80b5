// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

enum class Language {
    Plain, Python, JavaScript, TypeScript, Json, Yaml, Shell, Ruby, Java, Go, Rust, CSharp, Html, Css, Xml, Sql, Markdown,
    Properties, Toml, Dockerfile, Makefile, Diff, Kotlin, GraphQl, Requirements,
    PowerShell, FSharp, Cpp, Php, Perl, Lua, Groovy, Terraform
};

/// How a language writes a comment that ends with the line; empty prefix when it has none (then a pair is used).
struct CommentSyntax
{
    QString prefix;
    QString open;
    QString close;
};

/// By name first, then by extension, then by the first line (#!). Thread: any.
Language languageFor(const QString &fileName, const QString &firstLine = {});
/// As shown in the status bar; not translated.
QString languageTitle(Language language);
CommentSyntax commentSyntax(Language language);
/// Spaces a level by habit of the language; 0 means tabs.
int indentWidth(Language language);

} // namespace lathe
