// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/compressedcontent.h"
#include <string_view>

namespace lathe {

using namespace std::string_view_literals;

struct Signature
{
    std::size_t offset;
    std::string_view bytes;
};

// Sources: the formats' own specifications, as collected in file(1)'s magic.
static constexpr Signature signatures[] = {
    {0, "\x89PNG\r\n\x1a\n"sv}, {0, "\xff\xd8\xff"sv}, {0, "GIF8"sv}, {8, "WEBP"sv}, {4, "ftyp"sv}, {0, "OggS"sv}, {0, "ID3"sv}, {0, "fLaC"sv},
    {0, "wOF2"sv}, {0, "wOFF"sv}, {0, "PK\x03\x04"sv}, {0, "\x1f\x8b\x08"sv}, {0, "\xfd"
                                                                                   "7zXZ\0"sv},
    {0, "\x28\xb5\x2f\xfd"sv}, {0, "BZh"sv}, {0, "7z\xbc\xaf\x27\x1c"sv}, {0, "\x04\x22\x4d\x18"sv}, {0, "Rar!\x1a\x07"sv}};

bool isCompressedContent(const char *data, std::size_t size)
{
    const std::string_view content(data, size);
    for (const Signature &s : signatures)
        if (size >= 32 && content.substr(s.offset, s.bytes.size()) == s.bytes)
            return true;
    return false;
}

} // namespace lathe
