// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/costfigure.h"
#include "common/figurelabel.h"
#include "core/prices.h"
#include "history/runcost.h"
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <algorithm>

namespace lathe {
namespace {

/// A rate and the runs that it makes in a month of 730 hours, as AWS's calculator counts them.
struct Rate
{
    const char *name;
    double runs;
};
constexpr double hoursPerMonth = 730;
constexpr Rate rates[] = {{QT_TRANSLATE_NOOP("lathe::CostFigure", "A million runs"), 1e6}, {QT_TRANSLATE_NOOP("lathe::CostFigure", "A month, a run a minute"), hoursPerMonth * 60},
    {QT_TRANSLATE_NOOP("lathe::CostFigure", "A month, a run a second"), hoursPerMonth * 3600}, {QT_TRANSLATE_NOOP("lathe::CostFigure", "A month, 10 runs a second"), hoursPerMonth * 36000},
    {QT_TRANSLATE_NOOP("lathe::CostFigure", "A month, 100 runs a second"), hoursPerMonth * 360000}};

QString dollars(double value)
{
    constexpr double cent = 0.01;
    return value < cent ? QStringLiteral("< $%1").arg(QLocale().toString(cent, 'f', 2)) : u'$' + QLocale().toString(value, 'f', 2);
}

} // namespace

CostFigure::CostFigure(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_figure(new FigureLabel(theme, this)), m_button(new QToolButton(this)), m_menu(new QMenu(m_button))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_figure);
    m_figure->setCaption(tr("Would cost"));
    m_button->setObjectName(QStringLiteral("costRate"));
    m_button->setProperty("arrowAlone", true);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setFixedWidth(24);
    m_button->setMenu(m_menu);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    row->addWidget(m_button, 0, Qt::AlignBottom);
    auto *group = new QActionGroup(m_menu);
    for (int i = 0; i < int(std::size(rates)); ++i) {
        QAction *action = m_menu->addAction(QString());
        action->setCheckable(true);
        action->setChecked(i == m_rate);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] {
            chose(i);
            emit rateChanged();
        });
    }
}

QSize CostFigure::sizeHint() const
{
    const QSize figure = m_figure->sizeHint();
    return {figure.width() + layout()->spacing() + m_button->minimumWidth(), std::max(figure.height(), m_button->sizeHint().height())};
}

bool CostFigure::showRun(const RunRecord &record)
{
    m_record = record;
    const bool known = record.tmpMib > 0 && record.outcome.report.memoryMib > 0;
    if (known)
        chose(m_rate);
    return known;
}

void CostFigure::chose(int rate)
{
    m_rate = rate;
    const auto cost = [this](int i) { return dollars(runCost(m_record.outcome, m_record.tmpMib, m_record.architecture, rates[i].runs)); };
    const QList<QAction *> actions = m_menu->actions();
    for (int i = 0; i < int(actions.size()); ++i)
        actions[i]->setText(tr("%1: %2").arg(tr(rates[i].name), cost(i)));
    m_figure->setFigure(cost(rate), rate == 0 ? tr("a million") : tr("a month"));
    QString about = tr("%1. Prices of %2 on %3, %4, without the free tier.")
                              .arg(actions[rate]->text(), QLatin1String(prices::region), QLatin1String(prices::date), m_record.architecture);
    if (m_record.outcome.report.initMs >= 0)
        about += QStringLiteral(" ") + tr("Each of them with the init that this run had; run it again to see those of a warm environment.");
    m_figure->setToolTip(about);
    m_button->setToolTip(about);
    m_button->setAccessibleName(tr("What runs like this would cost, and at which rate"));
    m_button->setAccessibleDescription(about);
    m_figure->updateGeometry(); // now, and not with the next event
    updateGeometry();
}

} // namespace lathe
