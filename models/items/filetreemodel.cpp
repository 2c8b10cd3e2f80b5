// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filetreemodel.h"
#include "core/async.h"
#include "items/visibletext.h"
#include <QMimeData>
#include <QUrl>
#include <QDirIterator>
#include <algorithm>
#include <climits>

namespace lathe {

static constexpr QLatin1String ownFiles("application/x-lathe-files");

FileTreeModel::FileTreeModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
    m_pool.setMaxThreadCount(1);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileTreeModel::request);
}

FileTreeModel::~FileTreeModel()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void FileTreeModel::setRoot(const QString &dir)
{
    beginResetModel();
    ++m_generation;
    if (const QStringList watched = m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_rootPath = dir;
    m_blankIn.reset();
    m_moves.clear();
    m_root = std::make_unique<Node>();
    m_root->entry = {dir, true, Kind::Real};
    endResetModel();
    if (!dir.isEmpty()) {
        m_root->asked = true;
        request(dir);
    }
}

bool FileTreeModel::isBefore(const Entry &a, const Entry &b)
{
    if (a.folder != b.folder)
        return a.folder;
    const int order = a.name.compare(b.name, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : a.name < b.name;
}

QList<FileTreeModel::Entry> FileTreeModel::list(const QString &dir)
{
    static constexpr QLatin1String hidden[] = {QLatin1String(".git"), QLatin1String("__pycache__"), QLatin1String(".lathe"),
        QLatin1String(".DS_Store"), QLatin1String(".hg"), QLatin1String(".svn")};
    QList<Entry> entries;
    QDirIterator it(dir, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    qsizetype more = 0;
    while (it.hasNext()) {
        it.next();
        const QString name = it.fileName();
        if (name.endsWith(QLatin1String(".pyc")) || std::find(std::begin(hidden), std::end(hidden), name) != std::end(hidden))
            continue;
        if (entries.size() >= maxEntries)
            ++more;
        else
            entries.append({name, it.fileInfo().isDir(), Kind::Real});
    }
    std::sort(entries.begin(), entries.end(), isBefore);
    if (more > 0)
        entries.append({QStringLiteral("\u2026 %1").arg(more), false, Kind::Rest});
    return entries;
}

FileTreeModel::Node *FileTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex FileTreeModel::indexOf(const Node *node) const
{
    if (!node || !node->parent)
        return {};
    const auto &siblings = node->parent->children;
    const auto it = std::find_if(siblings.begin(), siblings.end(), [&](const auto &sibling) { return sibling.get() == node; });
    return createIndex(int(it - siblings.begin()), 0, node);
}

QString FileTreeModel::pathOf(const Node *node) const
{
    return node->parent ? pathOf(node->parent) + u'/' + node->entry.name : m_rootPath;
}

QString FileTreeModel::pathOf(const QModelIndex &index) const
{
    return pathOf(nodeOf(index));
}

FileTreeModel::Node *FileTreeModel::find(const QString &dir) const
{
    if (dir == m_rootPath)
        return m_root.get();
    if (!dir.startsWith(m_rootPath + u'/'))
        return nullptr;
    Node *node = m_root.get();
    for (const QString &name : dir.mid(m_rootPath.size() + 1).split(u'/')) {
        const auto it = std::find_if(node->children.begin(), node->children.end(), [&](const auto &c) { return c->entry.name == name && c->entry.kind == Kind::Real; });
        if (it == node->children.end())
            return nullptr;
        node = it->get();
    }
    return node;
}

QModelIndex FileTreeModel::indexOf(const QString &path) const
{
    return indexOf(find(path));
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= int(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[size_t(row)].get());
}

QModelIndex FileTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int FileTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool FileTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return node->asked ? !node->children.empty() : node->entry.folder && node->entry.kind == Kind::Real;
}

bool FileTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return node->entry.folder && node->entry.kind == Kind::Real && !node->asked;
}

void FileTreeModel::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeOf(parent);
    if (!canFetchMore(parent))
        return;
    node->asked = true;
    request(pathOf(node));
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(node->entry.name);
    case Qt::EditRole:
        return node->entry.name;
    case PathRole:
        return node->entry.kind == Kind::Real ? pathOf(node) : QString();
    case IsFolderRole:
        return node->entry.folder;
    case IsNoiseRole:
        return node->entry.folder
            && (node->entry.name == QLatin1String("node_modules") || node->entry.name == QLatin1String("build")
                || node->entry.name == QLatin1String("dist") || node->entry.name.startsWith(u'.'));
    default:
        return {};
    }
}

Qt::ItemFlags FileTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return m_rootPath.isEmpty() ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    const Entry &entry = nodeOf(index)->entry;
    if (entry.kind == Kind::Blank)
        return QAbstractItemModel::flags(index) | Qt::ItemIsEditable;
    if (entry.kind == Kind::Rest)
        return QAbstractItemModel::flags(index);
    return QAbstractItemModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemIsEditable | (entry.folder ? Qt::ItemIsDropEnabled : Qt::NoItemFlags);
}

bool FileTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || value.toString() == nodeOf(index)->entry.name)
        return false;
    const Node *node = nodeOf(index);
    if (node->entry.kind == Kind::Blank)
        emit newRequested(pathOf(node->parent), value.toString(), node->entry.folder);
    else
        emit renameRequested(pathOf(node), value.toString());
    return false;
}

QStringList FileTreeModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData *FileTreeModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex &index : indexes)
        urls << QUrl::fromLocalFile(pathOf(index));
    auto *data = new QMimeData;
    data->setUrls(urls);
    data->setData(ownFiles, QByteArray::number(qulonglong(quintptr(this))));
    return data;
}

/// What of the data would stand elsewhere afterwards; nothing when a part of it cannot be moved there.
QStringList FileTreeModel::movable(const QMimeData *data, const QModelIndex &parent) const
{
    const QString dir = pathOf(parent);
    QStringList paths;
    for (const QUrl &url : data && data->hasFormat(ownFiles) && nodeOf(parent)->entry.folder ? data->urls() : QList<QUrl>()) {
        const QString path = url.toLocalFile();
        if (!path.startsWith(m_rootPath + u'/') || dir == path || dir.startsWith(path + u'/'))
            return {};
        if (path.left(path.lastIndexOf(u'/')) != dir)
            paths += path;
    }
    return paths;
}

/// The same of another program's files; one by one, for what a folder of them is full of is looked at when it is dropped.
QStringList FileTreeModel::copyable(const QMimeData *data, const QModelIndex &parent) const
{
    QStringList paths;
    for (const QUrl &url : data && !data->hasFormat(ownFiles) && nodeOf(parent)->entry.folder && !m_rootPath.isEmpty() ? data->urls() : QList<QUrl>()) {
        if (!url.isLocalFile())
            return {}; // part of what is held would be missing
        paths += QDir::cleanPath(url.toLocalFile());
    }
    return paths;
}

bool FileTreeModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent) const
{
    return !movable(data, parent).isEmpty() || !copyable(data, parent).isEmpty();
}

bool FileTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent)
{
    if (const QStringList paths = movable(data, parent); !paths.isEmpty())
        emit moveRequested(paths, pathOf(parent));
    if (const QStringList paths = copyable(data, parent); !paths.isEmpty())
        emit copyRequested(paths, pathOf(parent));
    return false;
}

/// Watched before it is listed, so that nothing that comes meanwhile is missed.
void FileTreeModel::request(const QString &dir)
{
    if (!m_watcher.directories().contains(dir))
        m_watcher.addPath(dir);
    const QFuture<Result<QList<Entry>>> future = onWorker(m_pool, [dir]() -> Result<QList<Entry>> { return list(dir); });
    whenDone(future, this, [this, dir, generation = m_generation](const Result<QList<Entry>> &entries) {
        if (generation == m_generation && entries)
            merge(dir, *entries);
    });
}

/// Brings one folder's rows to the new listing, so that what stays keeps its node (and a view its open folders).
void FileTreeModel::merge(const QString &dir, const QList<Entry> &entries)
{
    for (auto it = m_moves.cbegin(); it != m_moves.cend(); ++it) { // a look at the disk was quicker than the word that it is done
        const auto has = [&](const QString &path) {
            return path.left(path.lastIndexOf(u'/')) == dir && std::any_of(entries.begin(), entries.end(), [&](const Entry &one) { return dir + u'/' + one.name == path; });
        };
        if (has(it.value()) || (it.key().left(it.key().lastIndexOf(u'/')) == dir && !has(it.key())))
            takeAlong(it.key(), it.value());
    }
    Node *node = find(dir);
    if (!node)
        return;
    const QModelIndex parent = indexOf(node);
    const int above = !node->children.empty() && node->children.front()->entry.kind == Kind::Blank ? 1 : 0; // it stays at the top
    for (int row = int(node->children.size()) - 1; row >= above; --row)
        if (!entries.contains(node->children[size_t(row)]->entry)) {
            beginRemoveRows(parent, row, row);
            node->children.erase(node->children.begin() + row);
            endRemoveRows();
        }
    // Both lists are in the same order now, so what is missing is inserted where it stands, in runs.
    for (int i = 0; i < int(entries.size());) {
        const int row = i + above;
        const Entry *next = row < int(node->children.size()) ? &node->children[size_t(row)]->entry : nullptr;
        if (next && *next == entries.at(i)) {
            ++i;
            continue;
        }
        int last = i;
        while (last + 1 < int(entries.size()) && !(next && entries.at(last + 1) == *next))
            ++last;
        beginInsertRows(parent, row, last + above);
        std::vector<std::unique_ptr<Node>> fresh;
        for (int of = i; of <= last; ++of) {
            fresh.push_back(std::make_unique<Node>());
            fresh.back()->entry = entries.at(of);
            fresh.back()->parent = node;
        }
        node->children.insert(node->children.begin() + row, std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        endInsertRows();
        i = last + 1;
    }
    emit listed(dir);
}

} // namespace lathe
