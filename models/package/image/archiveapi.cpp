// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/archiveapi.h"
#include <QCoreApplication>
#include <dlfcn.h>

namespace lathe {
namespace {

template <class F>
bool find(void *library, const char *name, F &function)
{
    function = reinterpret_cast<F>(::dlsym(library, name));
    return function != nullptr;
}

} // namespace

Result<ArchiveApi> ArchiveApi::load()
{
    void *library = ::dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
    const QString detail = library ? QString() : QString::fromLocal8Bit(::dlerror());
    ArchiveApi a;
    const bool ok =
        library && find(library, "archive_read_new", a.readNew) && find(library, "archive_read_free", a.readFree) &&
        find(library, "archive_read_support_filter_gzip", a.supportGzip) &&
        find(library, "archive_read_support_filter_zstd", a.supportZstd) &&
        find(library, "archive_read_support_format_tar", a.supportTar) &&
        find(library, "archive_read_support_format_raw", a.supportRaw) &&
        find(library, "archive_read_support_format_empty", a.supportEmpty) &&
        find(library, "archive_read_open", a.open) && find(library, "archive_read_open_fd", a.openFd) &&
        find(library, "archive_read_next_header", a.nextHeader) && find(library, "archive_read_data", a.data) &&
        find(library, "archive_read_data_block", a.dataBlock) && find(library, "archive_filter_code", a.filterCode) &&
        find(library, "archive_error_string", a.errorString) && find(library, "archive_entry_pathname", a.pathname) &&
        find(library, "archive_entry_hardlink", a.hardlink) && find(library, "archive_entry_symlink", a.symlink) &&
        find(library, "archive_entry_filetype", a.filetype) && find(library, "archive_entry_perm", a.perm) &&
        find(library, "archive_entry_size", a.size) && find(library, "archive_entry_mtime", a.mtime);
    if (!ok)
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate(
                        "lathe", "libarchive is missing, so no image can be read. Install the package libarchive13."),
                    detail, QStringLiteral("LTH-IMG-001"));
    return a;
}

} // namespace lathe
