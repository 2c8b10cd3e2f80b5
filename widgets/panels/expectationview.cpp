// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/expectationview.h"
#include "common/emptystate.h"
#include "common/stylesheet.h"
#include "core/async.h"
#include "core/jsontree.h"
#include "panels/expectationrow.h"
#include "session/testcontroller.h"
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace lathe {

ExpectationView::ExpectationView(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_none(new EmptyState(theme, QStringLiteral("pin"), this)), m_scroll(new QScrollArea(this)),
      m_list(new QWidget), m_column(new QVBoxLayout(m_list)), m_foot(makeFoot())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_list->setProperty("scrollContent", true);
    m_column->setContentsMargins(0, 4, 0, 4);
    m_column->setSpacing(2);
    m_column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(28);
    m_scroll->setWidget(m_list);
    m_none->setText(tr("This event is not saved yet"), tr("What is expected stands in a file beside it."));
    m_none->setAction(tr("Save the Event"));
    column->addWidget(m_none, 1);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_foot);
    connect(m_none, &EmptyState::activated, this, &ExpectationView::saveRequested);
    connect(&session.runs(), &RunController::finished, this, &ExpectationView::findFacts);
    connect(&session.tests(), &TestController::finished, this, &ExpectationView::findFacts);
    connect(&session, &Session::currentFunctionChanged, this, &ExpectationView::findFacts);
    connect(&session, &Session::eventsChanged, this, &ExpectationView::reload);
    setEvent({});
}

QWidget *ExpectationView::makeFoot()
{
    auto *foot = new QWidget(this);
    setSurface(foot, Surface::Panel);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(4);
    m_add = new QToolButton(foot);
    m_add->setText(tr("Add"));
    m_add->setIcon(m_theme.icon(QStringLiteral("add"), IconRole::Muted));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setToolTip(tr("Expect something more of this event's runs"));
    m_add->setObjectName(QStringLiteral("addLine"));
    auto *menu = new QMenu(m_add);
    const struct { ExpectationLine::Kind kind; QString text; } kinds[] = {{ExpectationLine::Path, tr("A value in the response")}, {ExpectationLine::ErrorType, tr("The error's type")},
        {ExpectationLine::MaxDuration, tr("A longest duration")}, {ExpectationLine::MaxMemory, tr("A largest memory")}, {ExpectationLine::LogContains, tr("A text in the log")},
        {ExpectationLine::LogExcludes, tr("No such text in the log")}};
    for (const auto &entry : kinds)
        connect(menu->addAction(entry.text), &QAction::triggered, this, [this, kind = entry.kind] { addLine(kind); });
    m_add->setMenu(menu);
    m_expect = new QPushButton(tr("Expect This Response"), foot);
    m_expect->setObjectName(QStringLiteral("expectResponse"));
    setButtonRole(m_expect, ButtonRole::Ghost);
    connect(m_expect, &QPushButton::clicked, this, &ExpectationView::expectLast);
    row->addWidget(m_add);
    row->addStretch(1);
    row->addWidget(m_expect);
    return foot;
}

void ExpectationView::setEvent(const EventFile &event)
{
    m_event = event;
    m_pending.reset();
    m_none->setVisible(event.path.isEmpty());
    m_none->button()->setEnabled(m_session.hasProject());
    m_scroll->setVisible(!event.path.isEmpty());
    m_foot->setVisible(!event.path.isEmpty());
    m_expected.reset();
    m_meta.clear();
    reload();
    findFacts();
}

void ExpectationView::reload()
{
    if (!m_event.path.isEmpty() && m_session.hasProject()) {
        const auto expected = m_session.events().beside(m_event, EventPart::Expected), meta = m_session.events().beside(m_event, EventPart::Meta);
        m_expected = expected.value_or(std::nullopt);
        m_meta = meta.value_or(std::nullopt).value_or(QByteArray());
        if (!meta)
            emit problem(meta.error());
    }
    showLines();
}

/// How it ends is always said, then what the files say, then what is being added. Rows stay as long as their kinds do, so that the field
/// with the focus keeps it.
void ExpectationView::showLines()
{
    QList<ExpectationLine> lines;
    if (!m_event.path.isEmpty()) {
        lines = expectationLines(m_expected, m_meta);
        const bool error = std::any_of(lines.begin(), lines.end(), [](const ExpectationLine &line) { return line.kind == ExpectationLine::ErrorType; });
        if (lines.isEmpty() || lines.first().kind != ExpectationLine::Status)
            lines.prepend({ExpectationLine::Status, -1, {}, {}, error ? QStringLiteral("error") : QStringLiteral("success")});
        if (m_pending)
            lines.append(*m_pending);
    }
    const bool same = lines.size() == m_rows.size()
        && std::equal(lines.begin(), lines.end(), m_rows.begin(), [](const ExpectationLine &line, const ExpectationRow *row) { return line.kind == row->line().kind; });
    if (same) {
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (m_rows[i]->line() != lines[i])
                m_rows[i]->setLine(lines[i]);
    } else {
        for (ExpectationRow *row : std::exchange(m_rows, {})) {
            row->hide();
            row->deleteLater(); // it may be what asked
        }
        for (const ExpectationLine &line : std::as_const(lines))
            addRow(line);
    }
    judge();
}

void ExpectationView::addRow(const ExpectationLine &line)
{
    auto *row = new ExpectationRow(m_theme, line, m_list);
    m_column->insertWidget(m_column->count() - 1, row);
    m_rows.append(row);
    connect(row, &ExpectationRow::edited, this, [this, row](const ExpectationLine &before, const ExpectationLine &after) { edit(row, before, after); });
    connect(row, &ExpectationRow::removed, this, &ExpectationView::remove);
}

bool ExpectationView::write(const Result<QByteArray> &meta)
{
    const auto saved = meta ? m_session.events().saveBeside(m_event, EventPart::Meta, meta->trimmed().isEmpty() ? std::nullopt : std::optional(*meta)) : tl::unexpected(meta.error());
    if (!saved) {
        emit problem(saved.error());
        return false;
    }
    m_meta = *meta;
    return true;
}

/// The event's context stands in the same file, and may have been written since.
void ExpectationView::readMeta()
{
    if (const auto now = m_session.events().beside(m_event, EventPart::Meta))
        m_meta = now->value_or(QByteArray());
}

void ExpectationView::edit(ExpectationRow *row, const ExpectationLine &before, const ExpectationLine &after)
{
    readMeta();
    const bool known = before.kind == ExpectationLine::Status ? expectationLines({}, m_meta).value(0).kind == ExpectationLine::Status : !m_pending || before != *m_pending;
    const auto changed = withLine(m_meta, known ? before : ExpectationLine(), after);
    if (!changed) {
        row->setProblem(changed.error().text);
        return;
    }
    if (!known && before.kind != ExpectationLine::Status)
        m_pending.reset();
    if (write(changed))
        showLines();
}

void ExpectationView::remove(const ExpectationLine &line)
{
    readMeta();
    if (m_pending && line == *m_pending) {
        m_pending.reset();
    } else if (line.kind == ExpectationLine::WholeResponse) {
        const auto before = m_expected;
        if (const auto gone = m_session.events().saveBeside(m_event, EventPart::Expected, std::nullopt); !gone)
            return emit problem(gone.error());
        m_expected.reset();
        emit replaced(tr("This response is expected no longer."), before);
    } else if (!write(withoutLine(m_meta, line))) {
        return;
    }
    showLines();
    m_add->setFocus();
}

/// Values that hold of the last run, so that the line is right before anything is typed.
ExpectationLine ExpectationView::usualLine(ExpectationLine::Kind kind) const
{
    ExpectationLine line{kind, -1, {}, {}, {}};
    switch (kind) {
    case ExpectationLine::Path: {
        line.path = QStringLiteral("$");
        line.test = QStringLiteral("exists");
        line.value = QStringLiteral("true");
        const auto tree = m_facts ? JsonTree::parse(m_facts->payload) : std::nullopt;
        if (!tree || tree->root().kind != JsonNode::Object)
            break;
        const JsonNode *node = tree->root().member("statusCode");
        for (const JsonNode &child : tree->root().children)
            if (!node && child.kind != JsonNode::Object && child.kind != JsonNode::Array)
                node = &child;
        if (node && std::all_of(node->name.begin(), node->name.end(), [](char c) { return std::isalnum(uchar(c)) || c == '_'; })) {
            line.path = QStringLiteral("$.") + QString::fromUtf8(node->name);
            line.test = QStringLiteral("equals");
            line.value = QString::fromUtf8(tree->bytes(*node).toByteArray());
        }
        break;
    }
    case ExpectationLine::ErrorType: line.value = m_facts ? m_facts->errorType : QString(); break;
    case ExpectationLine::MaxDuration: line.value = QString::number(m_facts ? std::max(10.0, std::ceil(m_facts->durationMs / 5) * 10) : 1000.0); break;
    case ExpectationLine::MaxMemory: line.value = QString::number(m_facts && m_facts->maxMemoryMib > 0 ? (m_facts->maxMemoryMib / 16 + 1) * 16 : 128); break;
    default: break;
    }
    return line;
}

void ExpectationView::addLine(ExpectationLine::Kind kind)
{
    if (m_event.path.isEmpty())
        return;
    // Of these there is one at most.
    const bool one = kind == ExpectationLine::ErrorType || kind == ExpectationLine::MaxDuration || kind == ExpectationLine::MaxMemory;
    const auto there = std::find_if(m_rows.begin(), m_rows.end(), [kind](const ExpectationRow *row) { return row->line().kind == kind; });
    if (one && there != m_rows.end())
        return (*there)->focusFirst();
    const ExpectationLine line = usualLine(kind);
    m_pending.reset();
    if (!lineProblem(line).isEmpty())
        m_pending = line;
    else if (!write(withLine(m_meta, {}, line)))
        return;
    showLines();
    ExpectationRow *last = nullptr;
    for (ExpectationRow *row : std::as_const(m_rows))
        if (row->line().kind == kind)
            last = row;
    if (last)
        last->focusFirst();
    m_list->layout()->activate();
    m_scroll->verticalScrollBar()->setValue(last ? last->y() : 0);
}

void ExpectationView::expectLast()
{
    if (!m_facts || m_facts->failed || m_facts->payload.isEmpty())
        return;
    const auto before = m_expected;
    if (const auto saved = m_session.events().saveBeside(m_event, EventPart::Expected, m_facts->payload); !saved)
        return emit problem(saved.error());
    m_expected = m_facts->payload;
    showLines();
    emit replaced(tr("This response is expected from now on."), before);
}

/// The run in the window or the one in the matrix, whichever there is; a run in the window is the newer one when it was the last.
void ExpectationView::findFacts()
{
    m_facts.reset();
    const QString function = m_session.currentFunction();
    const RunRecord record = m_session.runs().lastRun(function);
    const TestResult *tested = m_session.tests().result({m_event.path, function, {}});
    const bool ran = !m_event.path.isEmpty() && record.functionName == function && record.eventName == m_event.name && !record.functionName.isEmpty();
    if (tested && !tested->cut && (tested->state == TestResult::Passed || tested->state == TestResult::Failed) && (!ran || sender() == &m_session.tests()))
        m_facts = runFacts(tested->outcome);
    else if (ran)
        m_facts = runFacts(record.outcome);
    judge();
}

/// Responses of megabytes are compared on a worker thread: until then nothing is known.
void ExpectationView::judge()
{
    constexpr qsizetype workerBytes = 64 * 1024;
    const int asked = ++m_asked;
    const bool can = m_facts && !m_facts->failed && !m_facts->payload.isEmpty();
    m_expect->setEnabled(can);
    m_expect->setToolTip(can ? tr("Keeps the last response: runs pass when theirs means the same") : tr("Run the function on this event first."));
    QList<ExpectationLine> lines;
    for (const ExpectationRow *row : std::as_const(m_rows))
        lines.append(row->line());
    const auto work = [lines, pending = m_pending, expected = m_expected.value_or(QByteArray()), facts = m_facts]() -> Result<QStringList> {
        QStringList failures;
        for (const ExpectationLine &line : lines)
            failures.append(facts && line != pending ? lineFailure(line, expected, *facts) : QString());
        return failures;
    };
    if (!m_facts || m_facts->payload.size() + m_facts->log.size() + m_expected.value_or(QByteArray()).size() <= workerBytes)
        return showJudged(*work());
    for (ExpectationRow *row : std::as_const(m_rows))
        row->setHeld(ExpectationRow::Held::Unknown);
    whenDone(onWorker(*QThreadPool::globalInstance(), work), this, [this, asked](const Result<QStringList> &failures) {
        if (failures && asked == m_asked)
            showJudged(*failures);
    });
}

void ExpectationView::showJudged(const QStringList &failures)
{
    int failed = 0;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        ExpectationRow *row = m_rows[i];
        const QString &why = failures[i];
        const bool unknown = !m_facts || (m_pending && row->line() == *m_pending);
        failed += !why.isEmpty();
        row->setHeld(unknown ? ExpectationRow::Held::Unknown : why.isEmpty() ? ExpectationRow::Held::Yes : ExpectationRow::Held::No, why);
    }
    emit judged(m_event.path.isEmpty() ? 0 : int(m_rows.size()), m_facts ? failed : -1);
}

} // namespace lathe
