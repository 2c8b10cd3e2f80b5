// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/versionlistmodel.h"
#include "items/visibletext.h"
#include <QLocale>

namespace lathe {

int VersionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_versions.versions.size());
}

int VersionListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VersionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DeployedVersion &one = m_versions.versions.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (index.column()) {
        case VersionColumn: return visibleText(one.version);
        case AliasesColumn: return visibleText(m_versions.aliasesText(one.version));
        case ModifiedColumn: return one.modified.isValid() ? one.modified.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QString();
        case DescriptionColumn: return visibleText(one.description);
        default: return {};
        }
    case VersionRole: return one.version;
    case LatestRole: return one.codeSha256 == m_versions.latestSha256;
    default: return {};
    }
}

QVariant VersionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VersionColumn: return tr("Version");
    case AliasesColumn: return tr("Aliases");
    case ModifiedColumn: return tr("Published");
    default: return tr("Description");
    }
}

void VersionListModel::setVersions(const DeployedVersions &versions)
{
    if (versions.versions == m_versions.versions && versions.aliases == m_versions.aliases && versions.latestSha256 == m_versions.latestSha256)
        return;
    beginResetModel();
    m_versions = versions;
    endResetModel();
}

} // namespace lathe
