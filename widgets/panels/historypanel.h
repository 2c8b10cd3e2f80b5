// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/commandsource.h"
#include "common/thememanager.h"
#include "items/historymodel.h"
#include "session/historylog.h"
#include "session/session.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>
#include <QWidget>
#include <optional>

class QAction;
class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QSplitter;
class QTreeView;

namespace lathe {

class ComparisonView;
class ElidedLabel;
class EmptyState;
class NoticeBar;

/// Every run that was made and is still kept: found by text, status and function, looked at again, run again with the same bytes on
/// the code as it is now, and two of them compared. Owned by its dock.
class HistoryPanel : public QWidget, public CommandSource
{
    Q_OBJECT
public:
    enum class Part { Response, Event, Log };
    HistoryPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    /// "lathe history replay …" of the one run that is chosen.
    QString command() const override { return chosen().size() == 1 ? QStringLiteral("lathe history replay ") + chosen().first() : QString(); }
    QTreeView *view() const { return m_view; }
    HistoryModel &model() { return m_model; }
    QString shownText() const;
    void setPart(Part part);

signals:
    /// Runs these bytes; the function is the current one by then.
    void replayRequested(const QByteArray &event, const QString &eventName, const EventContext &context);
    void runRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeList();
    QWidget *makeDetails();
    QAction *addAction(const QString &text, const QKeySequence &keys, void (HistoryPanel::*slot)());
    void connectSession();
    void refresh();
    void showFound(const Result<QList<HistoryEntry>> &found);
    void fitColumns();
    void showSelection();
    void showEntry();
    void showComparison(const RunComparison &comparison);
    void refreshActions();
    QStringList chosen() const;
    QString whyNoReplay() const;
    void select(const QStringList &ids);
    void replay();
    void compare();
    void copyCommand() { QGuiApplication::clipboard()->setText(command()); }
    void saveEvent();
    void exportChosen();
    void importFile();
    void removeChosen();
    void tell(const Result<int> &count, const QString &words);

    ThemeManager &m_theme;
    Session &m_session;
    HistoryLog &m_log;
    HistoryModel m_model;
    NoticeBar *m_notice;
    QLineEdit *m_search;
    QComboBox *m_status;
    QComboBox *m_scope;
    bool m_filtered = false;
    QToolButton *m_more;
    QPushButton *m_replay;
    QStackedWidget *m_lists;
    EmptyState *m_empty;
    QTreeView *m_view;
    QSplitter *m_split = nullptr;
    QStackedWidget *m_details;
    QLabel *m_none;
    ElidedLabel *m_head;
    QLabel *m_note;
    QButtonGroup *m_parts;
    QPlainTextEdit *m_text;
    ComparisonView *m_comparison = nullptr;
    QAction *m_replayAction;
    QAction *m_compareAction;
    QAction *m_copyAction;
    QAction *m_saveAction;
    QAction *m_exportAction;
    QAction *m_removeAction;
    QTimer m_typing;
    std::optional<HistoryEntry> m_entry; ///< The one that is looked at, with its bodies.
    QString m_replayed;  ///< Is compared with the run that comes of it.
    Part m_part = Part::Response;
    int m_asked = 0; ///< Answers to older questions are not shown.
    int m_searched = 0;
    bool m_stale = true;
    bool m_widthsChosen = false; ///< Somebody dragged a column or the list's edge.
};

} // namespace lathe
