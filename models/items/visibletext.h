// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace lathe {

/// Text from outside, safe to show on one line: control characters become their pictures (ESC is "␛"), and the marks that
/// reorder text (U+202A–E, U+2066–9, U+200E/F, U+061C) and line separators become "⟨U+202E⟩". Tabs stay. Pure; any thread.
QString visibleText(QStringView text);

/// Bytes as text: what is no UTF-8 becomes U+FFFD. Where that is more than the rest beyond ASCII, that rest is chance (a tenth of random bytes looks like
/// letters of thirty scripts, for each of which every font is asked) and becomes U+FFFD too. Pure; any thread.
QString textOfBytes(QByteArrayView bytes);

/// A line with line feeds in it, so that no part is longer than `most` characters (code points): a view lays out a line as a whole. Shorter parts
/// where bytes are no text and each of them is a picture or a mark of its own. Pure; any thread.
inline constexpr int layoutCharacters = 4000, noiseCharacters = 200;
QString brokenLine(const QString &line, int most = layoutCharacters);

} // namespace lathe
