// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigning.h"
#include "cloud/handlers/handlers.h"
#include "cloud/layername.h"
#include "cloud/layershapes.h"
#include "core/ids.h"
#include "core/limits.h"
#include <QDateTime>
#include <QJsonArray>
#include <climits>

namespace lathe::handlers {

static constexpr int layersPageMax = 50; // [M] MaxLayerListItems

static ApiError noLayer() { return apierror::notFound(QStringLiteral("The resource you requested does not exist.")); }

static QJsonObject listItem(const LayerVersionRecord &record, const ArnScope &scope)
{
    QJsonObject json = knownMembers(record.attributes, shapes::layerAttributes());
    json.insert(QStringLiteral("LayerVersionArn"), layerArn(scope, record.layer, record.version));
    json.insert(QStringLiteral("Version"), record.version);
    json.insert(QStringLiteral("CreatedDate"), lambdaTimestamp(record.createdMs));
    return json;
}

static QJsonObject layerJson(CloudContext &context, const LayerVersionRecord &record)
{
    QJsonObject json = listItem(record, context.scope());
    json.insert(QStringLiteral("LayerArn"), layerArn(context.scope(), record.layer));
    QJsonObject content{{QStringLiteral("Location"), context.baseUrl + QString::fromLatin1(context.links.make(record.codeSha256))},
        {QStringLiteral("CodeSha256"), QString::fromLatin1(QByteArray::fromHex(record.codeSha256).toBase64())}, {QStringLiteral("CodeSize"), record.codeBytes}};
    if (const QJsonValue profile = record.attributes.value(QLatin1String("SigningProfileVersionArn")); profile.isString())
        content.insert(QStringLiteral("SigningProfileVersionArn"), profile);
    json.insert(QStringLiteral("Content"), content);
    return json;
}

static QStringList textsOf(const QJsonObject &object, const char *member)
{
    QStringList texts;
    for (const QJsonValue &value : object.value(QLatin1String(member)).toArray())
        texts << value.toString();
    return texts;
}

static ApiResult<ApiAnswer> publish(CloudContext &context, const QString &name, const CodeIntake &intake)
{
    if (intake.request.value(QLatin1String("Content")).toObject().contains(QLatin1String("S3Bucket")))
        return refuse(apierror::invalidParameter(QStringLiteral("This local endpoint has no buckets. Send the layer as Content.ZipFile (up to 50 MB).")));
    if (const auto ok = shapes::checkCompatibleRuntimes(textsOf(intake.request, "CompatibleRuntimes"), QStringLiteral("compatibleRuntimes")); !ok)
        return refuse(ok.error());
    if (intake.codeSha256.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("Please provide a source for layer content.")));
    LayerVersionRecord record;
    record.layer = name;
    record.attributes = knownMembers(intake.request, shapes::layerAttributes());
    if (!record.attributes.contains(QLatin1String("Description")))
        record.attributes.insert(QStringLiteral("Description"), QString());
    const QJsonObject signature = codesigning::signatureAttributes(context, intake.signature);
    for (auto it = signature.begin(); it != signature.end(); ++it)
        record.attributes.insert(it.key(), it.value());
    record.codeSha256 = intake.codeSha256;
    record.codeBytes = intake.codeBytes;
    record.unzippedBytes = intake.unzippedBytes;
    record.createdMs = QDateTime::currentMSecsSinceEpoch();
    const auto published = context.functions.publishLayer(record);
    if (!published)
        return refuse(published.error());
    return ApiAnswer::json(layerJson(context, *published), 201);
}

void publishLayerVersion(CloudContext &context, const ApiCallPtr &call)
{
    const auto name = parseLayerName(call->pathParameters.value(0), context.scope(), call->operation);
    if (!name)
        return call->fail(name.error());
    context.functions.takeIn(call->body, shapes::publishLayerVersion(), QStringLiteral("Content"), [&context, call, name = *name](const ApiResult<CodeIntake> &intake) {
        const auto answer = intake ? publish(context, name, *intake) : ApiResult<ApiAnswer>(refuse(intake.error()));
        answer ? call->answer(*answer) : call->fail(answer.error());
    });
}

ApiResult<int> layerVersionNumber(const QString &text)
{
    bool ok = false;
    const qlonglong number = text.toLongLong(&ok);
    if (!ok)
        return refuse(apierror::serialization(QStringLiteral("STRING_VALUE can not be converted to Long")));
    if (number < 1)
        return refuse(apierror::invalidParameter(QStringLiteral("Layer Version Cannot be less than 1")));
    return int(qMin<qlonglong>(number, INT_MAX));
}

ApiResult<LayerVersionRecord> findLayerVersion(const CloudContext &context, const ApiCall &call, const std::function<ApiError(const QString &arn)> &missing)
{
    const auto name = parseLayerName(call.pathParameters.value(0), context.scope(), call.operation);
    if (!name)
        return refuse(name.error());
    const auto number = layerVersionNumber(call.pathParameters.value(1));
    if (!number)
        return refuse(number.error());
    const LayerVersionRecord *record = context.store().layers().find(*name, *number);
    if (!record || record->deleted)
        return refuse(missing(layerArn(context.scope(), *name, *number)));
    return *record;
}

ApiResult<ApiAnswer> getLayerVersion(CloudContext &context, const ApiCall &call)
{
    const auto record = findLayerVersion(context, call, [](const QString &) { return noLayer(); });
    if (!record)
        return refuse(record.error());
    return ApiAnswer::json(layerJson(context, *record));
}

static ApiResult<ApiAnswer> getLayerVersionByArn(CloudContext &context, const ApiCall &call)
{
    static constexpr char pattern[] = R"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)"; // [M] LayerVersionArn
    const auto arn = call.queryParameter(QStringLiteral("Arn"));
    if (!arn)
        return refuse(apierror::validation({apierror::finding(QStringLiteral("null"), QStringLiteral("arn"), QStringLiteral("not be null"))}));
    const auto ref = parseLayerArn(*arn);
    if (!ref)
        return refuse(apierror::validation({apierror::finding(u'\'' + *arn + u'\'', QStringLiteral("arn"), QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(pattern))}));
    const auto name = parseLayerName(arn->section(u':', 0, -2), context.scope(), QStringLiteral("GetLayerVersion"));
    if (!name)
        return refuse(name.error());
    const LayerVersionRecord *record = context.store().layers().find(*name, ref->version);
    if (!record || record->deleted)
        return refuse(noLayer());
    return ApiAnswer::json(layerJson(context, *record));
}

namespace {

/// The CompatibleRuntime and CompatibleArchitecture parameters of a list.
struct LayerFilter
{
    QString runtime, architecture;

    static ApiResult<LayerFilter> of(const ApiCall &call)
    {
        LayerFilter filter{call.queryParameter(QStringLiteral("CompatibleRuntime")).value_or(QString()), call.queryParameter(QStringLiteral("CompatibleArchitecture")).value_or(QString())};
        if (!filter.runtime.isEmpty())
            if (const auto ok = shapes::checkCompatibleRuntimes({filter.runtime}, QStringLiteral("compatibleRuntime")); !ok)
                return refuse(ok.error());
        if (!filter.architecture.isEmpty() && filter.architecture != QLatin1String("x86_64") && filter.architecture != QLatin1String("arm64"))
            return refuse(apierror::validation({apierror::finding(u'\'' + filter.architecture + u'\'', QStringLiteral("compatibleArchitecture"),
                QStringLiteral("satisfy enum value set: [x86_64, arm64]"))}));
        return filter;
    }
    bool matches(const LayerVersionRecord &record) const
    {
        return (runtime.isEmpty() || textsOf(record.attributes, "CompatibleRuntimes").contains(runtime))
            && (architecture.isEmpty() || textsOf(record.attributes, "CompatibleArchitectures").contains(architecture));
    }
};

} // namespace

ApiResult<ApiAnswer> listLayers(CloudContext &context, const ApiCall &call)
{
    if (call.queryParameter(QStringLiteral("find")) == QStringLiteral("LayerVersion")) // the same path in the SDK model
        return getLayerVersionByArn(context, call);
    const auto filter = LayerFilter::of(call);
    if (!filter)
        return refuse(filter.error());
    QList<std::pair<QString, QJsonObject>> all;
    for (const QString &name : context.store().layers().names())
        for (const LayerVersionRecord *version : context.store().layers().versions(name))
            if (filter->matches(*version)) {
                all.append({name, {{QStringLiteral("LayerName"), name}, {QStringLiteral("LayerArn"), layerArn(context.scope(), name)},
                                      {QStringLiteral("LatestMatchingVersion"), listItem(*version, context.scope())}}});
                break;
            }
    return paged(call, QStringLiteral("Layers"), all, layersPageMax);
}

ApiResult<ApiAnswer> listLayerVersions(CloudContext &context, const ApiCall &call)
{
    const auto name = parseLayerName(call.pathParameters.value(0), context.scope(), call.operation);
    if (!name)
        return refuse(name.error());
    const auto filter = LayerFilter::of(call);
    if (!filter)
        return refuse(filter.error());
    QList<std::pair<QString, QJsonObject>> all;
    for (const LayerVersionRecord *version : context.store().layers().versions(*name))
        if (filter->matches(*version)) // the key rises as the version falls, so that a page goes on behind a deleted one
            all.append({QStringLiteral("%1").arg(INT_MAX - version->version, 10, 10, QLatin1Char('0')), listItem(*version, context.scope())});
    return paged(call, QStringLiteral("LayerVersions"), all, layersPageMax);
}

ApiResult<ApiAnswer> deleteLayerVersion(CloudContext &context, const ApiCall &call)
{
    const auto name = parseLayerName(call.pathParameters.value(0), context.scope(), call.operation);
    if (!name)
        return refuse(name.error());
    const auto number = layerVersionNumber(call.pathParameters.value(1));
    if (!number)
        return refuse(number.error());
    if (const auto removed = context.functions.removeLayer(*name, *number); !removed)
        return refuse(removed.error());
    return ApiAnswer::empty(); // one that is gone already is no error, as in AWS
}

} // namespace lathe::handlers
