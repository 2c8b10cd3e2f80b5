// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/awsconfig.h"
#include "aws/credentials.h"
#include "aws/transport.h"
#include <QFuture>
#include <QJsonObject>
#include <QObject>
#include <memory>

namespace lathe {

/// An answer of the Lambda API that is an error in AWS's wire form is an Error with code Api, NotFound (404), Conflict
/// (409, 412) or Throttled (429), text for people, and detail "TypeName: message (request id)".
struct InvokeAnswer
{
    int status = 0;
    QByteArray payload;       ///< Exact bytes.
    QByteArray functionError; ///< X-Amz-Function-Error.
    QByteArray logTail;       ///< Decoded X-Amz-Log-Result.
    QByteArray executedVersion;
};

/// Client of any Lambda-compatible API: signs, sends, retries (standard mode: 3 attempts, full jitter, token bucket),
/// reads AWS's error form. Methods may be called from any thread; futures end exactly once. Owned by its user.
class LambdaClient : public QObject
{
    Q_OBJECT
public:
    LambdaClient(AwsTarget target, Credentials credentials, Transport &transport, QObject *parent = nullptr);
    ~LambdaClient() override;

    QFuture<Result<QJsonObject>> getFunction(const QString &name, const QString &qualifier = {});
    QFuture<Result<QJsonObject>> getFunctionConfiguration(const QString &name, const QString &qualifier = {});
    QFuture<Result<QJsonObject>> listFunctions(); ///< All pages joined: {"Functions": [...]}.
    /// `request` is the API's own JSON without the code; the zip is sent base64 as Code.ZipFile. A request that names its code
    /// (Code, ImageUri) is sent as it is.
    QFuture<Result<QJsonObject>> createFunction(const QJsonObject &request, const QByteArray &zip, std::function<void(qint64, qint64)> onUpload = {});
    QFuture<Result<QJsonObject>> updateFunctionCode(const QString &name, const QJsonObject &request, const QByteArray &zip, std::function<void(qint64, qint64)> onUpload = {});
    QFuture<Result<QJsonObject>> updateFunctionConfiguration(const QString &name, const QJsonObject &request);
    QFuture<Result<>> deleteFunction(const QString &name, const QString &qualifier = {});
    QFuture<Result<QJsonObject>> publishVersion(const QString &name, const QJsonObject &request);
    QFuture<Result<QJsonObject>> listVersions(const QString &name);
    QFuture<Result<QJsonObject>> listAliases(const QString &name); ///< All pages joined: {"Aliases": [...]}.
    QFuture<Result<QJsonObject>> getAlias(const QString &name, const QString &alias);
    QFuture<Result<QJsonObject>> createAlias(const QString &name, const QJsonObject &request);
    QFuture<Result<QJsonObject>> updateAlias(const QString &name, const QString &alias, const QJsonObject &request);
    QFuture<Result<>> deleteAlias(const QString &name, const QString &alias);
    /// Function URLs and resource policies are of a function, or of its alias.
    QFuture<Result<QJsonObject>> getFunctionUrl(const QString &name, const QString &alias = {});
    QFuture<Result<QJsonObject>> createFunctionUrl(const QString &name, const QJsonObject &request, const QString &alias = {});
    QFuture<Result<QJsonObject>> updateFunctionUrl(const QString &name, const QJsonObject &request, const QString &alias = {});
    QFuture<Result<QJsonObject>> getPolicy(const QString &name, const QString &alias = {});
    QFuture<Result<QJsonObject>> addPermission(const QString &name, const QJsonObject &request, const QString &alias = {});
    /// The newest versions of a layer, newest first; one page. No such layer: an empty list.
    QFuture<Result<QJsonObject>> listLayerVersions(const QString &layer);
    QFuture<Result<QJsonObject>> getLayerVersion(const QString &layer, qint64 version);
    /// `request` is the API's own JSON without the content; the zip is sent base64 as Content.ZipFile.
    QFuture<Result<QJsonObject>> publishLayerVersion(const QString &layer, const QJsonObject &request, const QByteArray &zip, std::function<void(qint64, qint64)> onUpload = {});
    QFuture<Result<InvokeAnswer>> invoke(const QString &name, const QByteArray &payload, const QByteArray &invocationType = "RequestResponse",
        const QString &qualifier = {}, const QByteArray &clientContextBase64 = {});
    /// The same with the response as it comes: `onPart` gets exact bytes on the transport's thread. The answer's payload is
    /// empty then, or says what the error was. A stream that broke off: Network LTH-NET-003.
    QFuture<Result<InvokeAnswer>> invokeStreamed(const QString &name, const QByteArray &payload, std::function<void(const QByteArray &)> onPart,
        const QString &qualifier = {}, const QByteArray &clientContextBase64 = {});
    /// Gets what the service named for downloading (Code.Location), without a signature. `onBytes` is called on the transport's
    /// thread, as is `isCancelled`. Any status but 200 is an Error.
    QFuture<Result<>> download(const QString &location, std::function<void(const QByteArray &)> onBytes, std::function<bool()> isCancelled = {});
    const AwsTarget &target() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
