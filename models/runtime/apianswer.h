// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpexchange.h"

namespace lathe {

/// An answer of the APIs inside the sandbox: JSON.
void answerJson(HttpExchange *exchange, int status, const QByteArray &json, const HttpHeaders &more = {});
/// {"errorMessage":…,"errorType":…}, as the official emulator writes it.
void answerApiError(HttpExchange *exchange, int status, const QByteArray &type, const QByteArray &message);

} // namespace lathe
