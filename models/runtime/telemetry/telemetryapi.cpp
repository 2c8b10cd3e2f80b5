// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/telemetry/telemetryapi.h"
#include "runtime/apianswer.h"

namespace lathe {

static void subscribe(HttpExchange *exchange, TelemetryDialect dialect, const QByteArray &extension, TelemetryHub &hub)
{
    const TelemetryHub::Answer answer = hub.subscribe(dialect, extension, exchange->body());
    if (answer.status == 200)
        exchange->respond(200, {{"Content-Type", "text/plain; charset=utf-8"}}, answer.body);
    else
        answerJson(exchange, answer.status, answer.body);
}

bool handleTelemetry(HttpExchange *exchange, ExtensionsApi &extensions, TelemetryHub &hub)
{
    QByteArray path = exchange->request().path();
    if (path.endsWith('/'))
        path.chop(1);
    const bool logs = path == "/2020-08-15/logs";
    if (!logs && path != "/2022-07-01/telemetry")
        return false;
    if (exchange->request().method != "PUT") {
        answerJson(exchange, 405, {});
        return true;
    }
    const Extension *extension = extensions.admit(exchange, QByteArrayLiteral("Unknown extension ") + exchange->request().header("Lambda-Extension-Identifier"));
    if (!extension)
        return true;
    const TelemetryDialect dialect = logs ? TelemetryDialect::Logs : TelemetryDialect::Telemetry;
    const QByteArray name = extension->name;
    if (exchange->isBodyComplete()) {
        subscribe(exchange, dialect, name, hub);
        return true;
    }
    QObject::connect(exchange, &HttpExchange::bodyCompleted, &hub, [exchange, dialect, name, &hub] { subscribe(exchange, dialect, name, hub); });
    return true;
}

} // namespace lathe
