// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"

namespace lathe {

/// What a build of this function does at the moment, in a few words for people.
QString buildProgressText(const QString &function, const LayerProgress &progress);

} // namespace lathe
