// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/layerlistmodel.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include <QLocale>
#include <QMimeData>
#include <QRegularExpression>
#include <algorithm>
#include <utility>

namespace lathe {

LayerListModel::LayerListModel(QObject *parent) : QAbstractListModel(parent) {}

/// As far as a row shows it.
static bool isSame(const LayerInfo &a, const LayerInfo &b)
{
    return a.name == b.name && a.dir == b.dir && a.hash == b.hash && a.bytes == b.bytes && a.files == b.files && a.runtimes == b.runtimes && a.architectures == b.architectures
           && a.inputs == b.inputs && a.functions == b.functions && a.notes == b.notes;
}

void LayerListModel::setLayers(const QList<LayerInfo> &layers)
{
    if (std::equal(m_layers.cbegin(), m_layers.cend(), layers.cbegin(), layers.cend(), isSame))
        return; // a name that is being typed stays
    beginResetModel();
    m_layers = layers;
    endResetModel();
}

int LayerListModel::rowOf(const QString &name) const
{
    for (int row = 0; row < m_layers.size(); ++row)
        if (m_layers.at(row).name == name)
            return row;
    return -1;
}

int LayerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_layers.size()) + !m_coming.isEmpty();
}

void LayerListModel::setComing(const QString &name)
{
    const int row = int(m_layers.size());
    if (m_coming.isEmpty() == name.isEmpty()) {
        if (std::exchange(m_coming, name) != name)
            emit dataChanged(index(row, 0), index(row, 0));
        return;
    }
    name.isEmpty() ? beginRemoveRows({}, row, row) : beginInsertRows({}, row, row);
    m_coming = name;
    name.isEmpty() ? endRemoveRows() : endInsertRows();
}

QVariant LayerListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (index.row() == m_layers.size()) {
        switch (role) {
        case Qt::DisplayRole: case Qt::EditRole: case Qt::AccessibleTextRole: return m_coming;
        case ComingRole: return true;
        default: return {};
        }
    }
    const LayerInfo &layer = at(index.row());
    const QString detail = QStringList{layer.runtimes.join(QStringLiteral(", ")), sizeText(layer.bytes)}.filter(QRegularExpression(QStringLiteral("."))).join(QStringLiteral("  \u00b7  "));
    switch (role) {
    case Qt::DisplayRole: return visibleText(layer.name);
    case Qt::EditRole:
    case NameRole: return layer.name;
    case DetailRole: return visibleText(detail);
    case UsedRole: return !layer.functions.isEmpty();
    case CanRebuildRole: return layer.canRebuild();
    case Qt::AccessibleTextRole: return QStringList{visibleText(layer.name), visibleText(detail)}.join(QStringLiteral(", "));
    case Qt::ToolTipRole: {
        QStringList lines{layer.dir, tr("Files: %1").arg(QLocale().toString(layer.files))};
        if (!layer.architectures.isEmpty())
            lines << tr("Processors: %1").arg(layer.architectures.join(QStringLiteral(", ")));
        if (!layer.inputs.isEmpty())
            lines << tr("Made of: %1").arg(layer.inputs.join(QStringLiteral(", ")));
        if (!layer.functions.isEmpty())
            lines << tr("Functions: %1").arg(layer.functions.join(QStringLiteral(", ")));
        for (const LayerNote &note : layer.notes)
            lines << note.text;
        for (QString &line : lines)
            line = visibleText(line).toHtmlEscaped();
        return QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("<br>")));
    }
    default: return {};
    }
}

bool LayerListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    const QString to = value.toString().trimmed();
    if (index == coming()) {
        emit named(to);
        return true;
    }
    if (!to.isEmpty() && to != at(index.row()).name)
        emit renameRequested(at(index.row()).name, to);
    return false; // the folder's name is what counts; the list is read again
}

Qt::ItemFlags LayerListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    if (index.isValid() && index.row() == m_layers.size())
        return flags | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
    return index.isValid() ? flags | Qt::ItemIsDragEnabled | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : flags;
}

QStringList LayerListModel::mimeTypes() const
{
    return {QString::fromLatin1(layerMime)};
}

QMimeData *LayerListModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList names;
    for (const QModelIndex &index : indexes)
        names << at(index.row()).name;
    auto *data = new QMimeData;
    data->setData(QString::fromLatin1(layerMime), names.join(u'\n').toUtf8());
    return data;
}

} // namespace lathe
