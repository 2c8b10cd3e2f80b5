// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace lathe {

enum class SymbolKind { Class, Function, Constant, Key, Heading };

/// Something in a text that has a name and can be gone to.
struct Symbol
{
    QString name;
    SymbolKind kind = SymbolKind::Function;
    int line = 1;      ///< 1-based.
    int column = 1;    ///< 1-based, in characters: where the name begins.
    QString container; ///< The names around it: "Resources.Hello".
    bool operator==(const Symbol &) const = default;
};

/// The symbols of a source in order: Python, JavaScript, TypeScript, Ruby, Java, Kotlin, C#, F#, PowerShell, Go, Rust, C++, shell, PHP, Perl, Lua, Groovy,
/// Dockerfiles, makefiles, Terraform, GraphQL and SQL by lines that declare something, YAML and JSON by their keys, TOML and INI by sections and keys,
/// Markdown by its headings; which it is says the file's name, or its first line. A scanner, not a parser:
/// text within strings and comments of many lines is skipped, what spans lines oddly is not seen. At most 5,000. Thread: any.
QList<Symbol> symbolsOf(const QString &fileName, const QString &text);

} // namespace lathe
