// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/curlapi.h"
#include "core/symbol.h"
#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <dlfcn.h>

namespace lathe {

Result<CurlApi> CurlApi::load(const QList<QByteArray> &names)
{
    void *library = nullptr;
    QString detail;
    for (const QByteArray &name : names) {
        library = ::dlopen(name.constData(), RTLD_NOW | RTLD_LOCAL);
        if (library)
            break;
        detail += QString::fromLocal8Bit(::dlerror()) + QLatin1Char('\n');
    }
    CurlApi a;
    const bool ok = library && findSymbol(library, "curl_global_init", a.globalInit) && findSymbol(library, "curl_easy_init", a.easyInit)
        && findSymbol(library, "curl_easy_cleanup", a.easyCleanup) && findSymbol(library, "curl_easy_setopt", a.setopt)
        && findSymbol(library, "curl_easy_getinfo", a.getinfo) && findSymbol(library, "curl_easy_strerror", a.strerror)
        && findSymbol(library, "curl_slist_append", a.slistAppend) && findSymbol(library, "curl_slist_free_all", a.slistFree)
        && findSymbol(library, "curl_multi_init", a.multiInit) && findSymbol(library, "curl_multi_cleanup", a.multiCleanup)
        && findSymbol(library, "curl_multi_add_handle", a.multiAdd) && findSymbol(library, "curl_multi_remove_handle", a.multiRemove)
        && findSymbol(library, "curl_multi_perform", a.multiPerform) && findSymbol(library, "curl_multi_poll", a.multiPoll)
        && findSymbol(library, "curl_multi_wakeup", a.multiWakeup) && findSymbol(library, "curl_multi_info_read", a.multiInfoRead);
    if (!ok || a.globalInit(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "libcurl is missing, so nothing can be sent. Install the package libcurl4."),
            detail, QStringLiteral("LTH-NET-006"));
    }
    return a;
}

} // namespace lathe
