// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringView>

namespace lathe {

/// Text from outside, safe to show on one line: control characters become their pictures (ESC is "␛"), and the marks that
/// reorder text (U+202A–E, U+2066–9, U+200E/F, U+061C) and line separators become "⟨U+202E⟩". Tabs stay. Pure; any thread.
QString visibleText(QStringView text);

} // namespace lathe
