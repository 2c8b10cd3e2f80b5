// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <string_view>

namespace lathe {

/// What a file of a package is for, when its path alone says that no function needs it when it runs.
enum class FileKind {
    Needed,     ///< Nothing speaks against it.
    Test,       ///< Tests of a library.
    Cache,      ///< A tool's cache.
    Bytecode,   ///< __pycache__ and *.pyc: valid for one version of Python only, and written anew elsewhere.
    SourceMap,  ///< *.map of JavaScript and style sheets.
    Typings,    ///< *.d.ts, *.pyi and py.typed: for editors and checkers.
    Docs,       ///< Readmes, change logs, manuals; never licences, and no code.
    Metadata,   ///< An installer's own notes in *.dist-info; METADATA and entry_points.txt stay, as importlib.metadata reads them.
    Build       ///< Headers, static libraries, objects, sources of addons.
};

/// By the path inside the package, forward slashes. Any thread.
FileKind fileKind(std::string_view path);
/// The patterns (as in PackageSpec::patterns) that leave out all files of a kind; empty where only paths can say it.
QStringList patternsOf(FileKind kind);

} // namespace lathe
