// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/comparisonview.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include <QDateTime>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

static QString differenceName(const RunDifference &one)
{
    const QHash<QString, QString> names{{QStringLiteral("status"), ComparisonView::tr("Status")}, {QStringLiteral("errorType"), ComparisonView::tr("Error type")},
        {QStringLiteral("function"), ComparisonView::tr("Function")}, {QStringLiteral("runtime"), ComparisonView::tr("Runtime")}, {QStringLiteral("codeHash"), ComparisonView::tr("Code")},
        {QStringLiteral("environmentHash"), ComparisonView::tr("Variables")}, {QStringLiteral("event"), ComparisonView::tr("Event")}, {QStringLiteral("response"), ComparisonView::tr("Response")},
        {QStringLiteral("log"), ComparisonView::tr("Log")}, {QStringLiteral("durationMs"), ComparisonView::tr("Duration")}, {QStringLiteral("billedDurationMs"), ComparisonView::tr("Billed duration")},
        {QStringLiteral("initDurationMs"), ComparisonView::tr("Init duration")}, {QStringLiteral("memorySizeMb"), ComparisonView::tr("Memory size")},
        {QStringLiteral("maxMemoryUsedMb"), ComparisonView::tr("Max memory used")}};
    const QString name = names.value(one.what, one.what);
    return one.path.isEmpty() || one.path == u"$" ? name : QStringLiteral("%1 %2").arg(name, visibleText(one.path));
}

static QString differenceValue(const RunDifference &one, const QByteArray &bytes)
{
    constexpr qsizetype most = 400;
    QString text = visibleText(QString::fromUtf8(bytes.left(most)));
    if (bytes.isEmpty())
        return {};
    if (one.what == u"codeHash" || one.what == u"environmentHash")
        return text.left(7);
    if (one.what.endsWith(u"Ms"))
        return durationText(bytes.toDouble());
    return one.what.endsWith(u"Mb") ? text + QStringLiteral(" MB") : bytes.size() > most ? text + u'…' : text;
}

static QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

ComparisonView::ComparisonView(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_summary(new QLabel(this)), m_differences(new QTreeWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(12, 4, 12, 4);
    setMuted(m_summary);
    column->addWidget(m_summary);
    m_differences->setObjectName(QStringLiteral("historyDifferences"));
    m_differences->setAccessibleName(tr("Differences"));
    m_differences->setRootIsDecorated(false);
    m_differences->setUniformRowHeights(true);
    m_differences->setHeaderLabels({tr("What"), tr("Before"), tr("After")});
    m_differences->setMinimumHeight(28);
    m_differences->header()->setSectionResizeMode(QHeaderView::Stretch); // both sides in sight; the cells' tool tips have them whole
    m_differences->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    column->addWidget(m_differences, 1);
}

QString ComparisonView::summary() const
{
    return m_summary->text();
}

void ComparisonView::setComparison(const RunComparison &comparison)
{
    const auto count = std::count_if(comparison.differences.begin(), comparison.differences.end(), [](const RunDifference &one) { return !one.what.endsWith(u"Ms") && !one.what.endsWith(u"Mb"); });
    m_summary->setText(tr("%1 → %2. Differences besides figures: %3").arg(timeText(comparison.before.startedMs), timeText(comparison.after.startedMs)).arg(count));
    m_differences->clear();
    for (const RunDifference &one : comparison.differences) {
        auto *item = new QTreeWidgetItem(m_differences, {differenceName(one), differenceValue(one, one.before), differenceValue(one, one.after)});
        const QString sign = one.kind == RunDifference::Added ? QStringLiteral("add") : one.kind == RunDifference::Removed ? QStringLiteral("remove") : QStringLiteral("diff");
        const IconRole role = one.kind == RunDifference::Added ? IconRole::Success : one.kind == RunDifference::Removed ? IconRole::Error : IconRole::Muted;
        item->setIcon(0, m_theme.icon(sign, role));
        for (int i = 0; i < 3; ++i)
            item->setToolTip(i, item->text(i).toHtmlEscaped());
    }
    fitColumns();
}

/// What differs is read whole where that leaves both sides their room.
void ComparisonView::fitColumns()
{
    const QAbstractItemView *table = m_differences; // where the hint is public
    m_differences->header()->resizeSection(0, std::clamp(table->sizeHintForColumn(0), 96, std::max(96, width() * 2 / 5)));
}

void ComparisonView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

} // namespace lathe
