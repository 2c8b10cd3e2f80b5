// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagereader.h"
#include <QJsonObject>

namespace lathe {

/// A package that becomes a project: the zip as it is, and its content to edit.
struct PackageImportSpec
{
    QString zip;
    QString dir;               ///< Must not exist yet, or be empty.
    QString name;              ///< Of zip and folder in it; a function's name.
    ExtractWatch watch;        ///< Progress of the unpacking, and cancel for all of it.
    QJsonObject configuration; ///< As GetFunction gives it: becomes template.yaml. Empty: no template.
};

struct PackageImport
{
    QString dir;
    QString zip;        ///< dir/NAME.zip, the same bytes.
    QString folder;     ///< dir/NAME/, its content.
    QString templateFile; ///< Names the zip, so that a deploy sends the very same bytes; empty: none was made.
    QString codeSha256;
    int entries = 0;
};

/// Copies, unpacks (as extractPackage() does) and writes the template: function name, runtime, handler, memory, timeout, architecture,
/// role. Variables stay where they are: they may be secrets. On any failure nothing is left behind. Blocking; any thread.
Result<PackageImport> importPackage(const PackageImportSpec &spec);

} // namespace lathe
