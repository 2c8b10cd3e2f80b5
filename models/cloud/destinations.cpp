// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/destinations.h"
#include "core/jsontext.h"

namespace lathe {

/// A payload as a JSON value: as it is, or as a string where a runtime answered with something else.
static QByteArray value(const QByteArray &payload)
{
    if (payload.trimmed().isEmpty())
        return "null";
    return jsontext::check(payload) ? jsontext::quoted(payload) : payload;
}

QByteArray InvocationRecord::json(const QDateTime &now) const
{
    const auto text = [](const QString &t) { return jsontext::quoted(t.toUtf8()); };
    QByteArray all = R"({"version":"1.0","timestamp":")" + now.toUTC().toString(Qt::ISODateWithMs).toLatin1() + R"(","requestContext":{"requestId":)" + text(requestId)
        + R"(,"functionArn":)" + text(functionArn) + R"(,"condition":")" + condition + R"(","approximateInvokeCount":)" + QByteArray::number(attempts) + R"(},"requestPayload":)"
        + (requestPayload.isEmpty() ? QByteArrayLiteral("{}") : value(requestPayload));
    if (!executedVersion.isEmpty()) {
        all += R"(,"responseContext":{"statusCode":200,"executedVersion":)" + text(executedVersion);
        if (!functionError.isEmpty())
            all += R"(,"functionError":)" + jsontext::quoted(functionError);
        all += R"(},"responsePayload":)" + value(responsePayload);
    }
    return all + '}';
}

static const QByteArray lineageMark = QByteArrayLiteral(";Lineage=");

int traceLineage(const QByteArray &traceId)
{
    const qsizetype at = traceId.indexOf(lineageMark);
    return at < 0 ? 0 : traceId.mid(traceId.indexOf(':', at) + 1).toInt();
}

QByteArray withLineage(const QByteArray &traceId, int count) { return traceId + lineageMark + "lathe000:" + QByteArray::number(count); }

} // namespace lathe
