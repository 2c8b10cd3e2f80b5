// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/limits.h"
#include "core/result.h"
#include "package/store/packfile.h"
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace lathe {

/// Deflated members by the SHA-256 of their content, for one recipe (level and deflate library), in packs below one folder.
/// A run reads the packs that are there and adds at most one. Owned by one writePackage(); find() and read() from any number
/// of threads, the rest on one. Nothing here is needed for a correct package: what cannot be read is made again.
class MemberStore
{
public:
    /// Where a member stands: good as long as the store lives.
    struct Place
    {
        const PackFile *pack = nullptr;
        const PackRecord *record = nullptr;
    };

    /// The folder is made when missing. Fails when it cannot be, or is not the user's own. The packs are not read yet.
    static Result<std::unique_ptr<MemberStore>> open(const QString &dir, std::uint64_t recipe);
    ~MemberStore();
    MemberStore(const MemberStore &) = delete;
    MemberStore &operator=(const MemberStore &) = delete;

    int dirFd() const { return m_dirFd; }
    /// Reads the lists of the packs; before the first find(), once.
    void load();
    std::optional<Place> find(const ContentHash &hash) const;

    /// The packs that members were taken from are of use: the sweep takes others first.
    void used(const PackFile *pack);
    /// Something in it is not what it was: it goes at the end of this run.
    void distrust(const PackFile *pack);
    /// `record` needs everything but offset and packedCrc. Once a content.
    void add(const PackRecord &record, const char *data);
    /// The same for a member that comes in pieces; false when its content is there already.
    bool beginLarge(const ContentHash &hash);
    void appendLarge(const char *data, std::size_t size) { m_writer.append(data, size); }
    void endLarge(const PackRecord &record) { m_writer.endMember(record); }
    /// No more is added, what was added in this run is dropped, and its space given back.
    void abandon(int error) { m_writer.abandon(error); }
    /// Gives the new pack its name, merges many small packs, and removes the longest unused ones above the size cap. Returns the
    /// errno of the first failure to write, or 0.
    int commit(qint64 capBytes = limits::memberStoreBytes);

    /// Takes everything away; who packs at this moment has it open or makes it again. False when somebody tidies up.
    static bool clear(const QString &dir);

    /// Changes whenever the same content may deflate to other bytes: level, rule for compressed content, deflate library.
    static std::uint64_t recipeFor(int level, bool fast);

private:
    MemberStore(int dirFd, std::uint64_t recipe) : m_dirFd(dirFd), m_recipe(recipe), m_writer(dirFd, recipe) {}
    void mergeSmallPacks();
    void sweep(qint64 capBytes);

    struct HashOfHash
    {
        std::size_t operator()(const ContentHash &hash) const;
    };
    int m_dirFd;
    std::uint64_t m_recipe;
    std::vector<std::unique_ptr<PackFile>> m_packs;
    std::unordered_map<ContentHash, Place, HashOfHash> m_places;
    std::vector<const PackFile *> m_used, m_damaged;
    std::unordered_set<ContentHash, HashOfHash> m_added;
    PackFileWriter m_writer;
};

} // namespace lathe
