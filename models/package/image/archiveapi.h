// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace lathe {

/// The functions of libarchive that images need, found in the shared library at run time: its dependencies cost
/// milliseconds that no other command need pay. Internal to models/package/image.
struct ArchiveApi
{
    using Handle = std::unique_ptr<struct archive, int (*)(struct archive *)>;

    decltype(&::archive_read_new) readNew = nullptr;
    decltype(&::archive_read_free) readFree = nullptr;
    decltype(&::archive_read_support_filter_gzip) supportGzip = nullptr;
    decltype(&::archive_read_support_filter_zstd) supportZstd = nullptr;
    decltype(&::archive_read_support_format_tar) supportTar = nullptr;
    decltype(&::archive_read_support_format_raw) supportRaw = nullptr;
    decltype(&::archive_read_support_format_empty) supportEmpty = nullptr;
    decltype(&::archive_read_open) open = nullptr;
    decltype(&::archive_read_open_fd) openFd = nullptr;
    decltype(&::archive_read_next_header) nextHeader = nullptr;
    decltype(&::archive_read_data) data = nullptr;
    decltype(&::archive_read_data_block) dataBlock = nullptr;
    decltype(&::archive_filter_code) filterCode = nullptr;
    decltype(&::archive_error_string) errorString = nullptr;
    decltype(&::archive_entry_pathname) pathname = nullptr;
    decltype(&::archive_entry_hardlink) hardlink = nullptr;
    decltype(&::archive_entry_symlink) symlink = nullptr;
    decltype(&::archive_entry_filetype) filetype = nullptr;
    decltype(&::archive_entry_perm) perm = nullptr;
    decltype(&::archive_entry_size) size = nullptr;
    decltype(&::archive_entry_mtime) mtime = nullptr;

    /// Opens libarchive; LTH-IMG-001 when it is not there. It stays loaded for the life of the process.
    static Result<ArchiveApi> load();
    Handle reader() const { return Handle(readNew(), readFree); }
};

} // namespace lathe
