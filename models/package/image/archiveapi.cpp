// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/archiveapi.h"
#include "core/symbol.h"
#include <QCoreApplication>
#include <dlfcn.h>

namespace lathe {

Result<ArchiveApi> ArchiveApi::load()
{
    void *library = ::dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
    const QString detail = library ? QString() : QString::fromLocal8Bit(::dlerror());
    ArchiveApi a;
    const bool ok =
        library && findSymbol(library, "archive_read_new", a.readNew) && findSymbol(library, "archive_read_free", a.readFree) &&
        findSymbol(library, "archive_read_support_filter_gzip", a.supportGzip) &&
        findSymbol(library, "archive_read_support_filter_zstd", a.supportZstd) &&
        findSymbol(library, "archive_read_support_format_tar", a.supportTar) &&
        findSymbol(library, "archive_read_support_format_raw", a.supportRaw) &&
        findSymbol(library, "archive_read_support_format_empty", a.supportEmpty) &&
        findSymbol(library, "archive_read_open", a.open) && findSymbol(library, "archive_read_open_fd", a.openFd) &&
        findSymbol(library, "archive_read_next_header", a.nextHeader) && findSymbol(library, "archive_read_data", a.data) &&
        findSymbol(library, "archive_read_data_block", a.dataBlock) && findSymbol(library, "archive_filter_code", a.filterCode) &&
        findSymbol(library, "archive_error_string", a.errorString) && findSymbol(library, "archive_entry_pathname", a.pathname) &&
        findSymbol(library, "archive_entry_hardlink", a.hardlink) && findSymbol(library, "archive_entry_symlink", a.symlink) &&
        findSymbol(library, "archive_entry_filetype", a.filetype) && findSymbol(library, "archive_entry_perm", a.perm) &&
        findSymbol(library, "archive_entry_size", a.size) && findSymbol(library, "archive_entry_mtime", a.mtime);
    if (!ok)
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate(
                        "lathe", "libarchive is missing, so no image can be read. Install the package libarchive13."),
                    detail, QStringLiteral("LTH-IMG-001"));
    return a;
}

} // namespace lathe
