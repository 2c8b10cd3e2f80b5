// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/filefacts.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "core/sha256.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <libdeflate.h>
#include <memory>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace lathe {

static constexpr std::size_t pieceBytes = 16 * 1024 * 1024; ///< In memory at once, twice a thread.
static constexpr int deflateLevel = 6;       ///< As PackageSpec::level.
static constexpr qsizetype maxRows = 200000; ///< About 15 MB on disk.
static constexpr char magic[8] = {'L', 'A', 'T', 'H', 'E', 'X', 'R', '1'};
static constexpr qsizetype rowBytes = 4 * 8 + 32 + 8 + 1;

namespace {

/// One thread's compressor and buffers.
class Reader
{
public:
    Reader() : m_compressor(libdeflate_alloc_compressor(deflateLevel), libdeflate_free_compressor) {}

    FileFacts read(int rootFd, const TreeEntry &entry)
    {
        FileFacts facts;
        if (entry.bytes > limits::unzippedBytes) // no package holds it: a sparse terabyte is not worth its time
            return facts;
        const int fd = ::openat(rootFd, entry.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0)
            return facts;
        struct stat st = {};
        if (::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == entry.bytes && st.st_ino == entry.inode && m_compressor)
            facts.read = readAll(fd, quint64(entry.bytes), facts);
        ::close(fd);
        return facts;
    }

    static std::optional<NativeFile> nativeOf(int rootFd, const TreeEntry &entry)
    {
        const int fd = ::openat(rootFd, entry.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0)
            return {};
        auto native = readNative(NativeBytes(fd, quint64(entry.bytes)));
        ::close(fd);
        return native;
    }

private:
    bool readAll(int fd, quint64 size, FileFacts &facts)
    {
        Sha256 hash;
        const NativeBytes file(fd, size);
        quint64 packed = 0;
        for (quint64 at = 0; at < size; at += pieceBytes) {
            const std::size_t count = std::size_t(std::min<quint64>(pieceBytes, size - at));
            m_in.resize(std::max(m_in.size(), count));
            m_out.resize(std::max(m_out.size(), count));
            if (!file.read(at, m_in.data(), count))
                return false;
            hash.add(QByteArrayView(m_in.data(), qsizetype(count)));
            const std::size_t deflated = libdeflate_deflate_compress(m_compressor.get(), m_in.data(), count, m_out.data(), count);
            packed += deflated == 0 ? count : deflated; // what does not shrink is stored
            if (at == 0)
                facts.native = readNative(count == size ? NativeBytes(QByteArrayView(m_in.data(), qsizetype(count))) : file);
        }
        const QByteArray sum = hash.result();
        std::memcpy(facts.sha256.data(), sum.constData(), facts.sha256.size());
        facts.packedBytes = qint64(packed);
        return true;
    }

    std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor *)> m_compressor;
    std::vector<char> m_in, m_out;
};

} // namespace

FileFactsStore::FileFactsStore(QString cacheFile) : m_cacheFile(std::move(cacheFile)) {}

bool FileFactsStore::measure(const QString &root, const std::vector<TreeEntry> &entries, std::vector<FileFacts> &facts, int threads,
    const std::function<void(int, qint64)> &done, const std::atomic_bool *cancel)
{
    if (!m_loaded)
        load();
    facts.assign(entries.size(), {});
    const int rootFd = ::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (rootFd < 0)
        return true;
    std::vector<std::size_t> toRead;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const TreeEntry &entry = entries[i];
        if (entry.kind != TreeEntry::Kind::File) {
            facts[i].packedBytes = qint64(entry.target.size());
            facts[i].read = entry.kind == TreeEntry::Kind::EmptyFolder;
            continue;
        }
        const auto row = m_rows.find({entry.device, entry.inode, entry.bytes, entry.modifiedNs});
        if (row == m_rows.end()) {
            toRead.push_back(i);
            continue;
        }
        row->used = true;
        facts[i] = {row->sha256, row->packedBytes, row->native ? Reader::nativeOf(rootFd, entry) : std::nullopt, true};
    }
    // Large files first, so that no thread is left alone with one at the end.
    std::stable_sort(toRead.begin(), toRead.end(), [&](std::size_t a, std::size_t b) { return entries[a].bytes > entries[b].bytes; });
    std::atomic_size_t next = 0;
    std::atomic_int files = 0;
    std::atomic<qint64> bytes = 0;
    const auto work = [&] {
        Reader reader;
        for (std::size_t i; (i = next++) < toRead.size() && !(cancel && *cancel);) {
            facts[toRead[i]] = reader.read(rootFd, entries[toRead[i]]);
            ++m_filesRead;
            bytes += entries[toRead[i]].bytes;
            if (const int now = ++files; done && (now % 64 == 0 || entries[toRead[i]].bytes > 1024 * 1024))
                done(now, bytes);
        }
    };
    std::vector<std::thread> pool;
    for (int i = 1; i < threads && std::size_t(i) < toRead.size(); ++i)
        pool.emplace_back(work);
    work();
    for (std::thread &thread : pool)
        thread.join();
    ::close(rootFd);
    for (const std::size_t i : toRead) {
        const TreeEntry &entry = entries[i];
        if (!facts[i].read)
            continue;
        m_rows.insert({entry.device, entry.inode, entry.bytes, entry.modifiedNs}, {facts[i].sha256, facts[i].packedBytes, facts[i].native.has_value(), true});
        m_changed = true;
    }
    return !(cancel && *cancel);
}

void FileFactsStore::load()
{
    m_loaded = true;
    if (m_cacheFile.isEmpty())
        return;
    const auto bytes = readFile(m_cacheFile);
    if (!bytes || bytes->size() < qsizetype(sizeof magic) || std::memcmp(bytes->constData(), magic, sizeof magic) != 0)
        return;
    const char *at = bytes->constData() + sizeof magic;
    for (qsizetype left = std::min(maxRows, (bytes->size() - qsizetype(sizeof magic)) / rowBytes); left > 0; --left, at += rowBytes) {
        Key key;
        Row row;
        std::memcpy(&key.device, at, 8);
        std::memcpy(&key.inode, at + 8, 8);
        std::memcpy(&key.bytes, at + 16, 8);
        std::memcpy(&key.modifiedNs, at + 24, 8);
        std::memcpy(row.sha256.data(), at + 32, 32);
        std::memcpy(&row.packedBytes, at + 64, 8);
        row.native = at[72] != 0;
        if (row.packedBytes >= 0 && row.packedBytes <= key.bytes)
            m_rows.insert(key, row);
    }
}

void FileFactsStore::save()
{
    if (!m_changed || m_cacheFile.isEmpty())
        return;
    m_changed = false;
    if (m_rows.size() > maxRows)
        m_rows.removeIf([](const auto &it) { return !it.value().used; });
    QByteArray bytes(magic, sizeof magic);
    bytes.reserve(qsizetype(sizeof magic) + m_rows.size() * rowBytes);
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it) {
        const auto put = [&](const auto &value) { bytes.append(reinterpret_cast<const char *>(&value), sizeof value); };
        put(it.key().device);
        put(it.key().inode);
        put(it.key().bytes);
        put(it.key().modifiedNs);
        bytes.append(it->sha256.data(), 32);
        put(it->packedBytes);
        bytes.append(it->native ? '\1' : '\0');
    }
    if (QDir().mkpath(QFileInfo(m_cacheFile).path()))
        (void)writeFileAtomically(m_cacheFile, bytes, 0600); // a lost cache costs a second reading
}

} // namespace lathe
