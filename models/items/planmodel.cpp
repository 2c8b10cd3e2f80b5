// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/planmodel.h"
#include "items/visibletext.h"
#include <algorithm>

namespace lathe {

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PlanLine &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: {
        if (index.column() == FieldColumn)
            return visibleText(line.field);
        const QString &value = index.column() == BeforeColumn ? line.before : line.after;
        return line.sensitive && !value.isEmpty() ? QStringLiteral("••••••••") : visibleText(value);
    }
    case KindRole:
        return int(line.kind);
    case SensitiveRole:
        return line.sensitive;
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == FieldColumn ? tr("What") : section == BeforeColumn ? tr("There now") : tr("After the deploy");
}

void PlanModel::setPlan(const DeployPlan &plan)
{
    beginResetModel();
    m_lines = plan.lines;
    std::stable_sort(m_lines.begin(), m_lines.end(), [](const PlanLine &a, const PlanLine &b) {
        return (a.kind != ChangeKind::Same) > (b.kind != ChangeKind::Same); // what changes comes first
    });
    endResetModel();
}

int PlanModel::changes() const
{
    return int(std::count_if(m_lines.begin(), m_lines.end(), [](const PlanLine &line) { return line.kind != ChangeKind::Same; }));
}

} // namespace lathe
