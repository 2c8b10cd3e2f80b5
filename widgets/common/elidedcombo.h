// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QStylePainter>

namespace lathe {

/// A choice among names of any length: a name that has no room is cut with an ellipsis in its middle, as two that begin alike differ
/// at their end. Owned by its parent.
class ElidedCombo : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        painter.setPen(palette().color(QPalette::Text));
        QStyleOptionComboBox option;
        initStyleOption(&option);
        if (currentIndex() < 0 && !placeholderText().isEmpty()) { // as QComboBox does
            option.palette.setBrush(QPalette::Text, option.palette.placeholderText());
            option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
            option.currentText = placeholderText();
        }
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
        const int room = field.width() - (option.currentIcon.isNull() ? 0 : option.iconSize.width() + 4) - 4;
        option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideMiddle, room);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

} // namespace lathe
