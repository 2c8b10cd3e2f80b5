// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <array>
#include <cstdint>

namespace lathe {

/// CRC-32 as gzip and AWS's event streams use it (ISO 3309, reflected, polynomial 0xEDB88320). `before`: of the bytes in front.
constexpr std::uint32_t crc32(QByteArrayView bytes, std::uint32_t before = 0)
{
    constexpr auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1) ^ (value & 1 ? 0xEDB88320u : 0);
            made[i] = value;
        }
        return made;
    }();
    std::uint32_t crc = ~before;
    for (const char byte : bytes)
        crc = (crc >> 8) ^ table[(crc ^ std::uint8_t(byte)) & 0xFF];
    return ~crc;
}

} // namespace lathe
