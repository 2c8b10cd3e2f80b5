// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/curlapi.h"
#include <QByteArray>
#include <QCoreApplication>
#include <QList>
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
    const bool ok = library && find(library, "curl_global_init", a.globalInit) && find(library, "curl_easy_init", a.easyInit)
        && find(library, "curl_easy_cleanup", a.easyCleanup) && find(library, "curl_easy_setopt", a.setopt)
        && find(library, "curl_easy_getinfo", a.getinfo) && find(library, "curl_easy_strerror", a.strerror)
        && find(library, "curl_slist_append", a.slistAppend) && find(library, "curl_slist_free_all", a.slistFree)
        && find(library, "curl_multi_init", a.multiInit) && find(library, "curl_multi_cleanup", a.multiCleanup)
        && find(library, "curl_multi_add_handle", a.multiAdd) && find(library, "curl_multi_remove_handle", a.multiRemove)
        && find(library, "curl_multi_perform", a.multiPerform) && find(library, "curl_multi_poll", a.multiPoll)
        && find(library, "curl_multi_wakeup", a.multiWakeup) && find(library, "curl_multi_info_read", a.multiInfoRead);
    if (!ok || a.globalInit(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "libcurl is missing, so nothing can be sent. Install the package libcurl4."),
            detail, QStringLiteral("LTH-NET-006"));
    }
    return a;
}

} // namespace lathe
