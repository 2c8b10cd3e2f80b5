// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/store/packfile.h"

namespace lathe {

/// Reads members of packs one after the other through a small window: a package takes most of them in the order in
/// which they stand. It copies instead of mapping, because a mapped file that somebody cuts off is a signal and not an error,
/// and the bytes have to pass through the hash of the zip anyway. Owned by the writer, on its thread.
class PackCursor
{
public:
    /// The packed bytes, good until the next call; nullptr when they cannot be read or are not what they were.
    const char *read(const PackFile &pack, const PackRecord &record);

private:
    const PackFile *m_pack = nullptr;
    std::uint64_t m_from = 0, m_size = 0, m_room = 0;
    std::unique_ptr<char[]> m_window;
};

} // namespace lathe
