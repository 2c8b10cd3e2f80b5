// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/coldstartmodel.h"
#include "items/historymodel.h"
#include "items/invocationtimeline.h"
#include "items/responsetimeline.h"
#include "session/session.h"
#include <QWidget>
#include <array>

class QButtonGroup;
class QComboBox;
class QStackedWidget;
class QToolButton;

namespace lathe {

class PictureFrame;
class ThemeManager;

/// Four pictures in time: the parts of the current function's last response as they come, its last cold start as a waterfall,
/// and what all environments did. A picture is made when it is first looked at; what it shows is kept from the start. Owned by
/// its dock.
class TimelinePanel : public QWidget
{
    Q_OBJECT
public:
    enum class View { Response, ColdStart, Invocations, Runs };
    TimelinePanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    void setView(View view);
    View view() const { return m_view; }
    /// Makes it if need be.
    PictureFrame *frame(View view);
    const ResponseTimeline &response() const { return m_response; }
    const ColdStartModel &coldStart() const { return m_cold; }
    const InvocationTimeline &invocations() const { return m_invocations; }
    const HistoryModel &runs() const { return m_runs; }
    /// The figures above the picture.
    QString summary() const;

signals:
    void openRequested(const QString &path, int line, int column);
    void runRequested(lathe::RunController::Mode mode);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void connectSession();
    PictureFrame *makeResponse();
    PictureFrame *makeColdStart();
    PictureFrame *makeInvocations();
    PictureFrame *makeRuns();
    void refreshRuns();
    void showRun(const RunRecord &record);
    void showCurrent();
    void showColdStart();
    void refreshSummary();
    void refreshActions();
    QString responseSummary() const;
    QString coldSummary() const;
    QString invocationSummary() const;
    QString runsSummary() const;

    ThemeManager &m_theme;
    Session &m_session;
    ResponseTimeline m_response;
    ColdStarts m_starts;
    ColdStartModel m_cold;
    InvocationTimeline m_invocations;
    HistoryModel m_runs; ///< Of the current function.
    int m_runsAsked = 0;
    QString m_running; ///< Function of the run under way, or of the last one.
    View m_view = View::Response;
    QStackedWidget *m_stack;
    QWidget *m_switch;
    QButtonGroup *m_views;
    QToolButton *m_runCold = nullptr;
    QToolButton *m_profile = nullptr;
    std::array<PictureFrame *, 4> m_frames = {};
    QTimer m_wait; ///< The summary changes 10 times a second at most.
};

} // namespace lathe
