// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/sigv4.h"
#include "cloud/endpoint.h"
#include "core/paths.h"
#include "core/result.h"
#include "http/httptypes.h"
#include "package/packagewriter.h"
#include "process/sandboxcapabilities.h"
#include "runtime/runtimeservice.h"
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <memory>

/// Test support: an endpoint in this process with a real runtime, and a client that speaks raw HTTP to it, so that the tests
/// see exactly what goes over the wire.
namespace lathe {

struct Answer
{
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    QByteArray header(const char *name) const { return headerValue(headers, name); }
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString text(const char *key) const { return json().value(QLatin1String(key)).toString(); }
    QByteArray errorType() const { return header("x-amzn-ErrorType"); }
    /// "status type: message", for comparing whole errors.
    QString error() const
    {
        const QJsonObject o = json();
        const QString message = o.value(QLatin1String(o.contains(QLatin1String("message")) ? "message" : "Message")).toString();
        return QStringLiteral("%1 %2: %3").arg(status).arg(QString::fromLatin1(errorType()), message);
    }
};

/// One connection; requests go out as given.
class RawClient
{
public:
    explicit RawClient(quint16 port) { m_socket.connectToHost(QStringLiteral("127.0.0.1"), port); }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    /// Reads one answer; pumps the event loop, because the server is in this thread.
    Answer receive(int timeoutMs = 20000)
    {
        Answer answer;
        // An event loop that ends with the bytes: QTest::qWaitFor() looks every 10 ms only.
        const auto pump = [&](auto &&ready) {
            QEventLoop loop;
            const auto look = [&] {
                m_in += m_socket.readAll();
                if (ready() || m_socket.state() == QAbstractSocket::UnconnectedState)
                    loop.quit();
            };
            QObject::connect(&m_socket, &QIODevice::readyRead, &loop, look);
            QObject::connect(&m_socket, &QAbstractSocket::disconnected, &loop, look);
            QTimer timeout; // QTimer::singleShot() would stay until it fires
            QObject::connect(&timeout, &QTimer::timeout, &loop, &QEventLoop::quit);
            timeout.start(timeoutMs);
            m_in += m_socket.readAll();
            if (!ready() && m_socket.state() != QAbstractSocket::UnconnectedState)
                loop.exec();
        };
        pump([&] { return m_in.contains("\r\n\r\n"); });
        const qsizetype end = m_in.indexOf("\r\n\r\n");
        if (end < 0)
            return answer;
        const auto lines = m_in.first(end).split('\n');
        answer.status = lines.value(0).split(' ').value(1).toInt();
        for (const QByteArray &line : lines.mid(1))
            answer.headers.append({line.first(line.indexOf(':')), line.mid(line.indexOf(':') + 1).trimmed()});
        const qsizetype length = answer.header("Content-Length").toLongLong();
        pump([&] { return m_in.size() >= end + 4 + length; });
        answer.body = m_in.mid(end + 4, length);
        m_in.remove(0, end + 4 + length);
        return answer;
    }
    QTcpSocket &socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    QByteArray m_in;
};

struct Call
{
    QByteArray method = "GET";
    QByteArray target;
    QByteArray body = {};
    sigv4::Headers headers = {};
    QByteArray service = "lambda";
};

class EndpointFixture
{
public:
    EndpointFixture() { restart(); }

    /// Ends the endpoint, if there is one, and starts another on the same folder.
    void restart()
    {
        client.reset();
        endpoint.reset();
        runtime.reset();
        RuntimeOptions options;
        options.sandbox = probeSandbox();
        options.bootstrapDir = paths::resources() + QStringLiteral("/runtimes");
        options.workDir = dir.path() + QStringLiteral("/work");
        QDir().mkpath(options.workDir);
        options.pool = pool;
        runtime = std::make_unique<RuntimeService>(options);
        auto workspace = Workspace::open(dir.path() + QStringLiteral("/state"));
        QVERIFY2(workspace.has_value(), "workspace");
        endpoint = std::make_unique<Endpoint>(*workspace, *runtime);
        const auto port = endpoint->start();
        QVERIFY2(port.has_value(), port ? "" : qPrintable(port.error().text));
        client = std::make_unique<RawClient>(*port);
    }

    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(endpoint->port()); }
    const Credentials &keys() const { return endpoint->workspace().credentials; }

    QByteArray bytesOf(const Call &call, const Credentials &credentials, const QDateTime &now = QDateTime::currentDateTimeUtc()) const
    {
        const qsizetype mark = call.target.indexOf('?');
        sigv4::Request request{call.method, mark < 0 ? call.target : call.target.first(mark), mark < 0 ? QByteArray() : call.target.mid(mark + 1),
            {{"Host", host()}}, sigv4::sha256Hex(call.body)};
        request.headers += call.headers;
        const auto added = sigv4::sign(request, credentials, {"us-east-1", call.service}, now);
        QByteArray bytes = call.method + ' ' + call.target + " HTTP/1.1\r\n";
        for (const auto &[name, value] : request.headers + added)
            bytes += name + ": " + value + "\r\n";
        return bytes + "Content-Length: " + QByteArray::number(call.body.size()) + "\r\n\r\n" + call.body;
    }
    Answer exchange(const QByteArray &bytes)
    {
        if (!client || client->socket().state() == QAbstractSocket::UnconnectedState)
            client = std::make_unique<RawClient>(endpoint->port());
        client->send(bytes);
        const Answer answer = client->receive();
        if (answer.header("Connection").toLower() == "close")
            client.reset();
        return answer;
    }
    /// A request with the workspace's signature.
    Answer call(const Call &call) { return exchange(bytesOf(call, keys())); }
    Answer get(const QByteArray &target) { return call({"GET", target}); }
    Answer json(const QByteArray &method, const QByteArray &target, const QJsonObject &object)
    {
        return call({method, target, QJsonDocument(object).toJson(QJsonDocument::Compact)});
    }

    /// A zip with one file.
    QByteArray zip(const QByteArray &content, const QString &name = QStringLiteral("app.py"))
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            return {};
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ReadOther);
        file.close();
        PackageSpec spec;
        spec.rootDir = folder.path();
        spec.defaultExcludes = false;
        const QString target = dir.filePath(QStringLiteral("made.zip"));
        if (const auto report = writePackage(spec, target); !report)
            return {};
        QFile made(target);
        return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
    }
    QJsonObject createRequest(const QString &name, const QByteArray &python = "def handler(event, context):\n    return event\n")
    {
        return {{QStringLiteral("FunctionName"), name}, {QStringLiteral("Runtime"), QStringLiteral("python3.11")},
            {QStringLiteral("Role"), QStringLiteral("arn:aws:iam::000000000000:role/r")}, {QStringLiteral("Handler"), QStringLiteral("app.handler")},
            {QStringLiteral("Code"), QJsonObject{{QStringLiteral("ZipFile"), QString::fromLatin1(zip(python).toBase64())}}}};
    }
    Answer create(const QString &name, const QByteArray &python = "def handler(event, context):\n    return event\n")
    {
        return json("POST", "/2015-03-31/functions", createRequest(name, python));
    }
    /// Waits as the SDKs' waiters do: State Active and LastUpdateStatus Successful.
    static QElapsedTimer started()
    {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }
    bool settle(const QByteArray &name, const QByteArray &qualifier = {})
    {
        const QByteArray target = "/2015-03-31/functions/" + name + "/configuration" + (qualifier.isEmpty() ? QByteArray() : "?Qualifier=" + qualifier);
        for (QElapsedTimer clock = started(); clock.elapsed() < 20000;) {
            const QJsonObject o = get(target).json();
            if (o.value(QLatin1String("State")).toString() == QLatin1String("Active") && o.value(QLatin1String("LastUpdateStatus")).toString() == QLatin1String("Successful"))
                return true;
        }
        return false;
    }
    bool createSettled(const QString &name, const QByteArray &python = "def handler(event, context):\n    return event\n")
    {
        return create(name, python).status == 201 && settle(name.toLatin1());
    }

    bool deleteAll()
    {
        const QJsonArray all = get("/2015-03-31/functions").json().value(QLatin1String("Functions")).toArray();
        for (const QJsonValue &one : all)
            if (call({"DELETE", "/2015-03-31/functions/" + one.toObject().value(QLatin1String("FunctionName")).toString().toLatin1()}).status != 204)
                return false;
        return true;
    }

    QTemporaryDir dir;
    PoolLimits pool; ///< For the next restart().
    std::unique_ptr<RuntimeService> runtime;
    std::unique_ptr<Endpoint> endpoint;
    std::unique_ptr<RawClient> client;
};

} // namespace lathe
