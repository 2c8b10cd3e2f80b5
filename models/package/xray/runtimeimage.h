// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace lathe {

/// The operating system below a runtime, as far as native libraries care. One row a system; see runtimeimage.cpp for sources.
struct RuntimeImage
{
    const char *name;    ///< "Amazon Linux 2023"
    const char *glibc;   ///< Highest symbol version of its C library.
    const char *glibcxx; ///< The same of libstdc++.
    const char *cxxabi;
    const char *const *libraries; ///< Sonames in its library folders, ended by nullptr.

    bool has(const QString &library) const;
};

/// The image of a runtime's identifier; nothing for a runtime that is not known here.
const RuntimeImage *runtimeImage(const QString &runtime);
/// Libraries that the runtime's own language brings, such as libpython3.12.so.1.0.
QStringList runtimeLibraries(const QString &runtime);

} // namespace lathe
