// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>

namespace lathe {

/// Whether content says by its first bytes that it is compressed already (PNG, JPEG, WebP, WOFF2, zip, gzip, xz, zstd, MP4 …):
/// deflating it again costs time and saves next to nothing. A pure function of the bytes.
bool isCompressedContent(const char *data, std::size_t size);

} // namespace lathe
