// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerplan.h"
#include <optional>

/// What a file or folder that was dropped is. Nothing is run; a few kilobytes of a file are read. Thread: any.
namespace lathe {

/// The manifest that this file is or belongs to (a lock file leads to its manifest).
std::optional<LayerManifest> manifestOf(const QString &path);
/// A text file whose every line could be pip's.
bool looksLikeRequirements(const QString &path);

bool startsWithBytes(const QString &path, QByteArrayView bytes);
bool isElf(const QString &path);
/// An ELF program or a script with an interpreter line.
bool isProgram(const QString &path);
/// "libfoo.so", "libfoo.so.1.2".
bool isSharedLibrary(const QString &name);
/// An extension module of CPython, by its name ("_x.cpython-311-x86_64-linux-gnu.so", "_x.abi3.so") or its PyInit symbol.
bool isPythonExtension(const QString &path);
/// Files that desktops and version control leave and no layer needs.
bool isJunk(const QString &name);

/// Names inside a folder without junk, sorted.
QStringList entriesOf(const QString &dir);
QStringList foldersIn(const QString &dir);
/// A package, or a name below site-packages that belongs to one (dist-info, .py, .pth, extension).
bool isPythonPart(const QString &path);
/// A folder with package.json that has a name, or a scope ("@img") of such folders.
bool isNodeModule(const QString &dir);
/// The name in its package.json ("@img/sharp-linux-x64"), else the folder's own.
QString nodeModuleName(const QString &dir);
bool hasNodeDependencies(const QString &packageJson);
/// A folder with `gems` and `specifications`, as RubyGems and bundler make it.
bool isGemHome(const QString &dir);
/// Whether folder names make it the root of a layer.
bool isLayerRoot(const QString &dir);

} // namespace lathe
