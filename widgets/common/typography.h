// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFont>
#include <QLabel>

namespace lathe {

/// What a piece of text is for; sizes at scale 1 in brackets, in device-independent pixels.
enum class TextRole {
    Caption, ///< Units, badges (11).
    Label,   ///< Field labels, hints, status bar (12).
    Body,    ///< Everything else (13).
    Strong,  ///< Body in weight 600 (13).
    Title,   ///< Head of a dialog or an empty state (16, 600).
    Display, ///< One figure or name that is the subject of a view (22, 600).
    Code     ///< Source text, payloads, log (13, monospace with a Hangul companion).
};

/// Fonts by role. Owned by ThemeManager; a value; window's thread.
class Typography
{
public:
    static constexpr int leastPixels = 11;
    static constexpr int mostPixels = 20;
    static constexpr int designPixels = 13; ///< The base at which the roles have the sizes above.
    Typography();
    /// Base size of the interface in pixels, from leastPixels to mostPixels; the others keep their ratio to it.
    explicit Typography(int basePixels);
    int basePixels() const { return m_base; }
    QFont font(TextRole role) const;
    /// The same role with figures of equal width, for columns of numbers.
    QFont figures(TextRole role) const;
    void apply(QWidget *widget, TextRole role) const { widget->setFont(font(role)); }

private:
    int m_base;
    QString m_interface;
    QStringList m_code;
};

} // namespace lathe
