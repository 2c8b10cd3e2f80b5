// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/telemetry/telemetrysubscription.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace lathe {

static constexpr TelemetrySource allSources[] = {TelemetrySource::Platform, TelemetrySource::Function, TelemetrySource::Extension};

QByteArray telemetrySourceName(TelemetrySource source)
{
    switch (source) {
    case TelemetrySource::Platform: return QByteArrayLiteral("platform");
    case TelemetrySource::Function: return QByteArrayLiteral("function");
    case TelemetrySource::Extension: return QByteArrayLiteral("extension");
    }
    return {};
}

static void readSchema(const QJsonValue &value, TelemetrySubscription &subscription, QByteArrayList &faults)
{
    static const QByteArrayList logs{"2020-08-15", "2021-03-18"}, telemetry{"2022-07-01", "2022-12-13", "2025-01-29"};
    const bool old = subscription.dialect == TelemetryDialect::Logs;
    if (value.isUndefined() && old) // the Logs API's oldest clients name none
        subscription.schemaVersion = logs.constFirst();
    else
        subscription.schemaVersion = value.toString().toUtf8();
    if (!(old ? logs : telemetry).contains(subscription.schemaVersion))
        faults.append(value.isUndefined() ? QByteArrayLiteral("schemaVersion is not provided") : QByteArrayLiteral("schemaVersion is not supported"));
}

static void readTypes(const QJsonValue &value, TelemetrySubscription &subscription, QByteArrayList &faults)
{
    const QJsonArray types = value.toArray();
    if (types.isEmpty())
        faults.append(QByteArrayLiteral("types should not be empty"));
    for (const QJsonValue &type : types) {
        bool known = false;
        for (const TelemetrySource source : allSources) {
            if (type.toString().toUtf8() == telemetrySourceName(source)) {
                subscription.sources |= source;
                known = true;
            }
        }
        if (!known)
            faults.append("type '" + type.toString().toUtf8() + "' is not supported");
    }
}

static void readBuffering(const QJsonValue &value, TelemetrySubscription &subscription, QByteArrayList &faults)
{
    if (!value.isUndefined() && !value.isNull() && !value.isObject())
        faults.append(QByteArrayLiteral("buffering should be an object"));
    const QJsonObject buffering = value.toObject();
    const auto number = [&](const char *name, int low, int high, int standard) {
        const QJsonValue given = buffering.value(QLatin1String(name));
        if (given.isUndefined() || given.isNull())
            return standard;
        const double wanted = given.toDouble(-1);
        if (wanted < low || wanted > high || wanted != double(qint64(wanted))) {
            faults.append(QByteArray(name) + " should be an integer between " + QByteArray::number(low) + " and " + QByteArray::number(high));
            return standard;
        }
        return int(wanted);
    };
    subscription.maxItems = number("maxItems", limits::telemetryItemsMin, limits::telemetryItemsMax, limits::telemetryItemsDefault);
    subscription.maxBytes = number("maxBytes", limits::telemetryBytesMin, limits::telemetryBytesMax, limits::telemetryBytesDefault);
    subscription.timeout = std::chrono::milliseconds(
        number("timeoutMs", limits::telemetryTimeoutMinMs, limits::telemetryTimeoutMaxMs, limits::telemetryTimeoutDefaultMs));
}

static void readHttp(const QJsonObject &destination, TelemetrySubscription &subscription, QByteArrayList &faults)
{
    const QString text = destination.value(QLatin1String("URI")).toString();
    if (text.isEmpty()) {
        faults.append(QByteArrayLiteral("URI is not provided"));
        return;
    }
    const QUrl uri(text, QUrl::StrictMode);
    if (!uri.isValid() || uri.scheme() != QLatin1String("http") || !uri.userInfo().isEmpty())
        faults.append(QByteArrayLiteral("URI should be a http URI"));
    else if (uri.host() != QLatin1String("sandbox.localdomain") && uri.host() != QLatin1String("sandbox"))
        faults.append(QByteArrayLiteral("URI host should be sandbox.localdomain")); // a function's records never leave its sandbox
    else if (uri.port() < 1)
        faults.append(QByteArrayLiteral("URI port is not provided"));
    subscription.port = quint16(std::max(0, uri.port()));
    subscription.host = uri.authority().toUtf8();
    subscription.path = uri.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (!subscription.path.startsWith('/'))
        subscription.path.prepend('/');
    const QByteArray method = destination.value(QLatin1String("method")).toString(QStringLiteral("POST")).toUpper().toLatin1();
    if (method == "POST" || method == "PUT")
        subscription.method = method;
    else
        faults.append(QByteArrayLiteral("method should be POST or PUT"));
    if (destination.value(QLatin1String("encoding")).toString(QStringLiteral("JSON")).toUpper() != QLatin1String("JSON"))
        faults.append(QByteArrayLiteral("encoding should be JSON"));
}

static void readDestination(const QJsonValue &value, TelemetrySubscription &subscription, QByteArrayList &faults)
{
    if (!value.isObject()) {
        faults.append(QByteArrayLiteral("destination is not provided"));
        return;
    }
    const QJsonObject destination = value.toObject();
    const QString protocol = destination.value(QLatin1String("protocol")).toString().toUpper();
    if (protocol == QLatin1String("HTTP"))
        return readHttp(destination, subscription, faults);
    if (protocol != QLatin1String("TCP")) {
        faults.append(QByteArrayLiteral("protocol should be HTTP or TCP"));
        return;
    }
    subscription.tcp = true;
    const double port = destination.value(QLatin1String("port")).toDouble(0);
    if (port < 1 || port > 65535 || port != double(int(port)))
        faults.append(QByteArrayLiteral("port should be an integer between 1 and 65535"));
    else
        subscription.port = quint16(port);
}

tl::expected<TelemetrySubscription, QByteArray> parseTelemetrySubscription(TelemetryDialect dialect, const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isObject())
        return tl::unexpected(QByteArray("Failed to parse JSON: " + (document.isNull() ? error.errorString().toUtf8() : QByteArray("not an object"))));
    TelemetrySubscription subscription;
    subscription.dialect = dialect;
    QByteArrayList faults;
    const QJsonObject request = document.object();
    readSchema(request.value(QLatin1String("schemaVersion")), subscription, faults);
    readDestination(request.value(QLatin1String("destination")), subscription, faults);
    readTypes(request.value(QLatin1String("types")), subscription, faults);
    readBuffering(request.value(QLatin1String("buffering")), subscription, faults);
    if (!faults.isEmpty())
        return tl::unexpected(faults.join("; "));
    return subscription;
}

} // namespace lathe
