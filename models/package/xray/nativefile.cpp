// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/nativefile.h"
#include <algorithm>
#include <array>
#include <cstring>
#include <elf.h>
#include <unistd.h>
#include <vector>

namespace lathe {

static constexpr quint64 maxSegments = 256;   ///< Real files have about ten.
static constexpr quint64 maxDynamic = 4096;
static constexpr quint64 maxVersions = 4096;  ///< Of all libraries together.
static constexpr quint64 maxName = 4096;
static constexpr qsizetype maxNeeded = 512;

bool NativeBytes::read(quint64 at, void *to, std::size_t count) const
{
    if (at > m_size || count > m_size - at)
        return false;
    if (m_fd < 0) {
        std::memcpy(to, m_view.data() + at, count);
        return true;
    }
    auto *out = static_cast<char *>(to);
    while (count > 0) {
        const ssize_t n = ::pread(m_fd, out, count, off_t(at));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        out += n;
        at += quint64(n);
        count -= std::size_t(n);
    }
    return true;
}

int compareVersions(QStringView a, QStringView b)
{
    const auto left = a.split(u'.'), right = b.split(u'.');
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        const int l = i < left.size() ? left.at(i).toInt() : 0, r = i < right.size() ? right.at(i).toInt() : 0;
        if (l != r)
            return l < r ? -1 : 1;
    }
    return 0;
}

bool NativeFile::isMusl() const
{
    return interpreter.contains(QLatin1String("/ld-musl-"))
        || std::any_of(needed.begin(), needed.end(), [](const QString &name) { return name.startsWith(QLatin1String("libc.musl-")); });
}

bool NativeFile::isAndroid() const
{
    const bool beside = needed.contains(QStringLiteral("libdl.so")) || needed.contains(QStringLiteral("libm.so")) || needed.contains(QStringLiteral("liblog.so"));
    return interpreter.startsWith(QStringLiteral("/system/bin/linker")) || (needed.contains(QStringLiteral("libc.so")) && beside);
}

namespace {

struct Layout32
{
    using Header = Elf32_Ehdr;
    using Segment = Elf32_Phdr;
    using Dynamic = Elf32_Dyn;
};
struct Layout64
{
    using Header = Elf64_Ehdr;
    using Segment = Elf64_Phdr;
    using Dynamic = Elf64_Dyn;
};

/// One ELF file of the machine's own byte order.
template <class Layout>
class ElfReader
{
public:
    ElfReader(const NativeBytes &bytes, NativeFile &file) : m_bytes(bytes), m_file(file) {}

    void read()
    {
        typename Layout::Header header;
        if (!m_bytes.read(0, &header, sizeof header))
            return;
        m_file.machine = header.e_machine;
        if (header.e_phentsize != sizeof(typename Layout::Segment))
            return;
        const quint64 count = std::min<quint64>(header.e_phnum, maxSegments);
        m_segments.resize(count);
        if (count == 0 || !m_bytes.read(header.e_phoff, m_segments.data(), count * sizeof(typename Layout::Segment)))
            return m_segments.clear();
        for (const auto &segment : m_segments) {
            if (segment.p_type == PT_INTERP)
                m_file.interpreter = nameAt(segment.p_offset, segment.p_filesz);
            else if (segment.p_type == PT_DYNAMIC)
                readDynamic(segment.p_offset, segment.p_filesz / sizeof(typename Layout::Dynamic));
        }
    }

private:
    /// Where an address of the loaded image stands in the file; false when no segment holds it.
    bool offsetOf(quint64 address, quint64 &offset) const
    {
        for (const auto &segment : m_segments)
            if (segment.p_type == PT_LOAD && address >= segment.p_vaddr && address - segment.p_vaddr < segment.p_filesz) {
                offset = segment.p_offset + (address - segment.p_vaddr);
                return offset >= segment.p_offset; // no wrap
            }
        return false;
    }

    /// The text at `at` up to its NUL, at most `room` bytes; empty when it has no end or lies outside.
    QString nameAt(quint64 at, quint64 room) const
    {
        std::array<char, maxName> text;
        if (at >= m_bytes.size())
            return {};
        const quint64 size = std::min({room, quint64(text.size()), m_bytes.size() - at});
        if (!m_bytes.read(at, text.data(), size))
            return {};
        const auto end = std::find(text.begin(), text.begin() + std::ptrdiff_t(size), '\0');
        return end == text.begin() + std::ptrdiff_t(size) && size != room ? QString() : QString::fromUtf8(text.data(), end - text.begin());
    }

    QString stringAt(quint64 index) const { return index < m_stringsSize ? nameAt(m_strings + index, m_stringsSize - index) : QString(); }

    void readDynamic(quint64 at, quint64 count)
    {
        std::vector<typename Layout::Dynamic> entries(std::min(count, maxDynamic));
        if (entries.empty() || !m_bytes.read(at, entries.data(), entries.size() * sizeof(typename Layout::Dynamic)))
            return;
        m_file.dynamic = true;
        quint64 strings = 0, versions = 0, versionCount = 0;
        for (const auto &entry : entries) {
            if (entry.d_tag == DT_NULL)
                break;
            if (entry.d_tag == DT_STRTAB)
                strings = entry.d_un.d_ptr;
            else if (entry.d_tag == DT_STRSZ)
                m_stringsSize = entry.d_un.d_val;
            else if (entry.d_tag == DT_VERNEED)
                versions = entry.d_un.d_ptr;
            else if (entry.d_tag == DT_VERNEEDNUM)
                versionCount = entry.d_un.d_val;
        }
        if (!offsetOf(strings, m_strings) || m_strings >= m_bytes.size()) {
            m_stringsSize = 0;
            return;
        }
        m_stringsSize = std::min(m_stringsSize, m_bytes.size() - m_strings);
        for (const auto &entry : entries) {
            if (entry.d_tag == DT_NULL)
                break;
            if (entry.d_tag == DT_NEEDED && m_file.needed.size() < maxNeeded)
                m_file.needed << stringAt(entry.d_un.d_val);
            else if (entry.d_tag == DT_SONAME)
                m_file.soname = stringAt(entry.d_un.d_val);
            else if ((entry.d_tag == DT_RUNPATH || entry.d_tag == DT_RPATH) && m_file.runPaths.size() < 16)
                m_file.runPaths << stringAt(entry.d_un.d_val).split(u':', Qt::SkipEmptyParts);
        }
        m_file.needed.removeAll(QString());
        if (quint64 offset = 0; versions != 0 && offsetOf(versions, offset))
            readVersions(offset, versionCount);
    }

    /// .gnu.version_r: a chain of libraries, each with a chain of versions. Both classes of ELF have the same records.
    void readVersions(quint64 at, quint64 count)
    {
        quint64 left = maxVersions;
        for (quint64 i = 0; i < count && left > 0; ++i, --left) {
            Elf64_Verneed library;
            if (!m_bytes.read(at, &library, sizeof library))
                return;
            quint64 next = at + library.vn_aux;
            for (quint64 k = 0; k < library.vn_cnt && left > 0; ++k, --left) {
                Elf64_Vernaux version;
                if (!m_bytes.read(next, &version, sizeof version))
                    return;
                noteVersion(stringAt(version.vna_name));
                if (version.vna_next == 0)
                    break;
                next += version.vna_next;
            }
            if (library.vn_next == 0)
                return;
            at += library.vn_next;
        }
    }

    void noteVersion(const QString &name)
    {
        const qsizetype line = name.indexOf(u'_');
        if (line < 0 || line + 1 >= name.size() || !name.at(line + 1).isDigit())
            return; // GLIBC_PRIVATE and the like
        const QString prefix = name.left(line), number = name.mid(line + 1);
        QString *highest = prefix == u"GLIBC" ? &m_file.glibc : prefix == u"GLIBCXX" ? &m_file.glibcxx : prefix == u"CXXABI" ? &m_file.cxxabi : nullptr;
        if (highest && (highest->isEmpty() || compareVersions(*highest, number) < 0))
            *highest = number;
    }

    const NativeBytes &m_bytes;
    NativeFile &m_file;
    std::vector<typename Layout::Segment> m_segments;
    quint64 m_strings = 0, m_stringsSize = 0;
};

} // namespace

static NativeFile readElf(const NativeBytes &bytes, const std::array<unsigned char, 20> &head)
{
    NativeFile file;
    file.bits = head[EI_CLASS] == ELFCLASS32 ? 32 : 64;
    file.bigEndian = head[EI_DATA] == ELFDATA2MSB;
    if (file.bigEndian) { // for no machine that Lambda has: its name is enough
        file.machine = quint16(head[18] << 8 | head[19]);
        return file;
    }
    file.machine = quint16(head[19] << 8 | head[18]);
    if (file.bits == 32)
        ElfReader<Layout32>(bytes, file).read();
    else
        ElfReader<Layout64>(bytes, file).read();
    return file;
}

static quint32 bigEndian32(const unsigned char *at)
{
    return quint32(at[0]) << 24 | quint32(at[1]) << 16 | quint32(at[2]) << 8 | at[3];
}

std::optional<NativeFile> readNative(const NativeBytes &bytes)
{
    std::array<unsigned char, 20> head{};
    if (!bytes.read(0, head.data(), head.size()))
        return {};
    if (std::memcmp(head.data(), ELFMAG, SELFMAG) == 0)
        return readElf(bytes, head);
    NativeFile file;
    const quint32 magic = bigEndian32(head.data());
    if (magic == 0xfeedface || magic == 0xfeedfacf || magic == 0xcefaedfe || magic == 0xcffaedfe) {
        file.format = NativeFile::Format::MachO;
        file.bits = (magic & 0xff) == 0xcf || (magic >> 24) == 0xcf ? 64 : 32;
        return file;
    }
    if (magic == 0xcafebabe || magic == 0xcafebabf) { // Java's classes begin so too; what follows there is a version from 45 on
        if (const quint32 count = bigEndian32(head.data() + 4); count == 0 || count >= 40)
            return {};
        file.format = NativeFile::Format::MachO;
        return file;
    }
    if (head[0] == 'M' && head[1] == 'Z') {
        std::array<unsigned char, 4> at{};
        std::array<unsigned char, 6> sign{};
        if (!bytes.read(0x3c, at.data(), at.size()))
            return {};
        const quint64 offset = quint64(at[3]) << 24 | quint64(at[2]) << 16 | quint64(at[1]) << 8 | at[0];
        if (!bytes.read(offset, sign.data(), sign.size()) || std::memcmp(sign.data(), "PE\0\0", 4) != 0)
            return {};
        file.format = NativeFile::Format::Pe;
        file.bits = sign[4] == 0x4c && sign[5] == 0x01 ? 32 : 64;
        return file;
    }
    return {};
}

} // namespace lathe
