// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/commandsource.h"
#include "items/xrayfindingsmodel.h"
#include "items/xraymodel.h"
#include "session/packageinspector.h"
#include "session/session.h"
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QLineEdit;
class QToolButton;

namespace lathe {

class EmptyState;
class FindingList;
class NoticeBar;
class PackageGauge;
class PictureFrame;
class ThemeManager;
class Treemap;

/// What is about to be shipped: gauge against 250 MB, treemap or table of function and layers, and findings with one-click
/// exclusion. Looks only while it is in sight. Owned by its dock.
class PackagePanel : public QWidget, public CommandSource
{
    Q_OBJECT
public:
    PackagePanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    /// "lathe package … --report".
    QString command() const override;
    Treemap *treemap() const { return m_map; }
    FindingList *findings() const { return m_findings; }
    PackageGauge *gauge() const { return m_gauge; }
    PictureFrame *frame() const { return m_frame; }

signals:
    void openRequested(const QString &path, int line);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeTop();
    void makeTable();
    void makeSide(QWidget *side);
    void showReport();
    void showState();
    void showCrumbs();
    void filter(const QString &words);
    void showMenu(int node, const QPoint &global);
    void exclude(const DraggedExclusion &exclusion);
    void open(int node);

    ThemeManager &m_theme;
    Session &m_session;
    PackageInspector &m_inspector;
    XrayModel m_flat;
    XrayModel m_tree;
    XrayModel m_matches; ///< What the filter finds.
    XrayFindingsModel m_findingsModel;
    PackageGauge *m_gauge;
    QProgressBar *m_progress;
    QToolButton *m_record;
    QToolButton *m_undo;
    QToolButton *m_refresh;
    NoticeBar *m_notice;
    EmptyState *m_empty;
    QWidget *m_content;
    Treemap *m_map;
    PictureFrame *m_frame;
    QHBoxLayout *m_crumbs;
    QLineEdit *m_filter;
    FindingList *m_findings;
    QLabel *m_sideHead;
    bool m_failed = false; ///< The last look ended with an error and nothing is shown.
};

} // namespace lathe
