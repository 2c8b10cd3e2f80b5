// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/xrayfindingsmodel.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include <QLocale>
#include <QMimeData>

namespace lathe {

XrayFindingsModel::XrayFindingsModel(QObject *parent) : QAbstractListModel(parent) {}

void XrayFindingsModel::setReport(const XrayPointer &report)
{
    beginResetModel();
    m_report = report;
    endResetModel();
}

int XrayFindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_report ? 0 : int(m_report->findings.size());
}

QVariant XrayFindingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const XrayFinding &finding = at(index.row());
    const QString where = finding.owner >= 0 && m_report->owners.size() > 1 ? visibleText(m_report->owners.at(finding.owner).name) : QString();
    switch (role) {
    case Qt::DisplayRole: return visibleText(finding.text);
    case SeverityRole: return int(finding.severity);
    case BytesRole: return finding.bytes;
    case CostRole: return finding.bytes > 0 ? sizeText(finding.bytes) : QString();
    case RemedyRole: return visibleText(finding.remedy);
    case WhereRole: return where;
    case MayGoRole: return !finding.patterns.isEmpty();
    case Qt::ToolTipRole: {
        QStringList lines{visibleText(finding.text), tr("Files: %1").arg(QLocale().toString(finding.files))};
        for (std::size_t i = 0; i < std::min<std::size_t>(6, finding.nodes.size()); ++i)
            lines << visibleText(m_report->lambdaPath(finding.nodes[i])) + QStringLiteral("  ") + sizeText(m_report->nodes[std::size_t(finding.nodes[i])].bytes);
        if (finding.nodes.size() > 6)
            lines << QStringLiteral("\u2026");
        lines << visibleText(finding.remedy);
        return QStringLiteral("<p>%1</p>").arg(lines.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    }
    case Qt::AccessibleTextRole:
        return QStringList{finding.severity == Severity::Error ? tr("Error") : finding.severity == Severity::Warning ? tr("Warning") : tr("Hint"), visibleText(finding.text), where,
            finding.bytes > 0 ? sizeText(finding.bytes) : QString(), visibleText(finding.remedy)}.join(QStringLiteral(", "));
    default: return {};
    }
}

Qt::ItemFlags XrayFindingsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() && !at(index.row()).patterns.isEmpty() ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList XrayFindingsModel::mimeTypes() const
{
    return {QString::fromLatin1(exclusionMime)};
}

QMimeData *XrayFindingsModel::mimeData(const QModelIndexList &indexes) const
{
    DraggedExclusion dragged;
    for (const QModelIndex &index : indexes)
        if (const XrayFinding &finding = at(index.row()); dragged.owner < 0 || dragged.owner == finding.owner) {
            dragged.owner = finding.owner;
            dragged.patterns << finding.patterns;
        }
    auto *data = new QMimeData;
    data->setData(QString::fromLatin1(exclusionMime), exclusionData(dragged));
    return data;
}

} // namespace lathe
