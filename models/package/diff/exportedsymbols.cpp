// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/diff/exportedsymbols.h"
#include <bit>
#include <cstring>
#include <elf.h>

namespace lathe {

namespace {

constexpr quint64 maxSections = 4096, maxSymbols = 1'000'000, maxName = 4096;

template <class T>
bool readAt(const QByteArray &bytes, quint64 at, T &to)
{
    if (at > quint64(bytes.size()) || sizeof(T) > quint64(bytes.size()) - at)
        return false;
    std::memcpy(&to, bytes.constData() + at, sizeof(T));
    return true;
}

template <class Header, class Section, class Symbol>
std::optional<QStringList> symbolsOf(const QByteArray &bytes)
{
    Header header;
    if (!readAt(bytes, 0, header) || header.e_shentsize != sizeof(Section))
        return {};
    for (quint64 i = 0; i < std::min<quint64>(header.e_shnum, maxSections); ++i) {
        Section table, names;
        if (!readAt(bytes, header.e_shoff + i * sizeof(Section), table) || table.sh_type != SHT_DYNSYM)
            continue;
        if (!readAt(bytes, header.e_shoff + quint64(table.sh_link) * sizeof(Section), names))
            return {};
        QStringList found;
        for (quint64 s = 1; s < std::min<quint64>(table.sh_size / sizeof(Symbol), maxSymbols); ++s) {
            Symbol symbol;
            if (!readAt(bytes, table.sh_offset + s * sizeof(Symbol), symbol))
                break;
            const int binding = symbol.st_info >> 4, visibility = symbol.st_other & 3;
            if (symbol.st_shndx == SHN_UNDEF || (binding != STB_GLOBAL && binding != STB_WEAK && binding != STB_GNU_UNIQUE)
                || visibility == STV_HIDDEN || visibility == STV_INTERNAL || symbol.st_name >= names.sh_size)
                continue;
            const quint64 at = names.sh_offset + symbol.st_name;
            if (at >= quint64(bytes.size()))
                continue;
            const char *name = bytes.constData() + at;
            found.append(QString::fromUtf8(name, qsizetype(::strnlen(name, std::min(maxName, quint64(bytes.size()) - at)))));
        }
        found.sort();
        found.removeDuplicates();
        return found;
    }
    return {};
}

} // namespace

std::optional<QStringList> exportedSymbols(const QByteArray &bytes)
{
    constexpr char order = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;
    if (bytes.size() < EI_NIDENT || !bytes.startsWith(ELFMAG) || bytes.at(EI_DATA) != order)
        return {};
    return bytes.at(EI_CLASS) == ELFCLASS64 ? symbolsOf<Elf64_Ehdr, Elf64_Shdr, Elf64_Sym>(bytes)
        : bytes.at(EI_CLASS) == ELFCLASS32 ? symbolsOf<Elf32_Ehdr, Elf32_Shdr, Elf32_Sym>(bytes) : std::nullopt;
}

} // namespace lathe
