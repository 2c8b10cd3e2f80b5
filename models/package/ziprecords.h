// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/packagetree.h"
#include <cstdint>
#include <string>

/// The records that a package consists of besides its members' data.
namespace lathe::zip {

/// One member as its two headers tell it.
struct Fields
{
    std::string name;
    std::uint16_t flags = 0, method = 0;
    std::uint32_t crc = 0, attributes = 0;
    std::uint64_t packed = 0, bytes = 0, offset = 0;
};

/// Name, flags, attributes and size; the rest is known when the member is packed.
Fields fieldsOf(const TreeEntry &entry, const std::string &prefix);
std::string localHeader(const Fields &fields);
void putCentral(std::string &out, const Fields &fields);
/// End of the directory, with zip64 records where the numbers need them.
std::string endRecords(std::uint64_t entries, std::uint64_t start, std::uint64_t size);

} // namespace lathe::zip
