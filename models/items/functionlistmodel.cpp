// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/functionlistmodel.h"
#include "items/visibletext.h"
#include <algorithm>

namespace lathe {

int FunctionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_project.functions.size());
}

/// A diagnostic belongs to the function whose lines of the template it stands in, or whose handler file it names.
QList<Diagnostic> FunctionListModel::diagnosticsOf(int row) const
{
    const FunctionDefinition &function = m_project.functions.at(row);
    int next = INT_MAX;
    for (const FunctionDefinition &other : m_project.functions)
        if (other.file == function.file && other.line > function.line)
            next = std::min(next, other.line);
    QList<Diagnostic> found;
    for (const Diagnostic &diagnostic : m_project.diagnostics) {
        const bool inTemplate = diagnostic.file == function.file && function.line > 0 && diagnostic.line >= function.line
            && diagnostic.line < next;
        if (inTemplate || (!function.handlerFile.isEmpty() && diagnostic.file == function.handlerFile))
            found.append(diagnostic);
    }
    return found;
}

QVariant FunctionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FunctionDefinition &function = m_project.functions.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(function.name);
    case Qt::AccessibleTextRole:
        return visibleText(function.name + QStringLiteral(", ") + function.runtime.text);
    case NameRole:
        return function.name;
    case RuntimeRole:
        return function.runtime.text;
    case HandlerRole:
        return function.handler.text;
    case FileRole:
        return function.handlerFile.isEmpty() ? function.file : function.handlerFile;
    case LineRole:
        return function.handlerFile.isEmpty() ? function.line : 0;
    case RunStateRole:
        return int(m_states.value(function.name, RunState::NeverRun));
    case DiagnosticCountRole:
        return int(diagnosticsOf(index.row()).size());
    case WorstSeverityRole: {
        int worst = -1;
        for (const Diagnostic &diagnostic : diagnosticsOf(index.row()))
            worst = std::max(worst, int(diagnostic.severity));
        return worst;
    }
    case ResolvedRole:
        return function.handler.resolved && function.runtime.resolved;
    case BuildRole:
        return m_builds.value(function.name);
    case CurrentRole:
        return function.name == m_current;
    default:
        return {};
    }
}

void FunctionListModel::setProject(const Project &project)
{
    beginResetModel();
    m_project = project;
    endResetModel();
}

void FunctionListModel::setRunState(const QString &name, RunState state)
{
    m_states.insert(name, state);
    if (const int row = rowOf(name); row >= 0)
        emit dataChanged(index(row), index(row), {RunStateRole});
}

void FunctionListModel::setBuildState(const QString &name, int state)
{
    if (m_builds.value(name) == state)
        return;
    m_builds.insert(name, state);
    if (const int row = rowOf(name); row >= 0)
        emit dataChanged(index(row), index(row), {BuildRole});
}

void FunctionListModel::setCurrent(const QString &name)
{
    if (m_current == name)
        return;
    const int before = rowOf(m_current);
    m_current = name;
    for (const int row : {before, rowOf(name)})
        if (row >= 0)
            emit dataChanged(index(row), index(row), {CurrentRole});
}

int FunctionListModel::rowOf(const QString &name) const
{
    for (int row = 0; row < m_project.functions.size(); ++row)
        if (m_project.functions.at(row).name == name)
            return row;
    return -1;
}

} // namespace lathe
