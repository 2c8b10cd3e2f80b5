// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/store/packcursor.h"
#include <algorithm>
#include <libdeflate.h>

namespace lathe {

const char *PackCursor::read(const PackFile &pack, const PackRecord &record)
{
    constexpr std::uint64_t windowBytes = 1 << 18;
    const bool here = m_pack == &pack && record.offset >= m_from && record.packed <= m_size && record.offset - m_from <= m_size - record.packed;
    if (!here) {
        const std::uint64_t size = std::min(std::max(windowBytes, record.packed), pack.fileBytes() - record.offset);
        if (size > m_room || m_room > 16 * windowBytes) {
            m_room = std::max(size, windowBytes);
            m_window.reset();
            m_window.reset(new (std::nothrow) char[m_room]);
        }
        m_pack = nullptr;
        if (!m_window || !pack.readRaw(record.offset, size, m_window.get()))
            return nullptr;
        m_pack = &pack;
        m_from = record.offset;
        m_size = size;
    }
    const char *data = m_window.get() + (record.offset - m_from);
    return libdeflate_crc32(0, data, record.packed) == record.packedCrc ? data : nullptr;
}

} // namespace lathe
