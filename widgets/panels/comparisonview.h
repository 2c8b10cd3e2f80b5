// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/historylog.h"
#include <QWidget>

class QLabel;
class QTreeWidget;

namespace lathe {

/// What two runs of the history differ in: a line that says which and in how much, and a row for each difference. Owned by the
/// history's panel.
class ComparisonView : public QWidget
{
    Q_OBJECT
public:
    explicit ComparisonView(ThemeManager &theme, QWidget *parent = nullptr);
    void setComparison(const RunComparison &comparison);
    QString summary() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    ThemeManager &m_theme;
    QLabel *m_summary;
    QTreeWidget *m_differences;
};

} // namespace lathe
