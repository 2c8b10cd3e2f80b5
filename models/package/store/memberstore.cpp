// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/store/memberstore.h"
#include "core/paths.h"
#include "core/sha256.h"
#include <QFile>
#include <algorithm>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {

/// Calls `use` with the name of every file of the store.
template <class F>
void eachName(int dirFd, F use)
{
    const int copy = ::openat(dirFd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(copy < 0 ? nullptr : ::fdopendir(copy), [](DIR *d) { return d ? ::closedir(d) : 0; });
    if (!dir)
        return;
    while (const dirent *entry = ::readdir(dir.get()))
        use(std::string_view(entry->d_name));
}

} // namespace

std::size_t MemberStore::HashOfHash::operator()(const ContentHash &hash) const
{
    std::size_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
}

std::uint64_t MemberStore::recipeFor(int level, bool fast)
{
    // Two versions of the library deflate differently, and it tells its version at build time only: its file stands for it.
    std::string text = "2 " LIBDEFLATE_VERSION_STRING " " + std::to_string(level) + (fast ? " fast" : "");
    Dl_info info = {};
    struct stat st = {};
    if (::dladdr(reinterpret_cast<const void *>(&libdeflate_deflate_compress), &info) != 0 && info.dli_fname && ::stat(info.dli_fname, &st) == 0)
        text += ' ' + std::to_string(st.st_size) + ' ' + std::to_string(st.st_mtim.tv_sec) + ' ' + std::to_string(st.st_mtim.tv_nsec);
    const QByteArray hash = Sha256::of(QByteArrayView(text.data(), qsizetype(text.size())));
    std::uint64_t recipe = 0;
    std::memcpy(&recipe, hash.constData(), sizeof recipe);
    return recipe;
}

Result<std::unique_ptr<MemberStore>> MemberStore::open(const QString &dir, std::uint64_t recipe)
{
    if (const auto made = paths::makePrivate(dir); !made)
        return tl::unexpected(made.error());
    const int fd = ::open(QFile::encodeName(dir).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fail(ErrorCode::Io, qt_error_string(errno));
    return std::unique_ptr<MemberStore>(new MemberStore(fd, recipe));
}

MemberStore::~MemberStore()
{
    m_writer.abandon(0);
    ::close(m_dirFd);
}

void MemberStore::load()
{
    std::vector<std::string> names;
    eachName(m_dirFd, [&](std::string_view name) {
        if (name.ends_with(".pack"))
            names.emplace_back(name);
    });
    std::size_t records = 0;
    for (const std::string &name : names) {
        if (auto pack = PackFile::open(m_dirFd, name, m_recipe)) {
            records += pack->records().size();
            m_packs.push_back(std::move(pack));
        }
    }
    m_places.reserve(records);
    for (const auto &pack : m_packs)
        for (const PackRecord &record : pack->records())
            m_places.try_emplace(record.hash, Place{pack.get(), &record});
}

std::optional<MemberStore::Place> MemberStore::find(const ContentHash &hash) const
{
    const auto at = m_places.find(hash);
    return at == m_places.end() ? std::nullopt : std::optional(at->second);
}

void MemberStore::used(const PackFile *pack)
{
    if (m_used.empty() || (m_used.back() != pack && std::find(m_used.begin(), m_used.end(), pack) == m_used.end()))
        m_used.push_back(pack);
}

void MemberStore::distrust(const PackFile *pack)
{
    if (std::find(m_damaged.begin(), m_damaged.end(), pack) == m_damaged.end())
        m_damaged.push_back(pack);
}

void MemberStore::add(const PackRecord &record, const char *data)
{
    if (m_added.insert(record.hash).second)
        m_writer.add(record, data);
}

bool MemberStore::beginLarge(const ContentHash &hash)
{
    if (!m_added.insert(hash).second)
        return false;
    m_writer.beginMember();
    return true;
}

int MemberStore::commit(qint64 capBytes)
{
    for (const PackFile *pack : m_used)
        pack->touch();
    m_writer.commit();
    for (const PackFile *pack : m_damaged)
        ::unlinkat(m_dirFd, pack->name().c_str(), 0);
    // One process at a time tidies up; who finds another at it leaves it to that one.
    const int lock = ::openat(m_dirFd, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (lock >= 0) {
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0) {
            sweepTemporaryPacks(m_dirFd);
            if (m_packs.size() >= limits::memberStorePacks)
                mergeSmallPacks();
            sweep(capBytes);
        }
        ::close(lock);
    }
    return m_writer.error();
}

bool MemberStore::clear(const QString &dir)
{
    const int fd = ::open(QFile::encodeName(dir).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    const int lock = ::openat(fd, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    const bool mine = lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) == 0;
    if (mine) {
        sweepTemporaryPacks(fd);
        std::vector<std::string> names;
        eachName(fd, [&names](std::string_view name) {
            if (name.ends_with(".pack") || name.ends_with(".tree"))
                names.emplace_back(name);
        });
        for (const std::string &name : names)
            ::unlinkat(fd, name.c_str(), 0);
    }
    if (lock >= 0)
        ::close(lock);
    ::close(fd);
    return mine;
}

/// Every run that found something new leaves a pack: all but the largest become one.
void MemberStore::mergeSmallPacks()
{
    std::vector<const PackFile *> packs;
    for (const auto &pack : m_packs)
        if (std::find(m_damaged.begin(), m_damaged.end(), pack.get()) == m_damaged.end())
            packs.push_back(pack.get());
    std::sort(packs.begin(), packs.end(), [](const PackFile *a, const PackFile *b) { return a->fileBytes() < b->fileBytes(); });
    packs.resize(packs.size() - packs.size() / 4);
    PackFileWriter merged(m_dirFd, m_recipe);
    std::unordered_set<ContentHash, HashOfHash> taken;
    const auto nothing = [](const char *, std::size_t) { return true; };
    for (const PackFile *pack : packs) {
        for (const PackRecord &record : pack->records()) {
            if (!taken.insert(record.hash).second || !pack->readInPieces(record, nothing))
                continue; // what is damaged does not move
            merged.beginMember();
            pack->readInPieces(record, [&](const char *data, std::size_t size) {
                merged.append(data, size);
                return true;
            });
            merged.endMember(record);
        }
    }
    if (!merged.commit())
        return;
    for (const PackFile *pack : packs)
        ::unlinkat(m_dirFd, pack->name().c_str(), 0);
}

void MemberStore::sweep(qint64 capBytes)
{
    struct File
    {
        std::string name;
        qint64 bytes = 0, usedNs = 0;
    };
    std::vector<File> files;
    qint64 total = 0;
    eachName(m_dirFd, [&](std::string_view name) {
        struct stat st = {};
        File file{std::string(name)};
        if (!(name.ends_with(".pack") || name.ends_with(".tree")) || ::fstatat(m_dirFd, file.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
            return;
        file.bytes = st.st_size;
        file.usedNs = qint64(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec;
        total += file.bytes;
        files.push_back(std::move(file));
    });
    if (total <= capBytes)
        return;
    std::sort(files.begin(), files.end(), [](const File &a, const File &b) { return a.usedNs < b.usedNs; });
    for (const File &file : files) {
        if (total <= capBytes * 3 / 4)
            break;
        if (::unlinkat(m_dirFd, file.name.c_str(), 0) == 0)
            total -= file.bytes;
    }
}

} // namespace lathe
