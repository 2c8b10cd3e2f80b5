// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/deflatequeue.h"
#include "package/store/memberstore.h"
#include "package/store/packcursor.h"
#include "package/store/treeindex.h"
#include <QStringList>
#include <future>

namespace lathe {

/// What one writePackage() remembers for the next: which file has which content, and the deflated members. Without a folder, or
/// where it cannot be used, it knows nothing and keeps nothing, and says so in warnings(). Owned by the writer, on its thread;
/// only store() is read by others.
class PackageCache
{
public:
    /// `spec.storeDir` may be empty. `recipe`: MemberStore::recipeFor(). What is kept is read on other threads from here on,
    /// while the folder is walked.
    PackageCache(const PackageSpec &spec, std::uint64_t recipe, qint64 walkedNs);

    /// Compares the walk with the last one.
    void match(const std::vector<TreeEntry> &walked);
    /// The last package of this folder when nothing has changed since and `file` still is that package, byte for byte.
    const TreeIndex *unchanged(const std::vector<TreeEntry> &walked, const QByteArray &file) const;

    /// Waits until what the store has is read; before store() and place().
    void load();
    MemberStore *store() const { return m_store.get(); }
    /// Where the member of the walk's entry `i` stands ready.
    std::optional<MemberStore::Place> place(std::size_t i) const;
    /// Its bytes, good until the next call; nullptr when they are damaged.
    const char *read(const MemberStore::Place &place);

    /// A large one: hands its bytes to `use` in pieces, after all of them were checked. False, and nothing was handed over, when they
    /// are damaged; what `use` says otherwise.
    Result<bool> readLarge(const MemberStore::Place &place, const std::function<Result<>(const char *data, std::size_t size)> &use);

    /// Entry `i` went into the package like this; `member` may be null for one that stands in the store, or was put there in pieces.
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
    std::future<TreeIndex> m_indexRead;
    std::future<void> m_storeRead; ///< Waited for before the store goes.
    PackCursor m_cursor;
    TreeIndex m_old, m_new;
    std::vector<const TreeIndex::Entry *> m_known;
    QStringList m_warnings;
};

} // namespace lathe
