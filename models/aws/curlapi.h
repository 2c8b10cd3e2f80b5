// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <curl/curl.h>

namespace lathe {

/// The functions of libcurl that Transport uses, found in the shared library at run time. Stays loaded for the life of the
/// process, as libcurl demands. Internal to models/aws.
struct CurlApi
{
    decltype(&::curl_global_init) globalInit = nullptr;
    decltype(&::curl_easy_init) easyInit = nullptr;
    decltype(&::curl_easy_cleanup) easyCleanup = nullptr;
    CURLcode (*setopt)(CURL *, CURLoption, ...) = nullptr;
    CURLcode (*getinfo)(CURL *, CURLINFO, ...) = nullptr;
    decltype(&::curl_easy_strerror) strerror = nullptr;
    decltype(&::curl_slist_append) slistAppend = nullptr;
    decltype(&::curl_slist_free_all) slistFree = nullptr;
    decltype(&::curl_multi_init) multiInit = nullptr;
    decltype(&::curl_multi_cleanup) multiCleanup = nullptr;
    decltype(&::curl_multi_add_handle) multiAdd = nullptr;
    decltype(&::curl_multi_remove_handle) multiRemove = nullptr;
    decltype(&::curl_multi_perform) multiPerform = nullptr;
    decltype(&::curl_multi_poll) multiPoll = nullptr;
    decltype(&::curl_multi_wakeup) multiWakeup = nullptr;
    decltype(&::curl_multi_info_read) multiInfoRead = nullptr;

    /// Opens the first of these libraries that is there; LTH-NET-006 when none is.
    static Result<CurlApi> load(const QList<QByteArray> &names = {"libcurl.so.4", "libcurl-gnutls.so.4"});
};

} // namespace lathe
