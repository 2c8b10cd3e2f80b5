// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/store/treeindex.h"
#include "core/ids.h"
#include "package/zipformat.h"
#include <cstring>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {
constexpr std::uint64_t magic = 0x31454552'54485400;
constexpr std::size_t headBytes = 8 + 8 + 8 + 8 + 32, fixedBytes = 8 * 6 + 32 + 4 + 4 + 4 + 4;

std::string readWhole(int dirFd, const std::string &name)
{
    std::string bytes;
    const int fd = ::openat(dirFd, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct stat st = {};
    if (fd >= 0 && ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < (qint64(1) << 30)) {
        bytes.resize(std::size_t(st.st_size));
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t n = ::read(fd, bytes.data() + done, bytes.size() - done);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                break;
            done += std::size_t(n);
        }
        bytes.resize(done);
    }
    if (fd >= 0)
        ::close(fd);
    return bytes;
}

bool writeWhole(int fd, const std::string &bytes)
{
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += std::size_t(n);
    }
    return true;
}

void putEntry(std::string &out, const TreeIndex::Entry &e)
{
    for (const quint64 value : {e.tree.device, e.tree.inode, quint64(e.tree.bytes), quint64(e.tree.modifiedNs), quint64(e.tree.changedNs), quint64(e.packed)})
        zip::put<std::uint64_t>(out, value);
    out.append(reinterpret_cast<const char *>(e.hash.data()), e.hash.size());
    zip::put<std::uint32_t>(out, e.crc);
    zip::put<std::uint32_t>(out, std::uint32_t(e.tree.kind) | (e.tree.executable ? 16U : 0U) | (e.deflated ? 32U : 0U));
    zip::put<std::uint32_t>(out, std::uint32_t(e.tree.path.size()));
    zip::put<std::uint32_t>(out, std::uint32_t(e.tree.target.size()));
    out += e.tree.path;
    out += e.tree.target;
}

/// Reads one entry at `at` and moves it on; false when the bytes end before it does.
bool getEntry(const std::string &bytes, std::size_t &at, TreeIndex::Entry &e)
{
    if (bytes.size() - at < fixedBytes)
        return false;
    const auto *p = reinterpret_cast<const unsigned char *>(bytes.data()) + at;
    e.tree.device = zip::get<std::uint64_t>(p);
    e.tree.inode = zip::get<std::uint64_t>(p + 8);
    e.tree.bytes = qint64(zip::get<std::uint64_t>(p + 16));
    e.tree.modifiedNs = qint64(zip::get<std::uint64_t>(p + 24));
    e.tree.changedNs = qint64(zip::get<std::uint64_t>(p + 32));
    e.packed = zip::get<std::uint64_t>(p + 40);
    std::memcpy(e.hash.data(), p + 48, 32);
    e.crc = zip::get<std::uint32_t>(p + 80);
    const auto flags = zip::get<std::uint32_t>(p + 84);
    e.tree.kind = TreeEntry::Kind(flags & 3);
    e.tree.executable = (flags & 16) != 0;
    e.deflated = (flags & 32) != 0;
    const std::size_t path = zip::get<std::uint32_t>(p + 88), target = zip::get<std::uint32_t>(p + 92);
    at += fixedBytes;
    if (path > bytes.size() - at || target > bytes.size() - at - path)
        return false;
    e.tree.path.assign(bytes, at, path);
    e.tree.target.assign(bytes, at + path, target);
    at += path + target;
    return true;
}
} // namespace

TreeIndex TreeIndex::load(int dirFd, const std::string &key)
{
    const std::string bytes = readWhole(dirFd, key + ".tree");
    const auto *p = reinterpret_cast<const unsigned char *>(bytes.data());
    if (bytes.size() < headBytes + 4 || zip::get<std::uint64_t>(p) != magic
        || libdeflate_crc32(0, p, bytes.size() - 4) != zip::get<std::uint32_t>(p + bytes.size() - 4))
        return {};
    TreeIndex index;
    const auto count = zip::get<std::uint64_t>(p + 8);
    index.walkedNs = qint64(zip::get<std::uint64_t>(p + 16));
    index.zipBytes = qint64(zip::get<std::uint64_t>(p + 24));
    index.zipSha256 = QByteArray(bytes.data() + 32, 32);
    if (count > bytes.size() / fixedBytes)
        return {};
    index.entries.resize(count);
    std::size_t at = headBytes;
    for (Entry &entry : index.entries)
        if (!getEntry(bytes, at, entry))
            return {};
    return index;
}

bool TreeIndex::save(int dirFd, const std::string &key) const
{
    std::string bytes;
    bytes.reserve(headBytes + entries.size() * (fixedBytes + 64));
    zip::put<std::uint64_t>(bytes, magic);
    zip::put<std::uint64_t>(bytes, entries.size());
    zip::put<std::uint64_t>(bytes, quint64(walkedNs));
    zip::put<std::uint64_t>(bytes, quint64(zipBytes));
    bytes.append(zipSha256.constData(), 32);
    for (const Entry &entry : entries)
        putEntry(bytes, entry);
    zip::put<std::uint32_t>(bytes, libdeflate_crc32(0, bytes.data(), bytes.size()));
    const std::string temporary = "x-" + randomBytes(8).toHex().toStdString();
    const int fd = ::openat(dirFd, temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    const bool written = writeWhole(fd, bytes);
    ::close(fd);
    if (written && ::renameat(dirFd, temporary.c_str(), dirFd, (key + ".tree").c_str()) == 0)
        return true;
    ::unlinkat(dirFd, temporary.c_str(), 0);
    return false;
}

std::vector<const TreeIndex::Entry *> TreeIndex::match(const std::vector<TreeEntry> &walked) const
{
    std::vector<const Entry *> known(walked.size(), nullptr);
    std::size_t at = 0;
    for (std::size_t i = 0; i < walked.size(); ++i) {
        const TreeEntry &now = walked[i];
        while (at < entries.size() && storedBefore(entries[at].tree, now))
            ++at;
        if (at == entries.size())
            break;
        const TreeEntry &then = entries[at].tree;
        if (then.path != now.path || then.kind != now.kind || then.target != now.target)
            continue;
        const bool same = now.kind != TreeEntry::Kind::File
            || (then.device == now.device && then.inode == now.inode && then.bytes == now.bytes && then.modifiedNs == now.modifiedNs
                && then.changedNs == now.changedNs && std::max(then.modifiedNs, then.changedNs) < walkedNs - racyNs);
        if (same)
            known[i] = &entries[at];
    }
    return known;
}

bool TreeIndex::isWhole(const std::vector<TreeEntry> &walked, const std::vector<const Entry *> &known) const
{
    if (walked.empty() || walked.size() != entries.size())
        return false;
    for (std::size_t i = 0; i < walked.size(); ++i)
        if (!known[i] || known[i]->tree.executable != walked[i].executable)
            return false;
    return true;
}

} // namespace lathe
