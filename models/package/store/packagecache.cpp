// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/store/packagecache.h"
#include "core/sha256.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

/// Everything but the files that decides what the package is.
static std::string keyOf(const PackageSpec &spec, std::uint64_t recipe)
{
    QString text = QFileInfo(spec.rootDir).canonicalFilePath() + QChar(u'\0') + spec.prefix + QChar(u'\0') + QString::number(recipe, 16)
        + QString::number(int(spec.defaultExcludes));
    for (const QString &pattern : spec.patterns)
        text += QChar(u'\0') + pattern;
    return Sha256::of(text.toUtf8()).toHex().left(32).toStdString();
}

PackageCache::PackageCache(const PackageSpec &spec, std::uint64_t recipe, qint64 walkedNs) : m_dir(spec.storeDir)
{
    m_new.walkedNs = walkedNs;
    if (m_dir.isEmpty())
        return;
    auto opened = MemberStore::open(m_dir, recipe);
    if (!opened) {
        warn(opened.error().text);
        return;
    }
    m_store = std::move(*opened);
    m_key = keyOf(spec, recipe);
    m_indexRead = std::async(std::launch::async, [fd = m_store->dirFd(), key = m_key] { return TreeIndex::load(fd, key); });
    m_storeRead = std::async(std::launch::async, [store = m_store.get()] { store->load(); });
}

void PackageCache::warn(const QString &reason)
{
    m_warnings.append(QCoreApplication::translate("lathe",
        "What was packed cannot be kept in %1: %2. The package is complete; the next one takes as long as this one.").arg(m_dir, reason));
}

void PackageCache::match(const std::vector<TreeEntry> &walked)
{
    if (!m_store)
        return;
    m_old = m_indexRead.get();
    m_known = m_old.match(walked);
    m_new.entries.reserve(walked.size());
}

const TreeIndex *PackageCache::unchanged(const std::vector<TreeEntry> &walked, const QByteArray &file) const
{
    if (!m_store || !m_old.isWhole(walked, m_known))
        return nullptr;
    const int fd = ::open(file.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st = {};
    Sha256 hash;
    bool good = fd >= 0 && ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == m_old.zipBytes;
    const std::unique_ptr<char[]> chunk(new char[1 << 18]);
    for (qint64 left = good ? st.st_size : 0; good && left > 0;) {
        const ssize_t n = ::read(fd, chunk.get(), 1 << 18);
        good = n > 0;
        if (good) {
            hash.add(QByteArrayView(chunk.get(), n));
            left -= n;
        }
    }
    if (fd >= 0)
        ::close(fd);
    if (!good || hash.result() != m_old.zipSha256)
        return nullptr;
    ::utimensat(m_store->dirFd(), (m_key + ".tree").c_str(), nullptr, AT_SYMLINK_NOFOLLOW); // of use now
    return &m_old;
}

void PackageCache::load()
{
    if (m_storeRead.valid())
        m_storeRead.get();
}

std::optional<MemberStore::Place> PackageCache::place(std::size_t i) const
{
    if (!m_store || i >= m_known.size() || !m_known[i] || m_known[i]->tree.kind != TreeEntry::Kind::File || m_known[i]->tree.bytes == 0)
        return {};
    const auto place = m_store->find(m_known[i]->hash);
    return place && place->record->bytes == std::uint64_t(m_known[i]->tree.bytes) ? place : std::nullopt;
}

const char *PackageCache::read(const MemberStore::Place &place)
{
    const char *data = m_cursor.read(*place.pack, *place.record);
    if (!data)
        m_store->distrust(place.pack);
    return data;
}

Result<bool> PackageCache::readLarge(const MemberStore::Place &place, const std::function<Result<>(const char *data, std::size_t size)> &use)
{
    if (!place.pack->readInPieces(*place.record, [](const char *, std::size_t) { return true; })) {
        m_store->distrust(place.pack);
        return false;
    }
    Result<> used;
    place.pack->readInPieces(*place.record, [&](const char *data, std::size_t size) {
        used = use(data, size);
        return used.has_value();
    });
    if (!used)
        return tl::unexpected(used.error());
    return true;
}

void PackageCache::keep(const TreeEntry &entry, const PackRecord &record, const PackedMember *member)
{
    if (!m_store)
        return;
    TreeIndex::Entry &kept = m_new.entries.emplace_back();
    kept.tree = entry;
    kept.hash = record.hash;
    kept.packed = record.packed;
    kept.crc = record.crc;
    kept.deflated = record.deflated;
    if (entry.kind != TreeEntry::Kind::File || record.bytes == 0)
        return;
    if (member && member->damaged)
        m_store->distrust(member->damaged);
    if (!member || member->stored) {
        if (const auto place = m_store->find(record.hash))
            m_store->used(place->pack);
    } else {
        m_store->add(record, member->data.get());
    }
}

void PackageCache::makeRoom(int error)
{
    if (m_store)
        m_store->abandon(error);
}

void PackageCache::commit(const QByteArray &zipSha256, qint64 zipBytes)
{
    if (!m_store)
        return;
    m_new.zipSha256 = zipSha256;
    m_new.zipBytes = zipBytes;
    int error = m_store->commit();
    errno = 0;
    if (!m_new.save(m_store->dirFd(), m_key) && error == 0)
        error = errno;
    if (error != 0)
        warn(qt_error_string(error));
}

} // namespace lathe
