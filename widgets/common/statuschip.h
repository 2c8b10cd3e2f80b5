// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QAbstractButton>

namespace lathe {

/// A small rounded mark with a word: a state or a target. Colour is never alone: there is always text, and an icon or a
/// dot. Can be clicked when setClickable(true) (then it takes the focus and shows a chevron). Plain text.
class StatusChip : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Hue { Neutral, Accent, Success, Warning, Error, Info, Local, Dev, Stage, Production };

    explicit StatusChip(ThemeManager &theme, QWidget *parent = nullptr);
    void set(Hue hue, const QString &text, const QString &icon = {});
    Hue hue() const { return m_hue; }
    void setClickable(bool clickable);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeManager &m_theme;
    Hue m_hue = Hue::Neutral;
    QString m_icon;
    bool m_clickable = false;
};

} // namespace lathe
