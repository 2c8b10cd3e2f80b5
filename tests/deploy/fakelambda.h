// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpserver.h"
#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lathe::test {

/// A Lambda with one function's state, revision ids and update states that need some polls, and faults on demand.
struct FakeLambda
{
    HttpServer server;
    quint16 port = 0;
    QJsonObject function;          ///< Empty: does not exist.
    QStringList calls;             ///< "PUT code" …
    QString imageUri;              ///< Of the code, when it is an image.
    QHash<QString, QString> registry; ///< Digests of tags.
    int pollsUntilReady = 1;       ///< Polls that see InProgress after a write.
    int pending = 0;
    int revision = 0;
    int versions = 0;
    bool failUpdate = false;
    /// Called before a write is carried out and after it; true: the connection is broken there.
    std::function<bool(const QString &call)> breakBefore, breakAfter;
    std::function<void(const QString &call)> onCall;

    FakeLambda()
        : server([] { HttpLimits l; l.bodyBytes = 80 * 1024 * 1024; return l; }())
    {
        server.setHandler([this](HttpExchange *x) {
            QObject::connect(x, &HttpExchange::bodyCompleted, x, [this, x] { handle(x); });
        });
        port = server.listenLoopback(0).value_or(0);
    }

    void touch()
    {
        function[QStringLiteral("RevisionId")] = QStringLiteral("rev-%1").arg(++revision);
        function[QStringLiteral("LastModified")] = QStringLiteral("2026-11-22T14:02:00.000+0000");
        pending = pollsUntilReady;
        state();
    }
    void state()
    {
        const bool waiting = pending > 0;
        function[QStringLiteral("LastUpdateStatus")] = waiting ? QStringLiteral("InProgress") : failUpdate ? QStringLiteral("Failed") : QStringLiteral("Successful");
        function[QStringLiteral("LastUpdateStatusReason")] = QStringLiteral("the reason");
        function[QStringLiteral("State")] = waiting && calls.contains(QStringLiteral("POST functions")) && versions == 0 && revision == 1 ? QStringLiteral("Pending") : QStringLiteral("Active");
    }
    static void error(HttpExchange *x, int status, const QByteArray &type, const QByteArray &message)
    {
        x->respond(status, {{"x-amzn-ErrorType", type}}, "{\"message\":\"" + message + "\"}");
    }
    static void json(HttpExchange *x, int status, const QJsonObject &o)
    {
        x->respond(status, {{"Content-Type", "application/json"}}, QJsonDocument(o).toJson(QJsonDocument::Compact));
    }
    void setCode(const QByteArray &zip)
    {
        function[QStringLiteral("CodeSha256")] = QString::fromLatin1(QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toBase64());
        function[QStringLiteral("CodeSize")] = zip.size();
    }
    void takeCode(const QJsonObject &code)
    {
        imageUri = code[QStringLiteral("ImageUri")].toString();
        if (imageUri.isEmpty())
            return setCode(QByteArray::fromBase64(code[QStringLiteral("ZipFile")].toString().toLatin1()));
        function[QStringLiteral("CodeSha256")] = registry.value(imageUri, imageUri.section(QStringLiteral("@sha256:"), 1));
        function[QStringLiteral("CodeSize")] = 0;
    }
    void setConfiguration(const QJsonObject &request)
    {
        for (auto it = request.begin(); it != request.end(); ++it) {
            if (it.key() == u"Code" || it.key() == u"RevisionId" || it.key() == u"ZipFile" || it.key() == u"ImageUri" || it.key() == u"Tags")
                continue;
            if (it.key() == u"ImageConfig") {
                function[QStringLiteral("ImageConfigResponse")] = QJsonObject{{it.key(), it.value()}};
                continue;
            }
            if (it.key() == u"Layers") {
                QJsonArray layers;
                for (const auto v : it.value().toArray())
                    layers.append(QJsonObject{{QStringLiteral("Arn"), v}, {QStringLiteral("CodeSize"), 1}});
                function[it.key()] = layers;
            } else {
                function[it.key()] = it.value();
            }
        }
    }
    void handle(HttpExchange *x)
    {
        const QByteArray path = x->request().path();
        QByteArray rest = path.mid(QByteArray("/2015-03-31/functions").size());
        const QString call = QString::fromLatin1(x->request().method + ' ' + (rest.isEmpty() ? QByteArray("functions") : rest.count('/') == 1 ? QByteArray("function") : rest.mid(rest.lastIndexOf('/') + 1)));
        calls.append(call);
        if (onCall)
            onCall(call);
        if (breakBefore && breakBefore(call)) {
            x->abort();
            return;
        }
        const QJsonObject request = QJsonDocument::fromJson(x->body()).object();
        answer(x, call, request);
    }
    void answer(HttpExchange *x, const QString &call, const QJsonObject &request)
    {
        if (call.startsWith(u"GET")) {
            if (function.isEmpty())
                return error(x, 404, "ResourceNotFoundException", "Function not found");
            if (call == u"GET configuration" && pending > 0)
                --pending;
            else if (call == u"GET configuration" && function[QStringLiteral("LastUpdateStatus")].toString() == u"InProgress") {
                state(); // A new revision when the update ends, as AWS gives it.
                function[QStringLiteral("RevisionId")] = QStringLiteral("rev-%1").arg(++revision);
            }
            return json(x, 200, call == u"GET configuration" ? function : QJsonObject{{QStringLiteral("Configuration"), function}, {QStringLiteral("Code"), imageUri.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("ImageUri"), imageUri}, {QStringLiteral("ResolvedImageUri"), imageUri.section(u'@', 0, 0) + QStringLiteral("@sha256:") + function[QStringLiteral("CodeSha256")].toString()}}}});
        }
        if (call == u"POST functions") {
            if (!function.isEmpty())
                return error(x, 409, "ResourceConflictException", "Function already exist");
            setConfiguration(request);
            function[QStringLiteral("FunctionArn")] = QStringLiteral("arn:aws:lambda:eu-west-1:1:function:") + request[QStringLiteral("FunctionName")].toString();
            takeCode(request[QStringLiteral("Code")].toObject());
            touch();
        } else {
            if (pending > 0)
                return error(x, 409, "ResourceConflictException", "An update is in progress");
            const QString expected = request[QStringLiteral("RevisionId")].toString();
            if (!expected.isEmpty() && expected != function[QStringLiteral("RevisionId")].toString())
                return error(x, 412, "PreconditionFailedException", "The RevisionId does not match");
            if (call == u"POST versions")
                return json(x, 201, {{QStringLiteral("Version"), QString::number(++versions)}});
            setConfiguration(request);
            if (call == u"PUT code")
                takeCode(request);
            touch();
        }
        if (breakAfter && breakAfter(call)) {
            x->abort();
            return;
        }
        json(x, 200, function);
    }
    int count(const QString &call) const { return int(calls.count(call)); }
};

} // namespace lathe::test
