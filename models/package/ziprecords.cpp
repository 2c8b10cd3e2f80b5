// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/ziprecords.h"
#include "package/zipformat.h"
#include <algorithm>

namespace lathe::zip {

/// What local and central header share, from "version needed" to the two sizes; members here are always below 4 GB.
static void putCommon(std::string &out, const Fields &f)
{
    put<std::uint16_t>(out, 20);
    put<std::uint16_t>(out, f.flags);
    put<std::uint16_t>(out, f.method);
    put<std::uint16_t>(out, 0);
    put<std::uint16_t>(out, dosDate1980);
    put<std::uint32_t>(out, f.crc);
    put<std::uint32_t>(out, std::uint32_t(f.packed));
    put<std::uint32_t>(out, std::uint32_t(f.bytes));
    put<std::uint16_t>(out, std::uint16_t(f.name.size()));
}

std::string localHeader(const Fields &f)
{
    std::string out;
    put<std::uint32_t>(out, localSignature);
    putCommon(out, f);
    put<std::uint16_t>(out, 0);
    return out + f.name;
}

void putCentral(std::string &out, const Fields &f)
{
    put<std::uint32_t>(out, centralSignature);
    put<std::uint16_t>(out, 3 << 8 | 20); // made by Unix, 2.0
    putCommon(out, f);
    put<std::uint16_t>(out, 0); // extra
    put<std::uint16_t>(out, 0); // comment
    put<std::uint16_t>(out, 0); // disk
    put<std::uint16_t>(out, 0); // internal attributes
    put<std::uint32_t>(out, f.attributes);
    put<std::uint32_t>(out, std::uint32_t(f.offset));
    out += f.name;
}

std::string endRecords(std::uint64_t entries, std::uint64_t start, std::uint64_t size)
{
    std::string out;
    const bool large = entries >= all16 || start + size >= all32;
    if (large) {
        put<std::uint32_t>(out, end64Signature);
        put<std::uint64_t>(out, end64Size - 12);
        put<std::uint16_t>(out, 3 << 8 | 45);
        put<std::uint16_t>(out, 45);
        put<std::uint32_t>(out, 0);
        put<std::uint32_t>(out, 0);
        put<std::uint64_t>(out, entries);
        put<std::uint64_t>(out, entries);
        put<std::uint64_t>(out, size);
        put<std::uint64_t>(out, start);
        put<std::uint32_t>(out, end64LocatorSignature);
        put<std::uint32_t>(out, 0);
        put<std::uint64_t>(out, start + size);
        put<std::uint32_t>(out, 1);
    }
    put<std::uint32_t>(out, endSignature);
    put<std::uint16_t>(out, 0);
    put<std::uint16_t>(out, 0);
    put<std::uint16_t>(out, std::uint16_t(std::min<std::uint64_t>(entries, all16)));
    put<std::uint16_t>(out, std::uint16_t(std::min<std::uint64_t>(entries, all16)));
    put<std::uint32_t>(out, std::uint32_t(std::min<std::uint64_t>(size, all32)));
    put<std::uint32_t>(out, std::uint32_t(std::min<std::uint64_t>(start, all32)));
    put<std::uint16_t>(out, 0);
    return out;
}

Fields fieldsOf(const TreeEntry &entry, const std::string &prefix)
{
    Fields f;
    f.name = prefix + entry.storedName();
    const bool ascii = std::all_of(f.name.begin(), f.name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    f.flags = ascii ? 0 : flagUtf8;
    const std::uint32_t mode = entry.kind == TreeEntry::Kind::Link ? 0120777
        : entry.kind == TreeEntry::Kind::EmptyFolder ? 040755 : entry.executable ? 0100755 : 0100644;
    f.attributes = mode << 16 | (entry.kind == TreeEntry::Kind::EmptyFolder ? 0x10 : 0);
    f.bytes = std::uint64_t(entry.bytes);
    return f;
}

} // namespace lathe::zip
