// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/largefile.h"
#include "core/sha256.h"
#include "package/compressedcontent.h"
#include "package/deflatejoin.h"
#include "package/packageerrors.h"
#include <algorithm>
#include <cstring>
#include <libdeflate.h>
#include <unistd.h>

namespace lathe {

/// What the threads of one deflate() share.
struct LargeFile::Work
{
    struct Piece
    {
        std::unique_ptr<char[]> data;
        std::size_t size = 0;
    };
    std::mutex mutex;
    std::condition_variable ready, room;
    std::vector<std::optional<Result<Piece>>> results;
    std::size_t nextToStart = 0, nextToTake = 0;
    bool stop = false;
};

LargeFile::~LargeFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<std::size_t> LargeFile::readPiece(std::size_t index, char *into) const
{
    if (m_cancel && *m_cancel)
        return packageerrors::cancelled();
    const std::size_t wanted = sizeOf(index);
    for (std::size_t done = 0; done < wanted;) {
        const ssize_t n = ::pread(m_fd, into + done, wanted - done, off_t(index * pieceBytes + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return packageerrors::unreadable(m_entry.path);
        if (n == 0)
            return packageerrors::changed(m_entry.path, QStringLiteral("shorter"));
        done += std::size_t(n);
    }
    if (!m_pieceCrcs.empty() && index < m_pieceCrcs.size() && libdeflate_crc32(0, into, wanted) != m_pieceCrcs[index])
        return packageerrors::changed(m_entry.path, QStringLiteral("while packing"));
    return wanted;
}

Result<> LargeFile::look()
{
    auto fd = openEntry(m_rootFd, m_entry);
    if (!fd)
        return tl::unexpected(fd.error());
    m_fd = *fd;
    Sha256 hash;
    const std::unique_ptr<char[]> piece(new char[pieceBytes]);
    std::vector<std::uint32_t> crcs;
    for (std::size_t i = 0; i < pieces(); ++i) {
        const auto size = readPiece(i, piece.get());
        if (!size)
            return tl::unexpected(size.error());
        if (i == 0)
            m_worth = !(m_rules.fast && isCompressedContent(piece.get(), *size));
        m_crc = libdeflate_crc32(m_crc, piece.get(), *size);
        crcs.push_back(libdeflate_crc32(0, piece.get(), *size));
        if (m_rules.store)
            hash.add(QByteArrayView(piece.get(), qsizetype(*size)));
    }
    m_pieceCrcs = std::move(crcs);
    if (!isSameFile(m_fd, m_entry))
        return packageerrors::changed(m_entry.path, QStringLiteral("while reading"));
    if (m_rules.store) {
        const QByteArray result = hash.result();
        std::memcpy(m_hash.data(), result.constData(), m_hash.size());
    }
    return {};
}

void LargeFile::work(Work &work)
{
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor *)> compressor(libdeflate_alloc_compressor(m_rules.level), libdeflate_free_compressor);
    const std::unique_ptr<char[]> content(new char[pieceBytes]);
    std::unique_lock lock(work.mutex);
    for (;;) {
        work.room.wait(lock, [&] { return work.stop || work.nextToStart == pieces() || work.nextToStart < work.nextToTake + std::size_t(m_threads) + 2; });
        if (work.stop || work.nextToStart == pieces())
            return;
        const std::size_t index = work.nextToStart++;
        lock.unlock();
        Result<Work::Piece> result = Work::Piece();
        if (const auto size = readPiece(index, content.get()); !size) {
            result = tl::unexpected(size.error());
        } else {
            const std::size_t room = libdeflate_deflate_compress_bound(compressor.get(), *size);
            result->data.reset(new char[room + joinRoomBytes]);
            result->size = libdeflate_deflate_compress(compressor.get(), content.get(), *size, result->data.get(), room);
            if (index + 1 < pieces() && !openDeflateEnd(reinterpret_cast<unsigned char *>(result->data.get()), result->size))
                result = fail(ErrorCode::Internal, QStringLiteral("libdeflate's stream is not understood"), QString::fromStdString(m_entry.path));
        }
        lock.lock();
        work.results[index] = std::move(result);
        work.ready.notify_one();
    }
}

Result<bool> LargeFile::deflate(const Use &use)
{
    Work shared;
    shared.results.resize(pieces());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < std::min<std::size_t>(std::size_t(std::max(m_threads, 1)), pieces()); ++i)
        threads.emplace_back([&] { work(shared); });
    const auto end = [&] {
        {
            const std::lock_guard lock(shared.mutex);
            shared.stop = true;
        }
        shared.room.notify_all();
        for (std::thread &thread : threads)
            thread.join();
    };
    Result<bool> outcome = true;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < pieces() && outcome && *outcome; ++i) {
        std::unique_lock lock(shared.mutex);
        shared.ready.wait(lock, [&] { return shared.results[i].has_value(); });
        const Result<Work::Piece> piece = std::move(*shared.results[i]);
        shared.results[i].reset();
        ++shared.nextToTake;
        lock.unlock();
        shared.room.notify_all();
        if (!piece) {
            outcome = tl::unexpected(piece.error());
        } else if (total += piece->size; total >= std::uint64_t(m_entry.bytes)) {
            outcome = false;
        } else if (auto used = use(piece->data.get(), piece->size); !used) {
            outcome = tl::unexpected(used.error());
        }
    }
    end();
    return outcome;
}

Result<> LargeFile::copy(const Use &use)
{
    const std::unique_ptr<char[]> piece(new char[pieceBytes]);
    for (std::size_t i = 0; i < pieces(); ++i) {
        const auto size = readPiece(i, piece.get());
        if (!size)
            return tl::unexpected(size.error());
        if (auto used = use(piece.get(), *size); !used)
            return used;
    }
    return {};
}

} // namespace lathe
