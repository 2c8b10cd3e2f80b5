// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/theme.h"
#include <QIcon>
#include <QProxyStyle>
#include <functional>

class QStyleOptionMenuItem;

namespace lathe {

/// Fusion with Lathe's rhythm: rows of 28 px, a selection with an accent edge, 1 px handles, a quiet focus ring. What the
/// style sheet cannot say is here. Owned by the application; window's thread.
class LatheStyle : public QProxyStyle
{
    Q_OBJECT
public:
    explicit LatheStyle(const Theme &theme);
    void setTheme(const Theme &theme) { m_theme = theme; }
    void setAnimates(bool animates) { m_animates = animates; }

    /// Where Qt's own dialogs get their pictures: one family of icons everywhere.
    void setIcons(std::function<QIcon(const QString &)> icons) { m_icons = std::move(icons); }

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;

private:
    void drawMenuItem(const QStyleOptionMenuItem &item, QPainter *painter, const QWidget *widget) const;
    static QSize menuItemSize(const QStyleOptionMenuItem &item, const QSize &words);
    void drawPlace(const QRect &place, QPainter *painter) const;
    void drawRow(const QStyleOptionViewItem &option, QPainter *painter) const;
    Theme m_theme;
    std::function<QIcon(const QString &)> m_icons;
    bool m_animates = true;
};

} // namespace lathe
