// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/layerslotmodel.h"
#include "core/figuretext.h"
#include "items/layerlistmodel.h"
#include "items/visibletext.h"
#include <QMimeData>

namespace lathe {

LayerSlotModel::LayerSlotModel(QObject *parent) : QAbstractListModel(parent) {}

void LayerSlotModel::setLinks(const QList<LayerLink> &links, const QList<LayerInfo> &layers)
{
    beginResetModel();
    m_links = links;
    m_bytes.clear();
    for (const LayerInfo &layer : layers)
        m_bytes.insert(layer.name, layer.bytes);
    endResetModel();
}

QStringList LayerSlotModel::names() const
{
    QStringList names;
    for (const LayerLink &link : m_links)
        names << link.name;
    return names;
}

int LayerSlotModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_links.size());
}

QVariant LayerSlotModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LayerLink &link = m_links.at(index.row());
    const QString detail = link.dir.isEmpty() ? tr("not in this project") : m_bytes.contains(link.name) ? sizeText(m_bytes.value(link.name)) : QString();
    switch (role) {
    case Qt::DisplayRole: return QStringLiteral("%1. %2").arg(index.row() + 1).arg(visibleText(link.name));
    case NameRole: return link.name;
    case DetailRole: return link.inherited ? tr("%1, inherited").arg(detail) : detail;
    case OutsideRole: return link.dir.isEmpty();
    case InheritedRole: return link.inherited;
    case Qt::ToolTipRole: return QStringLiteral("<p>%1</p>").arg(visibleText(link.dir.isEmpty() ? link.name : link.dir).toHtmlEscaped());
    case Qt::AccessibleTextRole: return QStringLiteral("%1. %2, %3").arg(index.row() + 1).arg(visibleText(link.name), detail);
    default: return {};
    }
}

Qt::ItemFlags LayerSlotModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : flags;
}

QStringList LayerSlotModel::mimeTypes() const
{
    return {QString::fromLatin1(layerMime)};
}

QMimeData *LayerSlotModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList names;
    for (const QModelIndex &index : indexes)
        names << m_links.at(index.row()).name;
    auto *data = new QMimeData;
    data->setData(QString::fromLatin1(layerMime), names.join(u'\n').toUtf8());
    return data;
}

} // namespace lathe
