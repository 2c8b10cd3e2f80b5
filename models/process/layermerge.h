// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "core/result.h"
#include <QStringList>

namespace lathe {

/// One folder with the files of all `layers`, a later layer hiding an earlier one, for machines where the kernel
/// refuses an overlay. Files are hard links where the file system allows, else copies. The folder lies below `cacheDir`
/// and is named by what the layers hold (names, sizes, times), so a second call only looks. Blocking; any thread; safe
/// against a second process that merges the same. With a `lease` it stays as long as that is kept.
Result<QString> mergedLayers(const QStringList &layers, const QString &cacheDir, CacheLease *lease = nullptr);

} // namespace lathe
