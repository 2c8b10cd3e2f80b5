// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/deflatequeue.h"
#include "package/store/memberstore.h"
#include "package/store/packcursor.h"
#include "package/store/treeindex.h"
#include <QStringList>

namespace lathe {

/// What one writePackage() remembers for the next: which file has which content, and the deflated members. Without a folder, or
/// where it cannot be used, it knows nothing and keeps nothing, and says so in warnings(). Owned by the writer, on its thread;
/// only store() is read by others.
class PackageCache
{
public:
    /// `spec.storeDir` may be empty. `recipe`: MemberStore::recipeFor().
    PackageCache(const PackageSpec &spec, std::uint64_t recipe, qint64 walkedNs);

    /// Compares the walk with the last one.
    void match(const std::vector<TreeEntry> &walked);
    /// The last package of this folder when nothing has changed since and `file` still is that package, byte for byte.
    const TreeIndex *unchanged(const std::vector<TreeEntry> &walked, const QByteArray &file) const;

    /// Reads what the store has; before store() and place().
    void load();
    const MemberStore *store() const { return m_store.get(); }
    /// Where the member of the walk's entry `i` stands ready.
    std::optional<MemberStore::Place> place(std::size_t i) const;
    /// Its bytes, good until the next call; nullptr when they are damaged.
    const char *read(const MemberStore::Place &place);

    /// Entry `i` went into the package like this; `member` may be null for one that came from place(i).
    void keep(const TreeEntry &entry, const PackRecord &record, const PackedMember *member);
    void makeRoom(int error);
    /// Stores members and index; the package is complete already.
    void commit(const QByteArray &zipSha256, qint64 zipBytes);
    QStringList warnings() const { return m_warnings; }

private:
    void warn(const QString &reason);

    QString m_dir;
    std::string m_key;
    std::unique_ptr<MemberStore> m_store;
    PackCursor m_cursor;
    TreeIndex m_old, m_new;
    std::vector<const TreeIndex::Entry *> m_known;
    QStringList m_warnings;
};

} // namespace lathe
