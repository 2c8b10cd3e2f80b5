// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include <QAbstractListModel>
#include <QHash>

namespace lathe {

/// The functions of the open project, one row each, in the template's order. Window's thread.
class FunctionListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// What is known of a function's last run in this session.
    enum class RunState { NeverRun, Running, Succeeded, Failed };
    enum Role {
        NameRole = Qt::UserRole, RuntimeRole, HandlerRole, FileRole, LineRole, RunStateRole, DiagnosticCountRole,
        WorstSeverityRole,  ///< -1: none, else Severity.
        ResolvedRole,       ///< False: handler or runtime cannot be known here.
        CurrentRole,        ///< True for the function that Run and Deploy act on.
        BuildRole           ///< As an int: how its last build stands to its sources (BuildState).
    };
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setProject(const Project &project);
    void clear() { setProject({}); }
    void setRunState(const QString &name, RunState state);
    void setCurrent(const QString &name);
    void setBuildState(const QString &name, int state);
    int rowOf(const QString &name) const;

private:
    QList<Diagnostic> diagnosticsOf(int row) const;

    Project m_project;
    QHash<QString, RunState> m_states;
    QHash<QString, int> m_builds;
    QString m_current;
};

} // namespace lathe
