// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/memberpacker.h"
#include "core/sha256.h"
#include "package/compressedcontent.h"
#include "package/entryrules.h"
#include "package/packageerrors.h"
#include "package/store/memberstore.h"
#include <QCoreApplication>
#include <cstring>
#include <libdeflate.h>
#include <unistd.h>

namespace lathe {

static constexpr std::size_t keptBytes = 2 * 1024 * 1024; ///< Larger buffers are given back after their file.

static constexpr std::size_t fastFromBytes = 512; ///< Smaller files: preparing to deflate costs more than it saves.

static tl::unexpected<Error> noMemory(const TreeEntry &entry)
{
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "There is not enough memory to package %1.")
        .arg(entryrules::shown(entry.path)), {}, QStringLiteral("LTH-PKG-004"));
}

MemberPacker::MemberPacker(int rootFd, const PackingRules &rules, const std::atomic_bool *cancel)
    : m_rootFd(rootFd), m_rules(rules), m_cancel(cancel), m_compressor(libdeflate_alloc_compressor(rules.level)) {}

MemberPacker::~MemberPacker()
{
    if (m_compressor)
        libdeflate_free_compressor(m_compressor);
}

bool MemberPacker::Buffer::reserve(std::size_t wanted)
{
    if (bytes && wanted <= size && (size <= keptBytes || wanted > keptBytes))
        return true;
    size = wanted <= keptBytes ? std::max<std::size_t>(wanted, size <= keptBytes ? size * 2 : 64 * 1024) : wanted;
    bytes.reset();
    bytes.reset(new (std::nothrow) char[size]);
    return bytes != nullptr;
}

/// Reads the file to m_content; its size is that of the entry.
Result<std::size_t> MemberPacker::read(const TreeEntry &entry)
{
    const auto size = std::size_t(entry.bytes);
    const auto opened = openEntry(m_rootFd, entry);
    if (!opened)
        return tl::unexpected(opened.error());
    const int fd = *opened;
    const std::unique_ptr<const int, void (*)(const int *)> closer(&fd, [](const int *f) { ::close(*f); });
    if (!m_content.reserve(size + 1))
        return noMemory(entry);
    std::size_t done = 0;
    while (done <= size) { // one byte more than expected shows a file that grew
        const ssize_t n = ::read(fd, m_content.bytes.get() + done, std::min<std::size_t>(size + 1 - done, 4 << 20));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return packageerrors::unreadable(entry.path);
        done += std::size_t(n);
        if (n == 0 || done == size) // a file that grew shows in its size too
            break;
        if (cancelled())
            return packageerrors::cancelled();
    }
    if (done != size || !isSameFile(fd, entry))
        return packageerrors::changed(entry.path, QStringLiteral("while reading"));
    return size;
}

bool MemberPacker::fromStore(PackedMember &member, std::size_t size) const
{
    const auto place = m_rules.store->find(member.hash);
    if (!place || place->record->bytes != size || place->record->crc != member.crc)
        return false;
    member.size = place->record->packed;
    member.data.reset(new (std::nothrow) char[member.size + 1]);
    member.deflated = place->record->deflated;
    member.stored = member.data && place->pack->read(*place->record, member.data.get());
    if (!member.stored)
        member.damaged = place->pack;
    return member.stored;
}

Result<PackedMember> MemberPacker::pack(const TreeEntry &entry)
{
    if (cancelled())
        return packageerrors::cancelled();
    PackedMember member;
    if (entry.kind == TreeEntry::Kind::EmptyFolder)
        return member;
    if (entry.kind == TreeEntry::Kind::Link) {
        member.size = entry.target.size();
        member.data.reset(new char[member.size]);
        entry.target.copy(member.data.get(), member.size);
        member.crc = libdeflate_crc32(0, member.data.get(), member.size);
        return member;
    }
    const auto read = this->read(entry);
    if (!read)
        return tl::unexpected(read.error());
    const std::size_t size = *read;
    const char *content = m_content.bytes.get();
    member.crc = libdeflate_crc32(0, content, size);
    if (m_rules.store && size > 0) {
        const QByteArray hash = Sha256::of(QByteArrayView(content, qsizetype(size)));
        std::memcpy(member.hash.data(), hash.constData(), member.hash.size());
        if (fromStore(member, size))
            return member;
    }
    member.size = size;
    member.deflated = false;
    const bool tried = size > 1 && !(m_rules.fast && (size < fastFromBytes || isCompressedContent(content, size)));
    if (tried) {
        if (!m_compressor || !m_packed.reserve(size))
            return noMemory(entry);
        if (const std::size_t n = libdeflate_deflate_compress(m_compressor, content, size, m_packed.bytes.get(), size - 1); n > 0) { // shrunk
            member.deflated = true;
            member.size = n;
            content = m_packed.bytes.get();
        }
    }
    if (!member.deflated && size > keptBytes) {
        member.data = std::move(m_content.bytes);
        m_content.size = 0;
        return member;
    }
    member.data.reset(new (std::nothrow) char[member.size + 1]);
    if (!member.data)
        return noMemory(entry);
    std::memcpy(member.data.get(), content, member.size);
    return member;
}

} // namespace lathe
