// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/codedownload.h"
#include "core/limits.h"
#include "core/sha256.h"
#include <QCoreApplication>
#include <QFile>
#include <atomic>

namespace lathe {

namespace {

/// The file while it comes: written and hashed on the transport's thread, under a name of its own until it is whole.
struct Incoming
{
    explicit Incoming(const QString &path) : target(path), file(path + QStringLiteral(".part")) {}
    ~Incoming() { file.remove(); }
    Q_DISABLE_COPY(Incoming)
    QString target;
    QFile file;
    Sha256 hash;
    std::atomic<qint64> bytes = 0;
    std::atomic_bool broken = false;
};

Result<DeployedCode> finished(Incoming &in, const QJsonObject &configuration)
{
    const bool written = !in.broken && in.file.flush();
    const QString problem = in.file.errorString();
    in.file.close();
    const QString hash = QString::fromLatin1(in.hash.result().toBase64());
    if (!written)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The downloaded package %1 cannot be written: %2.").arg(in.target, problem), {}, QStringLiteral("LTH-DEP-031"));
    if (hash != configuration[QStringLiteral("CodeSha256")].toString()) {
        return fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "What was downloaded is not the code of %1: its SHA-256 differs. Try again.")
            .arg(configuration[QStringLiteral("FunctionName")].toString()), hash, QStringLiteral("LTH-DEP-030"));
    }
    if (::rename(QFile::encodeName(in.file.fileName()).constData(), QFile::encodeName(in.target).constData()) != 0)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The downloaded package %1 cannot be written: %2.").arg(in.target, qt_error_string()), {}, QStringLiteral("LTH-DEP-031"));
    return DeployedCode{in.target, in.bytes, hash, configuration};
}

QFuture<Result<DeployedCode>> ready(const tl::unexpected<Error> &error)
{
    QPromise<Result<DeployedCode>> promise;
    promise.start();
    promise.addResult(Result<DeployedCode>(error));
    promise.finish();
    return promise.future();
}

} // namespace

QFuture<Result<DeployedCode>> downloadCode(LambdaClient &client, const QString &function, const QString &file,
    std::function<void(qint64, qint64)> progress, std::function<bool()> isCancelled)
{
    const bool arn = function.startsWith(QStringLiteral("arn:")); // it names its qualifier itself
    const QString name = arn ? function : function.section(u':', 0, 0), qualifier = arn ? QString() : function.section(u':', 1);
    return client.getFunction(name, qualifier).then([=, &client](const Result<QJsonObject> &answer) -> QFuture<Result<DeployedCode>> {
        if (!answer)
            return ready(tl::unexpected(answer.error()));
        const QJsonObject configuration = (*answer)[QStringLiteral("Configuration")].toObject();
        const QString location = (*answer)[QStringLiteral("Code")].toObject()[QStringLiteral("Location")].toString();
        if (configuration[QStringLiteral("PackageType")].toString() == u"Image" || location.isEmpty()) {
            return ready(fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "%1 has no zip that could be downloaded: it is a container image, or the service names no place.").arg(function),
                {}, QStringLiteral("LTH-DEP-032")));
        }
        const auto in = std::make_shared<Incoming>(file);
        if (!in->file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            return ready(fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The downloaded package %1 cannot be written: %2.").arg(file, in->file.errorString()),
                {}, QStringLiteral("LTH-DEP-031")));
        }
        const qint64 total = qint64(configuration[QStringLiteral("CodeSize")].toDouble());
        const auto take = [in, total, progress](const QByteArray &bytes) {
            in->bytes += bytes.size();
            if (in->broken || in->bytes > limits::unzippedBytes || in->file.write(bytes) != bytes.size())
                in->broken = true;
            in->hash.add(bytes);
            if (progress)
                progress(in->bytes, total);
        };
        const auto stop = [in, isCancelled] { return in->broken || (isCancelled && isCancelled()); };
        return client.download(location, take, stop).then([in, configuration](const Result<> &done) -> Result<DeployedCode> {
            if (!done && !in->broken)
                return tl::unexpected(done.error());
            return finished(*in, configuration);
        });
    }).unwrap();
}

} // namespace lathe
