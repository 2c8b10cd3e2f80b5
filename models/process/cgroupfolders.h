// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QStringList>

namespace lathe {

/// Where this process stands in the control group trees of the machine.
struct CgroupFolders
{
    QStringList v1; ///< Folders of the memory, pids and cpu controllers of version 1, "" where there is none; empty
                    ///< without memory.
    QString v2;     ///< Own folder in version 2's tree, empty when it is not mounted.
    QString v2Root; ///< Where version 2's tree is mounted.
    bool operator==(const CgroupFolders &) const = default;
};

/// From the texts of /proc/self/mountinfo and /proc/self/cgroup. Pure.
CgroupFolders cgroupFolders(const QByteArray &mountInfo, const QByteArray &cgroup);

/// The nearest folder from `own` up to `root` that hands the memory controller to its children and takes new ones from
/// this user; empty when there is none. (A folder with processes of its own cannot: "no processes in inner nodes".)
QString delegatedFolder(const QString &own, const QString &root);

} // namespace lathe
