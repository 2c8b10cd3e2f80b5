// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "project/samples.h"
#include <QAbstractButton>

namespace lathe {

/// One sample on the start page: icon, title, three lines of what it shows. Click or Enter makes it.
class SampleCard : public QAbstractButton
{
    Q_OBJECT
public:
    SampleCard(ThemeManager &theme, const SampleInfo &sample, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {232, 112}; }
    QSize minimumSizeHint() const override { return {160, 112}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    ThemeManager &m_theme;
    SampleInfo m_sample;
};

} // namespace lathe
