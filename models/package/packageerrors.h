// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagetree.h"

namespace lathe {

/// The words for what goes wrong while a package is made. `path` is that of the entry; errno is read where it counts.
namespace packageerrors {
tl::unexpected<Error> cancelled();
/// It is no longer what the walk saw (LTH-PKG-005).
tl::unexpected<Error> changed(const std::string &path, const QString &detail);
/// LTH-PKG-004, with errno.
tl::unexpected<Error> unreadable(const std::string &path);
} // namespace packageerrors

/// Opens a walked file for reading; never waits for a pipe that took its place.
Result<int> openEntry(int rootFd, const TreeEntry &entry);
/// Whether it is still what the walk saw.
bool isSameFile(int fd, const TreeEntry &entry);

} // namespace lathe
