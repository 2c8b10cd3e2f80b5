// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httptypes.h"
#include <QString>
#include <optional>

namespace lathe::requestguard {

/// Why a request is refused before anything is read of it, or nothing. Pure; any thread.
///
/// A web page can make the user's browser send requests to 127.0.0.1, and with DNS rebinding under a name of its own.
/// So exactly one Host header is wanted, and it must be 127.0.0.1, localhost or [::1], alone or with our port; and a request
/// that carries Origin, or says by Sec-Fetch-Site that another site made it, is refused. SigV4 is the second wall.
std::optional<QString> refusal(const HttpRequest &request, quint16 port);

/// Whether this Host value is one of ours.
bool isOwnHost(QByteArrayView host, quint16 port);

} // namespace lathe::requestguard
