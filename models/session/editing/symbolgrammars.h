// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/editing/symbols.h"
#include <utility>
#include <vector>

namespace lathe {

/// How lines of a language declare something: a row of a table that never changes. Thread: any.
struct SymbolGrammar
{
    enum class Comments { None, Slashes, Python, Ruby, Shell, PowerShell, Sql };
    const char *suffixes; ///< " py pyi "
    Comments comments;
    std::vector<std::pair<SymbolKind, const char *>> patterns; ///< The group "name" is what is declared.
    bool ignoreCase = false;
    const char *groupOpens = "";  ///< The line of "type (" or "const (", what it is as its first group.
    const char *groupMember = ""; ///< A line within; ")" ends it.
};

/// The suffix by which the table knows a file: of its name, else by its name ("Dockerfile"), else by its first line (#!).
QString symbolKindOfFile(const QString &fileName, const QString &text);
/// Null where nothing is known of the language.
const SymbolGrammar *symbolGrammar(const QString &kind);

} // namespace lathe
