// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <type_traits>

/// The records of a zip file (PKWARE APPNOTE 6.3.10), little-endian.
namespace lathe::zip {

inline constexpr std::uint32_t localSignature = 0x04034b50;
inline constexpr std::uint32_t centralSignature = 0x02014b50;
inline constexpr std::uint32_t endSignature = 0x06054b50;
inline constexpr std::uint32_t end64Signature = 0x06064b50;
inline constexpr std::uint32_t end64LocatorSignature = 0x07064b50;
inline constexpr std::uint32_t descriptorSignature = 0x08074b50;

inline constexpr std::size_t localSize = 30, centralSize = 46, endSize = 22, end64Size = 56, end64LocatorSize = 20;

inline constexpr std::uint16_t flagEncrypted = 1 << 0, flagDescriptor = 1 << 3, flagPatch = 1 << 5, flagStrong = 1 << 6,
    flagUtf8 = 1 << 11, flagMasked = 1 << 13;
inline constexpr std::uint16_t methodStore = 0, methodDeflate = 8;
inline constexpr std::uint16_t dosDate1980 = 0x21; ///< 1980-01-01
inline constexpr std::uint32_t all32 = 0xffffffff;
inline constexpr std::uint16_t all16 = 0xffff;

template <class T>
T get(const unsigned char *at)
{
    static_assert(std::is_unsigned_v<T>);
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = T(value | T(T(at[i]) << (8 * i)));
    return value;
}

template <class T>
void put(std::string &out, std::type_identity_t<T> value)
{
    static_assert(std::is_unsigned_v<T>);
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(char(value >> (8 * i)));
}

} // namespace lathe::zip
