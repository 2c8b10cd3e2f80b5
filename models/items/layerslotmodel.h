// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layershelf.h"
#include "project/layerlinks.h"
#include <QAbstractListModel>

namespace lathe {

/// The layers of one function in Lambda's order, numbered from 1 (lowest). Rows can be dragged (see layerMime). Window's thread.
class LayerSlotModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole, DetailRole, OutsideRole /**< not in the project: an ARN or expression */, InheritedRole };
    explicit LayerSlotModel(QObject *parent = nullptr);
    void setLinks(const QList<LayerLink> &links, const QList<LayerInfo> &layers);
    QStringList names() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

private:
    QList<LayerLink> m_links;
    QMap<QString, qint64> m_bytes;
};

} // namespace lathe
