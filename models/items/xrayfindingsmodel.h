// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/xraymodel.h"
#include <QAbstractListModel>

namespace lathe {

/// What an X-ray found, gravest first: what is the matter, what it costs, what to do. Window's thread.
class XrayFindingsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// CostRole: "12.3 MB", empty when it costs nothing; WhereRole: the owner's name when there are layers.
    enum Role { SeverityRole = Qt::UserRole, BytesRole, CostRole, RemedyRole, WhereRole, MayGoRole };
    explicit XrayFindingsModel(QObject *parent = nullptr);
    void setReport(const XrayPointer &report);
    const XrayFinding &at(int row) const { return m_report->findings.at(row); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

private:
    XrayPointer m_report;
};

} // namespace lathe
