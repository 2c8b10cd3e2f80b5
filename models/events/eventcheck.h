// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QString>

namespace lathe {

/// Whether Lambda would hand these bytes to a function: JSON in UTF-8; else Config, with `name`, line and column. Thread: any.
Result<> checkEvent(const QByteArray &bytes, const QString &name);

} // namespace lathe
