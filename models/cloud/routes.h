// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apicall.h"
#include "cloud/cloudcontext.h"
#include <span>

namespace lathe {

/// One operation of the API.
struct Route
{
    using Handler = void (*)(CloudContext &, const ApiCallPtr &);

    const char *operation;
    const char *method;
    const char *path;       ///< Template: "{Name}" stands for one segment.
    Handler handler;        ///< nullptr: known, but not there yet.
    qint64 bodyBytes = 0;   ///< The longest body; 0: the usual bound of small requests.
};

/// The table of all operations. Sources of methods, templates and names: [M] SDK model lambda/2015-03-31.
std::span<const Route> routes();
/// The longest body of requests whose row says nothing.
inline constexpr qint64 smallBodyBytes = 1024 * 1024;

struct RouteMatch
{
    const Route *route = nullptr;
    QStringList parameters;
};
/// The route of a request, or none. `path`: as on the wire; each segment is decoded after it was split off, so that an
/// encoded slash stays inside its segment.
RouteMatch matchRoute(QByteArrayView method, QByteArrayView path);

} // namespace lathe
