// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/logpanel.h"
#include "common/emptystate.h"
#include "common/sectionheader.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include "panels/logdelegate.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

LogPanel::LogPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_view(new QListView(this)), m_dropped(new QLabel(this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new SectionHeader(theme, QString(), this); // the tab, or the head of the panel, has its name
    m_dropped->setTextFormat(Qt::PlainText);
    setMuted(m_dropped);
    header->addWidget(m_dropped);
    m_follow = header->addButton(QStringLiteral("chevron-down"), tr("Follow the end of the log"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    QToolButton *copyButton = header->addButton(QStringLiteral("copy"), tr("Copy the chosen lines, or all"));
    QToolButton *clearButton = header->addButton(QStringLiteral("trash"), tr("Clear the log"));
    column->addWidget(header);

    m_view->setModel(&m_model);
    m_view->setObjectName(QStringLiteral("log"));
    m_view->setAccessibleName(tr("Log"));
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setItemDelegate(new LogDelegate(theme, m_view));
    m_view->installEventFilter(this);
    m_view->setMinimumHeight(28);
    column->addWidget(m_view, 1);
    auto *none = new EmptyState(theme, QStringLiteral("log"), this);
    none->setText(tr("Nothing was logged yet"), tr("What the function writes while it runs appears here."));
    none->setAction(tr("Run"));
    none->standInFor(m_view);
    connect(none, &EmptyState::activated, this, &LogPanel::runRequested);
    column->addWidget(none, 1);

    connect(copyButton, &QToolButton::clicked, this, &LogPanel::copy);
    connect(clearButton, &QToolButton::clicked, &m_model, &LogModel::clear);
    connect(m_follow, &QToolButton::toggled, this, [this](bool on) { if (on) followEnd(); });
    connect(m_view->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const QScrollBar *bar = m_view->verticalScrollBar();
        m_follow->setChecked(bar->sliderPosition() >= bar->maximum() - 4); // who scrolls up wants to read
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] { if (m_follow->isChecked()) followEnd(); });
    connect(&m_model, &LogModel::linesDropped, this, [this](qint64 total) { m_dropped->setText(tr("Earlier lines dropped: %1").arg(QLocale().toString(total))); });
    connect(&m_model, &QAbstractItemModel::modelReset, m_dropped, &QLabel::clear);

    RunController &runs = session.runs();
    connect(&runs, &RunController::started, this, [this, &session] {
        m_model.appendNote(QStringLiteral("\u2014 %1 \u2014 %2").arg(visibleText(session.currentFunction()), QTime::currentTime().toString(QStringLiteral("HH:mm:ss"))));
    });
    connect(&runs, &RunController::logAppended, &m_model, &LogModel::append);
    connect(&runs, &RunController::finished, &m_model, &LogModel::endLine);
    connect(&runs, &RunController::failed, this, [this](const Error &error) {
        m_model.appendNote(visibleText(error.text));
    });
}

void LogPanel::followEnd()
{
    m_view->scrollToBottom();
}

void LogPanel::copy()
{
    // By ranges: all of a full log are two hundred thousand rows.
    QItemSelection chosen = m_view->selectionModel()->selection();
    QString text;
    if (chosen.isEmpty())
        text = m_model.textOf(0, m_model.rowCount() - 1);
    std::sort(chosen.begin(), chosen.end(), [](const QItemSelectionRange &a, const QItemSelectionRange &b) { return a.top() < b.top(); });
    for (const QItemSelectionRange &range : std::as_const(chosen))
        text += m_model.textOf(range.top(), range.bottom());
    QGuiApplication::clipboard()->setText(text);
}

bool LogPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy))
        event->accept();
    return QWidget::eventFilter(watched, event);
}

} // namespace lathe
