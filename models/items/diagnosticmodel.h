// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnostic.h"
#include <QAbstractTableModel>

namespace lathe {

/// Everything that is the matter with the project: a row each, errors first, then by file and line. Window's thread.
class DiagnosticModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TextColumn, FixColumn, PlaceColumn, IdColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole, FileRole, LineRole, ColumnRole, RemedyRole, FixRole };
    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// `root` shortens the shown paths.
    void setDiagnostics(QList<Diagnostic> diagnostics, const QString &root);
    /// Those among them that have a quick fix (FixRole).
    void setFixable(const QList<Diagnostic> &fixable);
    const Diagnostic &at(int row) const { return m_diagnostics.at(row); }
    int count(Severity severity) const;

private:
    QList<Diagnostic> m_diagnostics;
    QList<Diagnostic> m_fixable;
    QString m_root;
};

} // namespace lathe
