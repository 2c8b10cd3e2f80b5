// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Whether something can be done now, and if not, why, in one translatable sentence with the remedy.
struct Availability
{
    bool ok = true;
    QString why;
    explicit operator bool() const { return ok; }
};

} // namespace lathe
