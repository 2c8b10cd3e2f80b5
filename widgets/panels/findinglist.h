// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/xrayfindingsmodel.h"
#include <QListView>

namespace lathe {

/// Findings of an X-ray, two lines each: what and how much, then the remedy, and at the right a button that leaves it out. The keys
/// do the same (Delete). Rows can be dragged to the bin. Owned by its panel.
class FindingList : public QListView
{
    Q_OBJECT
public:
    FindingList(ThemeManager &theme, XrayFindingsModel &model, QWidget *parent = nullptr);
    /// The box of a row's button in the viewport; null without one.
    QRect buttonOf(const QModelIndex &index) const;

signals:
    void excludeRequested(int row);
    void chosen(int row); ///< -1: none.

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void setHot(const QPersistentModelIndex &index);
    QPersistentModelIndex m_hot;     ///< The row whose button is pointed at.
    QPersistentModelIndex m_pressed;
    friend class FindingDelegate;
};

} // namespace lathe
