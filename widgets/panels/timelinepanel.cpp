// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/timelinepanel.h"
#include "common/emptystate.h"
#include "common/stylesheet.h"
#include "core/async.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "pictures/coldstartpicture.h"
#include "pictures/lanespicture.h"
#include "pictures/pictureframe.h"
#include "pictures/responsepicture.h"
#include "pictures/runspicture.h"
#include "session/historylog.h"
#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace lathe {

TimelinePanel::TimelinePanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_stack(new QStackedWidget(this)), m_switch(new QWidget(this)), m_views(new QButtonGroup(this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_stack->setMinimumHeight(28); // without a page of its own yet it would ask for less than nothing
    auto *bar = new QHBoxLayout(m_switch);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(4);
    const struct { View view; QString text; QString tip; } views[] = {{View::Response, tr("Response"), tr("The parts of the last response as they came")},
        {View::ColdStart, tr("Cold start"), tr("What the last start of the function took its time for")},
        {View::Invocations, tr("Invocations"), tr("What each execution environment did")},
        {View::Runs, tr("Runs"), tr("Duration and memory of the function's runs that are kept")}};
    for (const auto &entry : views) {
        auto *button = new QToolButton(m_switch);
        button->setText(entry.text);
        button->setToolTip(entry.tip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_views->addButton(button, int(entry.view));
        bar->addWidget(button);
    }
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { setView(View(id)); });
    m_wait.setSingleShot(true);
    m_wait.setInterval(100);
    connect(&m_wait, &QTimer::timeout, this, &TimelinePanel::refreshSummary);
    connectSession();
    showCurrent();
}

void TimelinePanel::connectSession()
{
    RunController &runs = m_session.runs();
    // Another function may be looked at while one runs.
    connect(&runs, &RunController::started, this, [this] {
        m_running = m_session.currentFunction();
        m_response.begin();
    });
    connect(&runs, &RunController::responseAppended, this, [this](const QList<ResponseChunk> &parts) {
        if (m_running == m_session.currentFunction())
            m_response.append(parts);
    });
    connect(&runs, &RunController::finished, this, [this](const RunRecord &record) {
        if (record.functionName == m_session.currentFunction())
            showRun(record);
    });
    connect(&runs, &RunController::failed, this, [this] {
        if (m_running == m_session.currentFunction())
            m_response.finish({}, m_response.lastByteMs());
    });
    connect(&runs, &RunController::stateChanged, this, &TimelinePanel::refreshActions);
    connect(&runs, &RunController::importsProfiled, this, [this](const QString &function, const QString &logStream, const QList<ColdSpan> &imports) {
        m_starts.setImports(function, logStream, imports);
        showColdStart();
        setView(View::ColdStart);
    });
    connect(&m_session, &Session::currentFunctionChanged, this, &TimelinePanel::showCurrent);
    connect(&m_session, &Session::trustChanged, this, &TimelinePanel::refreshActions);
    connect(&m_session, &Session::environmentEvents, this, [this](const QList<EnvironmentEvent> &events) {
        m_invocations.append(events);
        if (m_starts.append(events).contains(m_session.currentFunction()))
            showColdStart();
        m_wait.isActive() ? void() : m_wait.start();
    });
    connect(&m_session, &Session::poolChanged, this, [this](const QList<EnvironmentInfo> &environments) {
        QList<quint64> alive;
        for (const EnvironmentInfo &info : environments)
            alive.append(info.id);
        m_invocations.noteGone(alive);
    });
    connect(&m_response, &ResponseTimeline::stateChanged, this, [this] { m_wait.isActive() ? void() : m_wait.start(); });
}

void TimelinePanel::showEvent(QShowEvent *event)
{
    setView(m_view); // the first picture is made when somebody looks
    QWidget::showEvent(event);
}

/// The switch moves to the picture that is looked at.
void TimelinePanel::setView(View view)
{
    m_view = view;
    m_views->button(int(view))->setChecked(true);
    PictureFrame *shown = frame(view);
    shown->head()->insertWidget(0, m_switch); // from the head where it was
    m_switch->show();
    m_stack->setCurrentWidget(shown);
    if (view == View::Runs)
        refreshRuns();
    refreshSummary();
}

PictureFrame *TimelinePanel::frame(View view)
{
    PictureFrame *&made = m_frames[size_t(view)];
    if (!made) {
        made = view == View::Response ? makeResponse() : view == View::ColdStart ? makeColdStart() : view == View::Invocations ? makeInvocations() : makeRuns();
        m_stack->addWidget(made);
    }
    return made;
}

PictureFrame *TimelinePanel::makeResponse()
{
    auto *made = new PictureFrame(m_theme, new ResponsePicture(m_theme, m_response), m_stack);
    made->setObjectName(QStringLiteral("responseFrame"));
    made->setFileName(QStringLiteral("response"));
    made->head()->addStretch(1);
    made->picture()->setTitle(tr("Response: %1").arg(visibleText(m_session.currentFunction())));
    made->empty()->setText(tr("Nothing was sent yet"), tr("Each part of a response appears here as it comes."));
    made->empty()->setAction(tr("Run"));
    connect(made->empty(), &EmptyState::activated, this, [this] { emit runRequested(RunController::Mode::Usual); });
    return made;
}

PictureFrame *TimelinePanel::makeColdStart()
{
    auto *made = new PictureFrame(m_theme, new ColdStartPicture(m_theme, m_cold), m_stack);
    made->setObjectName(QStringLiteral("coldFrame"));
    made->setFileName(QStringLiteral("cold-start"));
    made->picture()->setTitle(tr("Cold start: %1").arg(visibleText(m_session.currentFunction())));
    made->empty()->setText(tr("This function was not started yet"), tr("Its first run starts it cold; later ones find it warm."));
    made->empty()->setAction(tr("Run"));
    connect(made->empty(), &EmptyState::activated, this, [this] { emit runRequested(RunController::Mode::Usual); });
    made->head()->addStretch(1);
    const auto action = [this, made](const QString &text, const QString &icon, const QString &name, RunController::Mode mode) {
        auto *button = new QToolButton(made);
        button->setText(text);
        button->setIcon(m_theme.icon(icon, IconRole::Muted));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setObjectName(name);
        connect(button, &QToolButton::clicked, this, [this, mode] { emit runRequested(mode); });
        made->head()->addWidget(button);
        return button;
    };
    m_runCold = action(tr("Run Cold"), QStringLiteral("refresh"), QStringLiteral("runCold"), RunController::Mode::Cold);
    m_profile = action(tr("Time Imports"), QStringLiteral("clock"), QStringLiteral("timeImports"), RunController::Mode::ImportTimer);
    connect(made, &PictureFrame::activated, this, [this](int row) {
        if (row < m_cold.rowCount() && !m_cold.at(row).file.isEmpty())
            emit openRequested(m_cold.at(row).file, m_cold.at(row).line, 0);
    });
    refreshActions();
    return made;
}

PictureFrame *TimelinePanel::makeInvocations()
{
    auto *picture = new LanesPicture(m_theme, m_invocations);
    auto *made = new PictureFrame(m_theme, picture, m_stack);
    made->setObjectName(QStringLiteral("lanesFrame"));
    made->setFileName(QStringLiteral("invocations"));
    picture->setTitle(tr("Invocations by environment"));
    made->empty()->setText(tr("No environment has run yet"), tr("Local runs and calls of the local endpoint appear here."));
    auto *range = new QComboBox(made);
    range->setObjectName(QStringLiteral("lanesRange"));
    range->setAccessibleName(tr("Time span"));
    range->addItem(tr("Last burst"), int(LanesPicture::Range::Burst));
    range->addItem(tr("1 minute"), int(LanesPicture::Range::Minute));
    range->addItem(tr("10 minutes"), int(LanesPicture::Range::TenMinutes));
    range->addItem(tr("Everything"), int(LanesPicture::Range::All));
    connect(range, &QComboBox::currentIndexChanged, this, [picture, range] { picture->setRange(LanesPicture::Range(range->currentData().toInt())); });
    made->head()->addStretch(1);
    made->head()->addWidget(range);
    auto *clear = new QToolButton(made);
    clear->setIcon(m_theme.icon(QStringLiteral("trash"), IconRole::Muted));
    clear->setToolTip(tr("Forget what was recorded"));
    clear->setAccessibleName(tr("Forget what was recorded"));
    clear->setAutoRaise(true);
    connect(clear, &QToolButton::clicked, &m_invocations, &InvocationTimeline::clear);
    made->head()->addWidget(clear);
    return made;
}

PictureFrame *TimelinePanel::makeRuns()
{
    auto *made = new PictureFrame(m_theme, new RunsPicture(m_theme, m_runs), m_stack);
    made->setObjectName(QStringLiteral("runsFrame"));
    made->setFileName(QStringLiteral("runs"));
    made->picture()->setTitle(tr("Runs: %1").arg(visibleText(m_session.currentFunction())));
    made->empty()->setText(tr("No run of this function is kept"), tr("Its duration and memory appear here, with what changed between."));
    made->empty()->setAction(tr("Run"));
    connect(made->empty(), &EmptyState::activated, this, [this] { emit runRequested(RunController::Mode::Usual); });
    made->head()->addStretch(1);
    connect(&m_session.history(), &HistoryLog::changed, this, &TimelinePanel::refreshRuns);
    return made;
}

/// Only while somebody looks: the others are asked for when they come to the front.
void TimelinePanel::refreshRuns()
{
    constexpr int mostRuns = 200;
    if (m_view != View::Runs || !m_frames[size_t(View::Runs)])
        return;
    HistoryFilter filter;
    filter.function = m_session.currentFunction();
    filter.most = mostRuns;
    if (filter.function.isEmpty())
        return m_runs.setEntries({});
    whenDone(m_session.history().find(filter), this, [this, asked = ++m_runsAsked](Result<QList<HistoryEntry>> found) {
        if (asked != m_runsAsked)
            return;
        const QString root = m_session.hasProject() ? m_session.project().root : QString();
        if (found) // functions of other folders may be called the same
            found->removeIf([&root](const HistoryEntry &entry) { return entry.project != root || entry.deployed; });
        m_runs.setEntries(found.value_or(QList<HistoryEntry>()));
        refreshSummary();
    });
}

/// A response that was not streamed, or came from elsewhere, is one part at its end.
void TimelinePanel::showRun(const RunRecord &record)
{
    QList<ResponseChunk> parts = record.outcome.chunks;
    const double duration = record.outcome.report.durationMs;
    if (parts.isEmpty() && m_response.rowCount() == 0 && !record.outcome.payload.isEmpty())
        parts = {{duration, record.outcome.payload.size()}};
    m_response.finish(parts, duration);
}

void TimelinePanel::showCurrent()
{
    const QString function = m_session.currentFunction();
    m_response.begin();
    showRun(m_session.runs().lastRun(function));
    if (m_frames[size_t(View::Response)])
        m_frames[size_t(View::Response)]->picture()->setTitle(tr("Response: %1").arg(visibleText(function)));
    if (m_frames[size_t(View::ColdStart)])
        m_frames[size_t(View::ColdStart)]->picture()->setTitle(tr("Cold start: %1").arg(visibleText(function)));
    if (m_frames[size_t(View::Runs)])
        m_frames[size_t(View::Runs)]->picture()->setTitle(tr("Runs: %1").arg(visibleText(function)));
    refreshRuns();
    showColdStart();
    refreshActions();
}

void TimelinePanel::showColdStart()
{
    const QString function = m_session.currentFunction();
    m_cold.setStart(m_starts.nth(function, 0), m_starts.comparable(function, 0), m_session.hasProject() ? m_session.project().root : QString());
    refreshSummary();
}

void TimelinePanel::refreshActions()
{
    const RunController &runs = m_session.runs();
    const auto set = [](QToolButton *button, const Availability &can, const QString &tip) {
        if (!button)
            return;
        button->setEnabled(can.ok);
        button->setToolTip(QStringLiteral("<p>%1</p>").arg((can.ok ? tip : can.why).toHtmlEscaped()));
    };
    set(m_runCold, runs.canRun(), tr("Ends the function's environments and runs it in a new one"));
    set(m_profile, runs.canProfileImports(), tr("Runs the function once in an environment of its own that measures each import. Measuring takes time itself: the start is longer than usual."));
    for (const View view : {View::Response, View::ColdStart, View::Runs})
        if (PictureFrame *made = m_frames[size_t(view)])
            made->empty()->button()->setEnabled(runs.canRun().ok);
}

QString TimelinePanel::summary() const
{
    return m_view == View::Response ? responseSummary() : m_view == View::ColdStart ? coldSummary() : m_view == View::Invocations ? invocationSummary() : runsSummary();
}

void TimelinePanel::refreshSummary()
{
    if (PictureFrame *made = m_frames[size_t(m_view)])
        made->setNote(summary());
}

QString TimelinePanel::responseSummary() const
{
    if (m_response.rowCount() == 0)
        return m_response.isLive() ? tr("Waiting for the first byte …") : QString();
    QStringList words{m_response.parts() == 1 ? tr("In one piece") : tr("Parts: %1").arg(m_response.parts()), sizeText(m_response.totalBytes())};
    const double ms = m_response.lastByteMs() - m_response.firstByteMs();
    if (m_response.parts() > 1 && ms >= 1)
        words += tr("%1/s").arg(sizeText(qint64(double(m_response.totalBytes()) / ms * 1000)));
    if (m_response.isLive())
        words += tr("still coming");
    return words.join(QStringLiteral("  ·  "));
}

QString TimelinePanel::coldSummary() const
{
    if (m_cold.rowCount() == 0)
        return {};
    const ColdStart &start = m_cold.start();
    QStringList words{start.when.time().toString(QStringLiteral("HH:mm:ss"))};
    if (start.startedAhead)
        words += tr("Started ahead: sandbox and interpreter were there already");
    if (m_cold.hasBefore()) {
        const double change = start.initMs - m_cold.before().initMs;
        words += tr("Init %1%2 (thin bars: the start before)").arg(change < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"), durationText(std::abs(change)));
    }
    if (start.profiled)
        words += start.find(ColdPart::Import) ? tr("The import timer takes time itself; imports stand without gaps") : tr("The import timer saw no import");
    return words.join(QStringLiteral("  ·  "));
}

QString TimelinePanel::runsSummary() const
{
    const int runs = m_runs.rowCount();
    if (runs == 0)
        return {};
    int failed = 0;
    for (int row = 0; row < runs; ++row)
        failed += !m_runs.at(row).outcome.ok();
    QStringList words{tr("Runs: %1").arg(runs)};
    if (failed > 0)
        words += tr("failed: %1").arg(failed);
    if (const double median = RunsPicture::percentile(m_runs, 0.5); median >= 0)
        words += tr("median %1, 95 % within %2").arg(durationText(median), durationText(RunsPicture::percentile(m_runs, 0.95)));
    return words.join(QStringLiteral("  ·  "));
}

QString TimelinePanel::invocationSummary() const
{
    if (m_invocations.rowCount() == 0)
        return {};
    int failed = 0, calls = 0;
    for (int row = 0; row < m_invocations.rowCount(); ++row) {
        calls += m_invocations.at(row).kind == InvocationTimeline::Kind::Invoke;
        failed += m_invocations.at(row).failed();
    }
    QStringList words{tr("Environments: %1").arg(m_invocations.lanes().size()), tr("Invocations: %1").arg(calls)};
    if (failed > 0)
        words += tr("Failed: %1").arg(failed);
    return words.join(QStringLiteral("  ·  "));
}

} // namespace lathe
