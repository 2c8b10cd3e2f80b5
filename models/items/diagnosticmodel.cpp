// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/diagnosticmodel.h"
#include "items/visibletext.h"
#include <algorithm>
#include <tuple>

namespace lathe {

int DiagnosticModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_diagnostics.size());
}

int DiagnosticModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiagnosticModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Diagnostic &diagnostic = m_diagnostics.at(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        if (index.column() == TextColumn)
            return visibleText(diagnostic.text);
        if (index.column() == FixColumn)
            return {};
        if (index.column() == IdColumn)
            return diagnostic.id;
        QString place = diagnostic.file;
        if (!m_root.isEmpty() && place.startsWith(m_root + u'/'))
            place = place.mid(m_root.size() + 1);
        return visibleText(diagnostic.line > 0 ? QStringLiteral("%1:%2").arg(place).arg(diagnostic.line) : place);
    }
    case Qt::ToolTipRole:
        if (index.column() == FixColumn)
            return m_fixable.contains(diagnostic) ? tr("Quick fix (Alt+Enter)") : QVariant();
        return visibleText(diagnostic.remedy.isEmpty() ? diagnostic.text : diagnostic.text + QStringLiteral(" ") + diagnostic.remedy);
    case SeverityRole:
        return int(diagnostic.severity);
    case FileRole:
        return diagnostic.file;
    case LineRole:
        return diagnostic.line;
    case ColumnRole:
        return diagnostic.column;
    case RemedyRole:
        return diagnostic.remedy;
    case FixRole:
        return m_fixable.contains(diagnostic);
    case Qt::AccessibleTextRole:
        return index.column() == FixColumn && m_fixable.contains(diagnostic) ? tr("has a quick fix") : QVariant();
    default:
        return {};
    }
}

QVariant DiagnosticModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == TextColumn ? tr("Problem") : section == FixColumn ? QVariant() : section == PlaceColumn ? tr("Place") : tr("ID");
}

void DiagnosticModel::setDiagnostics(QList<Diagnostic> diagnostics, const QString &root)
{
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::tuple(-int(a.severity), a.file, a.line, a.column) < std::tuple(-int(b.severity), b.file, b.line, b.column);
    });
    if (diagnostics == m_diagnostics && root == m_root)
        return;
    beginResetModel();
    m_diagnostics = std::move(diagnostics);
    m_root = root;
    endResetModel();
}

void DiagnosticModel::setFixable(const QList<Diagnostic> &fixable)
{
    if (fixable == m_fixable)
        return;
    m_fixable = fixable;
    if (!m_diagnostics.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int DiagnosticModel::count(Severity severity) const
{
    return int(std::count_if(m_diagnostics.begin(), m_diagnostics.end(), [&](const Diagnostic &d) { return d.severity == severity; }));
}

} // namespace lathe
