// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "deploy/deployplan.h"
#include <QAbstractTableModel>

namespace lathe {

/// The difference that a deploy would make, as the user reviews it: field, before, after. Values that look like secrets are
/// masked here, so no view can show them by mistake. Window's thread.
class PlanModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { FieldColumn, BeforeColumn, AfterColumn, ColumnCount };
    enum Role { KindRole = Qt::UserRole, SensitiveRole };
    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setPlan(const DeployPlan &plan);
    /// Lines that change something.
    int changes() const;

private:
    QList<PlanLine> m_lines;
};

} // namespace lathe
