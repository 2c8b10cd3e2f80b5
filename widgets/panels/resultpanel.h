// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/runremedy.h"
#include "session/session.h"
#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QListView;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace lathe {

class ElidedLabel;
class EmptyState;
class FailureView;
class NoticeBar;
class ResultStrip;

/// The last run of the current function: figures, response (pretty, raw, hex), and for a failure its message and the
/// frames of its stack, each a way to the line. Plain text throughout.
class ResultPanel : public QWidget
{
    Q_OBJECT
public:
    enum class View { Pretty, Raw, Hex };
    /// A response is shown up to this many bytes; copying gives all of it.
    static constexpr qsizetype shownBytes = 1024 * 1024;

    ResultPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    void setView(View view);
    QString shownText() const;
    QString statusText() const;
    QListView *frameView() const;
    /// Something prevented a run.
    void showError(const Error &error);
    /// The same as a warning, with a button that does it all the same.
    QPushButton *showWarning(const QString &text, const QString &detail, const QString &action);
    /// Goes to the next (+1) or previous (-1) frame of a failure that lies in the user's own code; false when there is none.
    bool stepFrame(int direction);
    void showDeployed(const QString &targetTitle, const QString &keys);

signals:
    void openRequested(const QString &path, int line, int column);
    void runRequested();
    void invokeDeployedRequested();
    /// The response that is shown is what the test event's runs are expected to give from now on.
    void expectRequested();
    /// What mends the failure that is shown.
    void settingChosen(const lathe::SettingChange &change);
    void layerWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCurrent();
    void refreshEmpty();
    const Diagnostic *damage() const;
    void addFunction(RuntimeFamily family);
    void showStopped(const RunRecord &run);
    void showRecord(const RunRecord &record);
    void showPayload();
    void showFailure(const RunRecord &record);
    void fitFailure();
    QWidget *makeResponse();
    QWidget *makeRemedy();
    void showRemedy(const RunRecord &record);

    ThemeManager &m_theme;
    Session &m_session;
    NoticeBar *m_notice;
    ResultStrip *m_strip;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QPlainTextEdit *m_response;
    QLabel *m_title;
    QButtonGroup *m_views;
    FailureView *m_failure;
    QWidget *m_remedyRow;
    ElidedLabel *m_remedyText;
    QPushButton *m_remedyButton;
    RunRemedy m_remedy;
    QToolButton *m_expect = nullptr;
    RunRecord m_record;
    QTimer m_long;
    bool m_isLong = false; ///< The run has gone on for a second.
    View m_view = View::Pretty;
};

} // namespace lathe
