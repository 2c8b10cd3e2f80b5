// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QFileSystemWatcher>
#include <QHash>
#include <QThreadPool>
#include <memory>
#include <optional>

namespace lathe {

/// The files of a folder as a lazy tree: a folder is listed on a worker thread when it is first opened, and again when it
/// changes. Folders first, then by name. Left out: .git, __pycache__, *.pyc, .lathe, .DS_Store. Window's thread.
class FileTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role { PathRole = Qt::UserRole, IsFolderRole, IsNoiseRole /**< node_modules, build output: muted */ };
    /// A folder shows at most this many entries; the rest is one row that says how many.
    static constexpr int maxEntries = 5000;
    explicit FileTreeModel(QObject *parent = nullptr);
    ~FileTreeModel() override;

    void setRoot(const QString &dir); ///< Empty: no rows.
    QString root() const { return m_rootPath; }
    QString pathOf(const QModelIndex &index) const;
    /// Invalid while the path was not listed.
    QModelIndex indexOf(const QString &path) const;
    /// An empty row at the top of a folder of the tree, for a name to be typed into: asks with newRequested(). There is one at most; invalid when
    /// the folder was not listed.
    QModelIndex addBlank(const QString &dir, bool folder);
    void removeBlank();
    /// A file or folder is about to be called or to stand otherwise: its row goes along when the disk says so, with what is open below it.
    void expectMove(const QString &from, const QString &to);
    /// It is there now (`done`), or stays where it was.
    void endMove(const QString &from, bool done);
    bool isBlank(const QModelIndex &index) const { return index.isValid() && nodeOf(index)->entry.kind == Kind::Blank; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Gives no name by itself: asks with renameRequested(), and the row changes when the disk has.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    /// File URLs, as a file manager gives them, and a mark that they are this tree's.
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    /// Files of this tree, and into another folder; files of another program.
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    /// Moves and copies nothing by itself: asks with moveRequested() and copyRequested().
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

signals:
    void listed(const QString &dir);
    /// Another name was typed into a row.
    void renameRequested(const QString &path, const QString &name);
    /// A name was typed into the empty row.
    void newRequested(const QString &dir, const QString &name, bool folder);
    /// Files of the tree were dropped on a folder of it.
    void moveRequested(const QStringList &paths, const QString &dir);
    /// Files of another program were dropped on a folder of the tree.
    void copyRequested(const QStringList &paths, const QString &dir);

private:
    enum class Kind { Real, Rest /**< Tells how many are not shown. */, Blank /**< Waits for a name. */ };
    struct Entry
    {
        QString name;
        bool folder = false;
        Kind kind = Kind::Real;
        bool operator==(const Entry &) const = default;
    };
    struct Node
    {
        Entry entry;
        Node *parent = nullptr;
        std::vector<std::unique_ptr<Node>> children;
        bool asked = false; ///< It was listed or is being listed.
    };
    static QList<Entry> list(const QString &dir);
    static bool isBefore(const Entry &a, const Entry &b);
    QStringList copyable(const QMimeData *data, const QModelIndex &parent) const;
    QStringList movable(const QMimeData *data, const QModelIndex &parent) const;
    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node) const;
    Node *find(const QString &dir) const;
    QString pathOf(const Node *node) const;
    void request(const QString &dir);
    void takeAlong(const QString &from, const QString &to);
    void listAgain(Node *node, const QString &before);
    void merge(const QString &dir, const QList<Entry> &entries);

    QString m_rootPath;
    std::unique_ptr<Node> m_root;
    QFileSystemWatcher m_watcher;
    QThreadPool m_pool;
    int m_generation = 0;
    QHash<QString, QString> m_moves; ///< New path by old one, until they end.
    std::optional<QString> m_blankIn; ///< The folder that has the empty row.
};

} // namespace lathe
