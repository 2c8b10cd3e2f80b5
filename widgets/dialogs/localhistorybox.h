// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/savedtexts.h"
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace lathe {

/// How much the local history may keep and for how long, what it takes, and a button that forgets it. In the preferences; main thread.
class LocalHistoryBox : public QWidget
{
    Q_OBJECT
public:
    /// `texts` must outlive this.
    LocalHistoryBox(ThemeManager &theme, SavedTexts &texts, QWidget *parent = nullptr);
    /// Sets the bounds, if they were changed.
    void apply();

private:
    void refresh();
    SavedTexts::Bounds chosen() const;

    SavedTexts &m_texts;
    QSpinBox *m_megabytes;
    QSpinBox *m_days;
    QLabel *m_used;
    QPushButton *m_clear;
    SavedTexts::Bounds m_before; ///< Zero until they were read.
};

} // namespace lathe
