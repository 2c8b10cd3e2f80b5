// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/diff/packagecontents.h"
#include "package/memberpacker.h"
#include "package/ziparchive.h"
#include <QFile>
#include <algorithm>
#include <fcntl.h>
#include <libdeflate.h>
#include <unistd.h>

namespace lathe {

namespace {

class ZipContents : public PackageContents
{
public:
    explicit ZipContents(ZipArchive archive) : m_archive(std::move(archive)), m_inflater(libdeflate_alloc_decompressor(), libdeflate_free_decompressor)
    {
        for (std::size_t i = 0; i < m_archive.members().size(); ++i) {
            const ZipMember &m = m_archive.members()[i];
            PackageFileState state;
            state.kind = m.kind == ZipMember::Kind::Link ? PackageFileState::Kind::Link
                : m.kind == ZipMember::Kind::Folder ? PackageFileState::Kind::Folder : PackageFileState::Kind::File;
            state.executable = m.kind == ZipMember::Kind::File && m.executable;
            state.bytes = qint64(m.bytes);
            state.packedBytes = qint64(m.packed);
            state.target = QString::fromStdString(m.target);
            m_entries.push_back({m.path, state, i});
        }
    }
    Result<QByteArray> read(const Entry &entry) const override
    {
        const ZipMember &m = m_archive.members()[entry.index];
        const auto content = m_archive.read(m, m_inflater.get());
        if (!content)
            return tl::unexpected(content.error());
        return QByteArray(content->get(), qsizetype(m.bytes));
    }
    quint32 checksum(const Entry &entry) const override { return m_archive.members()[entry.index].crc; }

private:
    ZipArchive m_archive;
    std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor *)> m_inflater;
};

class FolderContents : public PackageContents
{
public:
    FolderContents(int rootFd, const QString &prefix, std::vector<TreeEntry> tree, const std::atomic_bool *cancel)
        : m_root(rootFd), m_tree(std::move(tree)), m_packer(rootFd, {.level = 0}, cancel)
    {
        std::string before = prefix.toStdString();
        if (!before.empty() && before.back() != '/')
            before += '/';
        for (std::size_t i = 0; i < m_tree.size(); ++i) {
            const TreeEntry &e = m_tree[i];
            PackageFileState state;
            state.kind = e.kind == TreeEntry::Kind::Link ? PackageFileState::Kind::Link
                : e.kind == TreeEntry::Kind::EmptyFolder ? PackageFileState::Kind::Folder : PackageFileState::Kind::File;
            state.executable = e.kind == TreeEntry::Kind::File && e.executable;
            state.bytes = e.bytes;
            state.target = QString::fromStdString(e.target);
            m_entries.push_back({before + e.path, state, i});
        }
    }
    ~FolderContents() override { ::close(m_root); }
    Result<QByteArray> read(const Entry &entry) const override
    {
        const auto member = m_packer.pack(m_tree[entry.index]); // level 0: as it is
        if (!member)
            return tl::unexpected(member.error());
        return QByteArray(member->data.get(), qsizetype(member->size));
    }
    quint32 checksum(const Entry &) const override { return 0; }

private:
    int m_root;
    std::vector<TreeEntry> m_tree;
    mutable MemberPacker m_packer;
};

} // namespace

Result<std::unique_ptr<PackageContents>> PackageContents::open(const PackageSource &source, const std::atomic_bool *cancel)
{
    std::unique_ptr<PackageContents> contents;
    if (!source.zip.isEmpty()) {
        auto archive = ZipArchive::open(source.zip, ExtractLimits::lambda());
        if (!archive)
            return tl::unexpected(archive.error());
        contents = std::make_unique<ZipContents>(std::move(*archive));
    } else {
        auto tree = walkPackageTree(source.folder, nullptr, cancel);
        if (!tree)
            return tl::unexpected(tree.error());
        const int root = ::open(QFile::encodeName(source.folder.rootDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        contents = std::make_unique<FolderContents>(root, source.folder.prefix, std::move(*tree), cancel);
    }
    // A folder that holds something says nothing: one zip lists it and the other does not. Empty ones count.
    auto &entries = contents->m_entries;
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.path < b.path; });
    std::vector<Entry> kept;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].state.kind == PackageFileState::Kind::Folder) {
            const std::string below = entries[i].path + '/';
            const auto next = std::lower_bound(entries.begin() + std::ptrdiff_t(i), entries.end(), below, [](const Entry &e, const std::string &path) { return e.path < path; });
            if (next != entries.end() && next->path.compare(0, below.size(), below) == 0)
                continue;
        }
        kept.push_back(std::move(entries[i]));
    }
    entries = std::move(kept);
    return contents;
}

} // namespace lathe
