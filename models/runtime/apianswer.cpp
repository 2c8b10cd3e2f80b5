// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/apianswer.h"
#include "core/jsontext.h"

namespace lathe {

void answerJson(HttpExchange *exchange, int status, const QByteArray &json, const HttpHeaders &more)
{
    exchange->respond(status, HttpHeaders{{"Content-Type", "application/json"}} + more, json);
}

void answerApiError(HttpExchange *exchange, int status, const QByteArray &type, const QByteArray &message)
{
    answerJson(exchange, status, "{\"errorMessage\":" + jsontext::quoted(message) + ",\"errorType\":" + jsontext::quoted(type) + "}\n");
}

} // namespace lathe
