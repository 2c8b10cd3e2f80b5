// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/telemetry/logsjson.h"
#include "core/jsontext.h"

namespace lathe {

static QByteArray recordOf(const PlatformEvent &event)
{
    using Type = PlatformEvent::Type;
    const QByteArray request = "{\"requestId\":" + jsontext::quoted(event.requestId);
    switch (event.type) {
    case Type::Start:
        return request + ",\"version\":" + jsontext::quoted(event.functionVersion) + '}';
    case Type::RuntimeDone:
        return request + ",\"status\":" + jsontext::quoted(event.status) + '}';
    case Type::End:
        return request + '}';
    case Type::Report: {
        QByteArray metrics = "{\"durationMs\":" + QByteArray::number(event.durationMs, 'f', 2) + ",\"billedDurationMs\":" + QByteArray::number(event.billedMs)
            + ",\"memorySizeMB\":" + QByteArray::number(event.memoryMib) + ",\"maxMemoryUsedMB\":" + QByteArray::number(event.maxMemoryUsedMib);
        if (event.initMs >= 0)
            metrics += ",\"initDurationMs\":" + QByteArray::number(event.initMs, 'f', 2);
        return request + ",\"metrics\":" + metrics + "}}";
    }
    case Type::Extension:
    case Type::LogsSubscription:
    case Type::LogsDropped:
    case Type::Fault:
        return event.record();
    default:
        return {};
    }
}

QByteArray logsJson(const PlatformEvent &event)
{
    const QByteArray record = recordOf(event);
    if (record.isEmpty())
        return {};
    return "{\"time\":\"" + platformTime(event.timeMicros) + "\",\"type\":\"" + event.typeName() + "\",\"record\":" + record + '}';
}

} // namespace lathe
