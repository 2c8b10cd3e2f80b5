// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>

namespace lathe {

/// Makes room for what follows in a deflate stream (RFC 1951): libdeflate ends each buffer with a final block, but pieces of a
/// file that are deflated on several threads are one stream, in which only the last may end. The last block of `data` is found
/// by reading all codes, its BFINAL bit is taken away, and an empty stored block is appended, which ends on a byte (as zlib's
/// Z_SYNC_FLUSH does). `size` grows by at most `joinRoomBytes`, which `data` must have. False, and nothing is promised of `data`, when
/// it is no whole stream. A pure function.
bool openDeflateEnd(unsigned char *data, std::size_t &size);

constexpr std::size_t joinRoomBytes = 6;

} // namespace lathe
