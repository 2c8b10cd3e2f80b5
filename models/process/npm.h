// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/childprocess.h"

namespace lathe {

/// A run of `npm` (absolute path) in `workingDir` with what it needs of this process's environment (its settings, cache, proxies and
/// certificates) and nothing else. Its lines "http fetch …" are counted: `onFetched` is called with their number, on the
/// runner's thread.
ChildSpec npmSpec(const QString &npm, const QStringList &arguments, const QString &workingDir, std::function<void(int)> onFetched);
/// What npm's end means to a person.
Result<> npmResult(const Result<ChildOutcome> &outcome);

} // namespace lathe
