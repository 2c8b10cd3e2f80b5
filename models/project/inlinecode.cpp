// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/inlinecode.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/runtimes.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace lathe {

namespace {

/// What CloudFormation puts beside such code: it tells a stack how its custom resource went, by a PUT to the event's ResponseURL.
constexpr char pythonResponse[] = R"py(import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps({
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: {}".format(context.log_stream_name),
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    })
    print("Response body:")
    print(body)
    request = urllib.request.Request(event["ResponseURL"], data=body.encode(), headers={"content-type": ""}, method="PUT")
    try:
        with urllib.request.urlopen(request) as answer:
            print("Status code:", answer.status)
    except Exception as error:
        print("send(..) failed executing the request:", error)
)py";

constexpr char nodeResponse[] = R"js("use strict";
exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  const body = JSON.stringify({
    Status: responseStatus,
    Reason: "See the details in CloudWatch Log Stream: " + context.logStreamName,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: responseData,
  });
  console.log("Response body:\n", body);
  const url = new URL(event.ResponseURL);
  const client = require(url.protocol === "http:" ? "http" : "https");
  const request = client.request(url, { method: "PUT", headers: { "content-type": "", "content-length": Buffer.byteLength(body) } }, (answer) => {
    console.log("Status code: " + answer.statusCode);
    answer.resume();
    context.done();
  });
  request.on("error", (error) => {
    console.log("send(..) failed executing the request: " + error);
    context.done();
  });
  request.end(body);
};
)js";

Result<> keepFile(const QString &file, const QByteArray &bytes)
{
    if (const auto there = readFile(file); there && *there == bytes)
        return {};
    return writeFileAtomically(file, bytes, 0444);
}

} // namespace

QString inlineCodeFile(const QString &runtime)
{
    switch (runtimeFamily(runtime)) {
    case RuntimeFamily::Python: return QStringLiteral("index.py");
    case RuntimeFamily::Node: return QStringLiteral("index.js");
    default: return {};
    }
}

Result<QString> keepInlineCode(const QString &dir, const QString &fileName, const QString &code)
{
    const QByteArray bytes = code.toUtf8();
    const QByteArray key = QCryptographicHash::hash(fileName.toUtf8() + '\n' + bytes, QCryptographicHash::Sha256).toHex().left(32);
    const auto folder = paths::makePrivate(dir + u'/' + QString::fromLatin1(key));
    if (!folder)
        return folder;
    QList<std::pair<QString, QByteArray>> files{{fileName, bytes}};
    if (fileName.endsWith(QStringLiteral(".py")) && bytes.contains("cfnresponse"))
        files.append({QStringLiteral("cfnresponse.py"), pythonResponse});
    if (fileName.endsWith(QStringLiteral(".js")) && bytes.contains("cfn-response"))
        files.append({QStringLiteral("node_modules/cfn-response/index.js"), nodeResponse});
    for (const auto &[name, content] : std::as_const(files)) {
        const QString file = *folder + u'/' + name;
        if (!QDir().mkpath(QFileInfo(file).path()))
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 could not be made. Check its permissions and the space on the disk.").arg(QFileInfo(file).path()));
        if (const auto written = keepFile(file, content); !written)
            return tl::unexpected(written.error());
    }
    return *folder;
}

} // namespace lathe
