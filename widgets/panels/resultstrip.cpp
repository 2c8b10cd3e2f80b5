// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/resultstrip.h"
#include "common/elidedlabel.h"
#include "common/figurelabel.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "panels/costfigure.h"
#include <QHBoxLayout>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace lathe {

ResultStrip::ResultStrip(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_status(new StatusChip(theme, this)), m_duration(new FigureLabel(theme, this)), m_billed(new FigureLabel(theme, this)),
      m_memory(new FigureLabel(theme, this)), m_init(new FigureLabel(theme, this)), m_cost(new CostFigure(theme, this)), m_size(new FigureLabel(theme, this)), m_where(new ElidedLabel({}, this))
{
    connect(m_cost, &CostFigure::rateChanged, this, &ResultStrip::fit);
    setSurface(this, Surface::Raised);
    setObjectName(QStringLiteral("resultStrip"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(16);
    m_status->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addWidget(m_status);
    for (QWidget *figure : std::initializer_list<QWidget *>{m_duration, m_billed, m_memory, m_init, m_size, m_cost})
        row->addWidget(figure);
    m_where->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setMuted(m_where);
    row->addWidget(m_where, 1);
    m_duration->setCaption(tr("Duration"));
    m_billed->setCaption(tr("Would bill"));
    m_memory->setCaption(tr("Memory"));
    m_init->setCaption(tr("Init"));
    m_size->setCaption(tr("Response"));
    clear();
}

void ResultStrip::clear()
{
    hide();
}

QString ResultStrip::statusText() const
{
    return m_status->text();
}

void ResultStrip::showRunning(const QString &functionName)
{
    m_status->set(StatusChip::Hue::Info, tr("Running"), QStringLiteral("clock"));
    m_known.clear();
    fit();
    m_where->setText(visibleText(functionName));
    show();
}

static QString whatRan(const RunRecord &record)
{
    QString what = record.deployed ? ResultStrip::tr("%1, deployed on %2").arg(visibleText(record.functionName), visibleText(record.where)) : visibleText(record.functionName);
    if (!record.eventName.isEmpty())
        what += QStringLiteral(" \u00B7 ") + visibleText(record.eventName);
    return what;
}

void ResultStrip::showStopped(const RunRecord &record)
{
    m_status->set(StatusChip::Hue::Warning, tr("Stopped"), QStringLiteral("stop"));
    m_known.clear();
    m_where->setText(whatRan(record));
    fit();
    show();
}

static QString signedText(double difference, const QString &absolute)
{
    return (difference < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + absolute;
}

static bool areComparable(const RunRecord &record, const RunRecord &previous)
{
    return !previous.functionName.isEmpty() && previous.deployed == record.deployed && previous.outcome.ok() && record.outcome.ok();
}

/// "−4.1" against the run before; empty when there is none.
static QString change(const RunRecord &record, const RunRecord &previous)
{
    if (!areComparable(record, previous))
        return {};
    const double difference = record.outcome.report.durationMs - previous.outcome.report.durationMs;
    return std::abs(difference) < 0.005 ? QStringLiteral("\u00B10") : signedText(difference, FigureLabel::significant(std::abs(difference)));
}

/// "+12" megabytes; empty where it is the same.
static QString memoryChange(const RunRecord &record, const RunRecord &previous)
{
    const int difference = record.outcome.report.maxMemoryUsedMib - previous.outcome.report.maxMemoryUsedMib;
    return areComparable(record, previous) && difference != 0 && previous.outcome.report.memoryMib > 0 ? signedText(difference, QLocale().toString(std::abs(difference))) : QString();
}

void ResultStrip::showRun(const RunRecord &record, const RunRecord &previous)
{
    const InvokeOutcome &outcome = record.outcome;
    const InvocationReport &report = outcome.report;
    if (outcome.ok())
        m_status->set(StatusChip::Hue::Success, tr("Succeeded"), QStringLiteral("success"));
    else if (report.status == QLatin1String("timeout"))
        m_status->set(StatusChip::Hue::Error, tr("Timed out"), QStringLiteral("error"));
    else
        m_status->set(StatusChip::Hue::Error, tr("Failed"), QStringLiteral("error"));
    const QLocale locale;
    const bool known = report.memoryMib > 0; // a deployed function's figures come with the end of its log
    m_known = known ? QList<QWidget *>{m_duration, m_billed, m_memory} : QList<QWidget *>();
    if (known && report.initMs >= 0)
        m_known += m_init;
    m_known += m_size;
    if (m_cost->showRun(record))
        m_known += m_cost;
    m_duration->setFigure(FigureLabel::significant(report.durationMs), QStringLiteral("ms"), change(record, previous));
    m_billed->setCaption(record.deployed && record.where.startsWith(QLatin1String("AWS")) ? tr("Billed") : tr("Would bill"));
    m_billed->setFigure(locale.toString(report.billedMs), QStringLiteral("ms"));
    m_memory->setFigure(locale.toString(report.maxMemoryUsedMib), QStringLiteral("/ %1 MB").arg(locale.toString(report.memoryMib)), memoryChange(record, previous));
    m_init->setFigure(FigureLabel::significant(report.initMs), QStringLiteral("ms"));
    const QString size = sizeText(outcome.payload.size());
    m_size->setFigure(size.section(u' ', 0, -2), size.section(u' ', -1));
    m_where->setText(whatRan(record));
    fit();
    show();
}

void ResultStrip::fit()
{
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right() - m_status->sizeHint().width() - layout()->spacing() - m_where->minimumSizeHint().width();
    for (QWidget *figure : std::initializer_list<QWidget *>{m_duration, m_billed, m_memory, m_init, m_size, m_cost}) {
        const int name = figure == m_cost ? std::max(0, m_where->sizeHint().width() - m_where->minimumSizeHint().width()) : 0; // it goes before what ran is cut
        const int needed = figure->sizeHint().width() + layout()->spacing() + name;
        const bool wanted = m_known.contains(figure);
        figure->setVisible(wanted && needed <= room);
        if (wanted)
            room = needed <= room ? room - needed : 0; // none after one that is missing
    }
    setMinimumHeight(margins.top() + m_duration->sizeHint().height() + margins.bottom()); // without figures as high as with them: nothing jumps at the end of a run
    layout()->activate(); // in this frame, not in the next
}

QSize ResultStrip::minimumSizeHint() const
{
    const QMargins margins = layout()->contentsMargins();
    return {margins.left() + m_status->sizeHint().width() + layout()->spacing() + m_where->minimumSizeHint().width() + margins.right(), QWidget::minimumSizeHint().height()};
}

void ResultStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace lathe
