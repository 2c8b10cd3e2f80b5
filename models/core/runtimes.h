// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>

namespace lathe {

enum class RuntimeFamily { Python, Node, Ruby, Java, Dotnet, Go, Provided, Unknown };

/// One row of the table of Lambda's managed runtimes. Source: AWS "Lambda runtimes", read 2026-11-22.
struct RuntimeInfo
{
    const char *id;          ///< Identifier, e.g. "python3.11".
    RuntimeFamily family;
    const char *version;     ///< Language version, e.g. "3.11", "22"; empty for provided.
    const char *deprecated;  ///< ISO date of deprecation, empty when open.
    const char *blockCreate; ///< ISO date from which creating is refused, empty when open.
    bool preview = false;
};

/// The whole table, newest first within a family.
const QList<RuntimeInfo> &runtimeTable();
/// The row of an identifier, or nullptr.
const RuntimeInfo *findRuntime(const QString &id);
/// The family by the identifier's prefix, also for identifiers that the table does not know.
RuntimeFamily runtimeFamily(const QString &id);
/// The language version of an identifier, also of one newer than the table: "python3.16" is "3.16", "nodejs28.x" is "28".
QString runtimeVersion(const QString &id);
/// The identifier that a new function of this family gets (newest that is not a preview).
QString defaultRuntime(RuntimeFamily family);

} // namespace lathe
