// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/xray/xrayreport.h"
#include <QAbstractItemModel>
#include <memory>

namespace lathe {

using XrayPointer = std::shared_ptr<const XrayReport>;

/// What can be dragged to be left out of a package: bytes made by exclusionData(), read by exclusionFrom().
inline constexpr char exclusionMime[] = "application/x-lathe-exclusion";
struct DraggedExclusion
{
    int owner = -1;
    QStringList patterns;
};
QByteArray exclusionData(const DraggedExclusion &dragged);
DraggedExclusion exclusionFrom(const QByteArray &data);
/// What leaves these nodes out; only those of the first one's owner count, owners themselves do not.
DraggedExclusion exclusionOf(const XrayReport &report, const QList<int> &nodes);

/// The folders and files of an X-ray, largest first: as a tree, flat with row = node for pictures and for CSV, or those alone whose
/// path has some words. Values only, a report replaces the one before. Window's thread.
class XrayModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Form { Tree, Flat, Matches };
    enum Column { NameColumn, BytesColumn, PackedColumn, ShareColumn, FilesColumn, NotesColumn, ColumnCount };
    enum Role { NodeRole = Qt::UserRole, FlagsRole, FolderRole, BytesRole };
    explicit XrayModel(Form form, QObject *parent = nullptr);
    void setReport(const XrayPointer &report);
    const XrayPointer &report() const { return m_report; }
    /// Matches: files and folders whose path below their owner has each of these words, whatever their case; of a folder that has them
    /// in its own path alone, not all below it too. Largest first; none: no rows.
    void setWords(const QString &words);
    const std::vector<int> &matches() const { return m_matches; }
    QModelIndex indexOf(int node) const;
    static int nodeOf(const QModelIndex &index);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

    /// "Source map, hidden by a later layer" in the user's words.
    static QString flagText(quint32 flags);

private:
    QString text(int node, int column) const;
    QVariant raw(int node, int column) const;
    void find();
    const Form m_form;
    XrayPointer m_report;
    QStringList m_words;
    std::vector<int> m_matches;
};

} // namespace lathe
