// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/coldstart.h"
#include <QAbstractTableModel>

namespace lathe {

/// One cold start as a table, a row for each phase and import, with the start before it for comparison. Window's thread.
class ColdStartModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PartColumn, StartColumn, DurationColumn, SelfColumn, BeforeColumn, ChangeColumn, PlaceColumn, ColumnCount };
    explicit ColdStartModel(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// `before` may be null. `folder`: places below it are shown relative to it.
    void setStart(const ColdStart *start, const ColdStart *before, const QString &folder);
    const ColdStart &start() const { return m_start; }
    bool hasBefore() const { return m_hasBefore; }
    const ColdStart &before() const { return m_before; }
    const ColdSpan &at(int row) const { return m_start.spans.at(row); }
    /// The same phase or import of the start before; nullptr when it was not there.
    const ColdSpan *beforeOf(int row) const;
    static QString partName(ColdPart part);
    QString nameOf(const ColdSpan &span) const;

private:
    QString place(const ColdSpan &span) const;
    ColdStart m_start;
    ColdStart m_before;
    QString m_folder;
    bool m_hasBefore = false;
};

} // namespace lathe
