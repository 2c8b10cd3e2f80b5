// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/xraymodel.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "items/tablecsv.h"
#include "items/visibletext.h"
#include "package/xray/xrayjson.h"
#include <QDataStream>
#include <QMimeData>
#include <algorithm>

namespace lathe {

QByteArray exclusionData(const DraggedExclusion &dragged)
{
    QByteArray data;
    QDataStream stream(&data, QIODevice::WriteOnly);
    stream << dragged.owner << dragged.patterns;
    return data;
}

DraggedExclusion exclusionFrom(const QByteArray &data)
{
    DraggedExclusion dragged;
    QDataStream stream(data);
    stream >> dragged.owner >> dragged.patterns;
    return stream.status() == QDataStream::Ok ? dragged : DraggedExclusion();
}

DraggedExclusion exclusionOf(const XrayReport &report, const QList<int> &nodes)
{
    DraggedExclusion dragged;
    for (const int node : nodes) {
        const QString pattern = node > 0 && node < int(report.nodes.size()) ? report.pattern(node) : QString();
        const int owner = pattern.isEmpty() ? -1 : report.nodes[std::size_t(node)].owner;
        if (owner < 0 || (dragged.owner >= 0 && dragged.owner != owner))
            continue;
        dragged.owner = owner;
        dragged.patterns << pattern;
    }
    return dragged;
}

XrayModel::XrayModel(Form form, QObject *parent) : QAbstractItemModel(parent), m_form(form) {}

void XrayModel::setReport(const XrayPointer &report)
{
    beginResetModel();
    m_report = report;
    find();
    endResetModel();
}

void XrayModel::setWords(const QString &words)
{
    const QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    if (list == m_words)
        return;
    beginResetModel();
    m_words = list;
    find();
    endResetModel();
}

/// One pass: which words a path has is known from its folder's and the name's own.
void XrayModel::find()
{
    m_matches.clear();
    if (m_form != Form::Matches || !m_report || m_words.isEmpty() || m_words.size() > 32)
        return;
    const quint32 all = m_words.size() == 32 ? ~0U : (1U << m_words.size()) - 1;
    std::vector<quint32> has(m_report->nodes.size(), 0);
    for (std::size_t n = 1; n < m_report->nodes.size(); ++n) { // parents stand before their children
        const XrayNode &node = m_report->nodes[n];
        if (node.parent <= 0)
            continue;
        quint32 bits = has[std::size_t(node.parent)];
        const bool whole = bits == all;
        for (qsizetype w = 0; w < m_words.size() && !whole; ++w)
            if (!(bits & (1U << w)) && (node.name.contains(m_words[w], Qt::CaseInsensitive) || (m_words[w].contains(u'/') && m_report->path(int(n)).contains(m_words[w], Qt::CaseInsensitive))))
                bits |= 1U << w;
        has[n] = bits;
        if (bits == all && !whole)
            m_matches.push_back(int(n));
    }
    std::stable_sort(m_matches.begin(), m_matches.end(), [this](int a, int b) { return m_report->nodes[std::size_t(a)].bytes > m_report->nodes[std::size_t(b)].bytes; });
}

int XrayModel::nodeOf(const QModelIndex &index)
{
    return index.isValid() ? int(index.internalId()) : -1;
}

QModelIndex XrayModel::indexOf(int node) const
{
    if (!m_report || node < 0 || node >= int(m_report->nodes.size()))
        return {};
    if (m_form == Form::Flat)
        return createIndex(node, 0, quintptr(node));
    if (m_form == Form::Matches) {
        const auto found = std::find(m_matches.begin(), m_matches.end(), node);
        return found == m_matches.end() ? QModelIndex() : createIndex(int(found - m_matches.begin()), 0, quintptr(node));
    }
    if (node == 0)
        return {};
    const int parent = m_report->nodes[std::size_t(node)].parent;
    return createIndex(node - m_report->nodes[std::size_t(parent)].first, 0, quintptr(node));
}

QModelIndex XrayModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column < 0 || column >= ColumnCount || row < 0 || row >= rowCount(parent))
        return {};
    const int node = m_form == Form::Flat ? row : m_form == Form::Matches ? m_matches[std::size_t(row)] : m_report->nodes[parent.isValid() ? std::size_t(nodeOf(parent)) : 0].first + row;
    return createIndex(row, column, quintptr(node));
}

QModelIndex XrayModel::parent(const QModelIndex &child) const
{
    if (m_form != Form::Tree || !child.isValid() || !m_report)
        return {};
    return indexOf(m_report->nodes[std::size_t(nodeOf(child))].parent);
}

int XrayModel::rowCount(const QModelIndex &parent) const
{
    if (!m_report || m_report->nodes.empty() || parent.column() > 0)
        return 0;
    if (m_form != Form::Tree)
        return parent.isValid() ? 0 : m_form == Form::Flat ? int(m_report->nodes.size()) : int(m_matches.size());
    return m_report->nodes[parent.isValid() ? std::size_t(nodeOf(parent)) : 0].count;
}

int XrayModel::columnCount(const QModelIndex &parent) const
{
    return m_form != Form::Tree && parent.isValid() ? 0 : ColumnCount;
}

QString XrayModel::flagText(quint32 flags)
{
    const std::pair<quint32, QString> words[] = {{xrayflag::broken, tr("Will not load")}, {xrayflag::foreign, tr("For another machine")},
        {xrayflag::hidden, tr("Hidden by a later layer")}, {xrayflag::duplicate, tr("Twice")}, {xrayflag::test, tr("Test")}, {xrayflag::cache, tr("Cache")},
        {xrayflag::bytecode, tr("Bytecode")}, {xrayflag::sourceMap, tr("Source map")}, {xrayflag::typings, tr("Type declarations")}, {xrayflag::docs, tr("Documentation")},
        {xrayflag::metadata, tr("Installer's note")}, {xrayflag::build, tr("For building")}, {xrayflag::unopened, tr("Not opened")}, {xrayflag::native, tr("Native")}};
    QStringList list;
    for (const auto &[flag, word] : words)
        if (flags & flag)
            list << word;
    return list.join(QStringLiteral(", "));
}

QString XrayModel::text(int node, int column) const
{
    const XrayNode &n = m_report->nodes[std::size_t(node)];
    switch (column) {
    case NameColumn:
        if (node == 0)
            return visibleText(m_report->function);
        if (m_form != Form::Tree && n.parent > 0)
            return visibleText(m_report->lambdaPath(node));
        return n.parent == 0 && m_report->owners.at(n.owner).layer > 0 ? tr("Layer %1: %2").arg(m_report->owners.at(n.owner).layer).arg(visibleText(n.name)) : visibleText(n.name);
    case BytesColumn: return sizeText(n.bytes);
    case PackedColumn: return n.packedBytes < 0 ? QString() : sizeText(n.packedBytes);
    case ShareColumn: return significantText(100.0 * double(n.bytes) / double(limits::unzippedBytes)) + QStringLiteral(" %");
    case FilesColumn: return n.folder ? QLocale().toString(n.files) : QString();
    default: return flagText(n.flags);
    }
}

QVariant XrayModel::raw(int node, int column) const
{
    const XrayNode &n = m_report->nodes[std::size_t(node)];
    switch (column) {
    case NameColumn: return node == 0 ? m_report->function : n.parent == 0 ? n.name : m_report->owners.at(n.owner).name + u'/' + m_report->path(node);
    case BytesColumn: return n.bytes;
    case PackedColumn: return n.packedBytes < 0 ? QVariant(QString()) : QVariant(n.packedBytes);
    case ShareColumn: return 100.0 * double(n.bytes) / double(limits::unzippedBytes);
    case FilesColumn: return n.files;
    default: return flagWords(n.flags).join(u' ');
    }
}

QVariant XrayModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_report)
        return {};
    const int node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return text(node, index.column());
    case RawRole: return raw(node, index.column());
    case NodeRole: return node;
    case FlagsRole: return m_report->nodes[std::size_t(node)].flags;
    case FolderRole: return m_report->nodes[std::size_t(node)].folder;
    case BytesRole: return m_report->nodes[std::size_t(node)].bytes;
    case Qt::ToolTipRole: return index.column() == NameColumn ? visibleText(m_report->lambdaPath(node)).toHtmlEscaped() : QVariant();
    case Qt::TextAlignmentRole:
        return int((index.column() == NameColumn || index.column() == NotesColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant XrayModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == NameColumn || section == NotesColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    static constexpr const char *files[] = {"path", "bytes", "packed_bytes", "percent_of_limit", "files", "notes"};
    if (role == RawRole && section >= 0 && section < ColumnCount)
        return QString::fromLatin1(files[section]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return m_form == Form::Tree ? tr("Name") : tr("Path");
    case BytesColumn: return tr("Unzipped");
    case PackedColumn: return tr("Zipped");
    case ShareColumn: return tr("Of 250 MB");
    case FilesColumn: return tr("Files");
    default: return tr("Notes");
    }
}

Qt::ItemFlags XrayModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool movable = m_report->nodes[std::size_t(nodeOf(index))].parent > 0;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (movable ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList XrayModel::mimeTypes() const
{
    return {QString::fromLatin1(exclusionMime)};
}

QMimeData *XrayModel::mimeData(const QModelIndexList &indexes) const
{
    QList<int> nodes;
    for (const QModelIndex &index : indexes)
        if (index.column() == NameColumn)
            nodes << nodeOf(index);
    auto *data = new QMimeData;
    if (m_report)
        data->setData(QString::fromLatin1(exclusionMime), exclusionData(exclusionOf(*m_report, nodes)));
    return data;
}

} // namespace lathe
