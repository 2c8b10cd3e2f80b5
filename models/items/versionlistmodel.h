// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "deploy/deployedversions.h"
#include <QAbstractTableModel>

namespace lathe {

/// The versions of a deployed function, newest first, each with the aliases that lead to it. Window's thread.
class VersionListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { VersionColumn, AliasesColumn, ModifiedColumn, DescriptionColumn, ColumnCount };
    enum Role { VersionRole = Qt::UserRole, LatestRole }; ///< LatestRole: its code is what is deployed now.
    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setVersions(const DeployedVersions &versions);

private:
    DeployedVersions m_versions;
};

} // namespace lathe
