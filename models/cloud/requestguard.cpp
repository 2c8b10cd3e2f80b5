// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/requestguard.h"

namespace lathe::requestguard {

static bool equalsNoCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

bool isOwnHost(QByteArrayView host, quint16 port)
{
    const QByteArray suffix = ':' + QByteArray::number(port);
    for (const QByteArrayView name : {QByteArrayView("127.0.0.1"), QByteArrayView("localhost"), QByteArrayView("[::1]")}) {
        if (host.size() < name.size() || !equalsNoCase(host.first(name.size()), name))
            continue;
        const QByteArrayView rest = host.sliced(name.size());
        if (rest.isEmpty() || rest == QByteArrayView(suffix))
            return true;
    }
    return false;
}

std::optional<QString> refusal(const HttpRequest &request, quint16 port)
{
    if (headerCount(request.headers, "Host") != 1 || !isOwnHost(request.header("Host"), port))
        return QStringLiteral("The Host header is not one of this endpoint's; use http://127.0.0.1:%1 or http://localhost:%1.").arg(port);
    if (headerCount(request.headers, "Origin") != 0)
        return QStringLiteral("Requests of web pages are refused.");
    for (const HttpHeader &header : request.headers)
        if (equalsNoCase(header.name, "Sec-Fetch-Site") && header.value != "same-origin" && header.value != "none")
            return QStringLiteral("Requests of web pages are refused.");
    return {};
}

} // namespace lathe::requestguard
