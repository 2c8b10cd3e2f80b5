// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layershelf.h"
#include <QAbstractListModel>

namespace lathe {

/// What a dragged layer is: its name in UTF-8, several parted by line feeds (no name has one).
inline constexpr char layerMime[] = "application/x-lathe-layer";

/// The layers of the project, as the shelf shows them, and below them one that is about to be built. Rows can be dragged to a
/// function and are renamed in place; the model only asks for the rename. Window's thread.
class LayerListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole, DetailRole, UsedRole, CanRebuildRole, ComingRole };
    explicit LayerListModel(QObject *parent = nullptr);
    void setLayers(const QList<LayerInfo> &layers);
    const LayerInfo &at(int row) const { return m_layers.at(row); }
    int rowOf(const QString &name) const;
    /// A row for a layer that gets its name now and is built then; its editor ends in named(). Empty: none (any more).
    void setComing(const QString &name);
    QModelIndex coming() const { return m_coming.isEmpty() ? QModelIndex() : index(int(m_layers.size()), 0); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

signals:
    void named(const QString &name);
    void renameRequested(const QString &name, const QString &to);

private:
    QList<LayerInfo> m_layers;
    QString m_coming;
};

} // namespace lathe
