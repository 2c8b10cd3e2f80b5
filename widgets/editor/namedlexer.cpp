// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/namedlexer.h"

namespace lathe {

NamedLexer::NamedLexer(const NamedRules &rules, QObject *parent) : QsciLexer(parent), m_rules(rules)
{
    while (m_rules.styles[m_styles])
        ++m_styles;
}

QString NamedLexer::description(int style) const
{
    return style >= 0 && style < m_styles ? QString::fromLatin1(m_rules.styles[style]) : QString();
}

void NamedLexer::refreshProperties()
{
    emit propertyChanged("fold.comment", "1");
    emit propertyChanged("fold.compact", "0");
}

QsciLexer *NamedLexer::rust(QObject *parent)
{
    static constexpr const char *styles[] = {"Default", "Comment block", "Comment line", "Comment block doc", "Comment line doc", "Number", "Keyword", "Keyword set 2", "Keyword", "Keyword",
        "Keyword", "Keyword", "Keyword", "String", "Raw string", "Character", "Operator", "Identifier", "Lifetime symbol", "Macro function", "Lexical error", "Byte string", "Raw byte string", "Byte character",
        nullptr};
    return new NamedLexer({"Rust", "rust",
                              {"as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super "
                               "trait true type union unsafe use where while yield",
                                  "Arc Box Cow Err HashMap HashSet None Ok Option Rc RefCell Result Some String Vec bool char f32 f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize"},
                              styles},
        parent);
}

/// PowerShell does not tell capitals from small letters; its lexer compares small ones.
QsciLexer *NamedLexer::powerShell(QObject *parent)
{
    static constexpr const char *styles[] = {"Default", "Comment", "String", "Character string", "Number", "Variable", "Operator", "Identifier", "Keyword", "Cmdlet function", "Alias function", "Function",
        "Keyword set 2", "Comment stream", "Here-string", "Here-string, single-quoted", "Comment keyword", nullptr};
    return new NamedLexer({"PowerShell", "powershell",
                              {"begin break catch class continue data define do dynamicparam else elseif end enum exit filter finally for foreach from function hidden if in param process return "
                               "static switch throw trap try until using var while workflow",
                                  "add-content add-member clear-content convertfrom-json convertto-json copy-item export-modulemember foreach-object format-list format-table get-childitem get-command "
                                  "get-content get-date get-item get-lambdafunction get-member get-random get-s3object import-module import-powershelldatafile invoke-lmfunction invoke-restmethod "
                                  "invoke-webrequest join-path measure-object move-item new-item new-object out-file out-null out-string publish-awspowershelllambda read-s3object remove-item "
                                  "select-object select-string set-content set-item set-strictmode sort-object split-path start-process start-sleep test-path where-object write-debug write-error "
                                  "write-host write-information write-output write-s3object write-verbose write-warning"},
                              styles},
        parent);
}

} // namespace lathe
