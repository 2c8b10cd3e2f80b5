// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of a function's environment. Source: "Using Lambda environment variables", AWS developer guide.
#include "core/ids.h"
#include "core/runtimes.h"
#include "runtime/launchplan.h"
#include <QDateTime>

namespace lathe {

static QByteArray randomLetters(int count, const char *alphabet, int letters)
{
    QByteArray text;
    for (const char byte : randomBytes(count))
        text += alphabet[uchar(byte) % letters];
    return text;
}

EnvironmentIdentity EnvironmentIdentity::make(const FunctionSpec &function)
{
    EnvironmentIdentity identity;
    identity.logStream = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy/MM/dd/")) + u'[' + function.version + u']'
        + QString::fromLatin1(randomBytes(16).toHex());
    identity.accessKeyId = "ASIA" + randomLetters(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32);
    identity.secretKey = randomBytes(30).toBase64();
    identity.sessionToken = randomBytes(96).toBase64();
    return identity;
}

/// Names that a function's own variables cannot take.
static bool isReserved(const QByteArray &name)
{
    static const QByteArray names[] = {"_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT",
        "LAMBDA_RUNTIME_DIR"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

QByteArray initializationType(const FunctionSpec &function)
{
    return function.snapStart ? QByteArrayLiteral("snap-start") : function.provisioned ? QByteArrayLiteral("provisioned-concurrency") : QByteArrayLiteral("on-demand");
}

/// Gems of the package and of layers, as built for the runtime that is asked for and for the interpreter that stands for it.
static QList<std::pair<QByteArray, QByteArray>> rubyVariables(const FunctionSpec &function, const Interpreter &interpreter)
{
    QByteArrayList versions{runtimeVersion(function.runtime).toUtf8() + ".0"};
    if (const QByteArray own = interpreter.version.section(u'.', 0, 1).toUtf8() + ".0"; own != versions.first())
        versions.append(own);
    QByteArrayList gems;
    for (const char *place : {"/var/task/vendor/bundle/ruby/", "/opt/ruby/gems/"})
        for (const QByteArray &version : versions)
            gems.append(place + version);
    // LC_CTYPE: the machine rarely has Lambda's locale, and the interpreter takes the encoding of ENV from it; the bootstrap
    // removes it again.
    return {{"GEM_PATH", gems.join(':')}, {"RUBYLIB", "/var/runtime/lib:/opt/ruby/lib"}, {"LC_CTYPE", "C.UTF-8"}};
}

/// An image's own ENV over what a managed runtime would set for its language; Lambda's own names stay Lambda's.
static void setImageVariables(QList<std::pair<QByteArray, QByteArray>> &list, const FunctionSpec &function)
{
    const auto set = [&list](const QByteArray &key, const QByteArray &value) {
        list.removeIf([&key](const auto &known) { return known.first == key; });
        list.emplaceBack(key, value);
    };
    list.removeIf([](const auto &known) { return known.first == "LD_LIBRARY_PATH"; });
    set("AWS_EXECUTION_ENV", "AWS_Lambda_Image");
    set("_HANDLER", function.image.command.isEmpty() ? QByteArray() : function.image.command.constLast().toUtf8());
    set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"); // Docker's, for images without one
    for (const auto &[name, value] : function.image.environment) {
        const QByteArray key = name.toUtf8();
        if (!isReserved(key) || key == "LAMBDA_TASK_ROOT" || key == "LAMBDA_RUNTIME_DIR")
            set(key, value.toUtf8());
    }
}

QList<std::pair<QByteArray, QByteArray>> environmentVariables(const FunctionSpec &function, const EnvironmentIdentity &identity,
    const Interpreter *interpreter)
{
    QList<std::pair<QByteArray, QByteArray>> list{
        {"_HANDLER", function.handler.toUtf8()},
        {"AWS_LAMBDA_FUNCTION_NAME", function.name.toUtf8()},
        {"AWS_LAMBDA_FUNCTION_VERSION", function.version.toUtf8()},
        {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", QByteArray::number(function.memoryMib)},
        {"AWS_LAMBDA_INITIALIZATION_TYPE", initializationType(function)},
        {"AWS_LAMBDA_LOG_GROUP_NAME", (function.logGroup.isEmpty() ? QStringLiteral("/aws/lambda/") + function.name : function.logGroup).toUtf8()},
        {"AWS_LAMBDA_LOG_STREAM_NAME", identity.logStream.toUtf8()},
        {"AWS_REGION", function.region.toUtf8()},
        {"AWS_DEFAULT_REGION", function.region.toUtf8()},
        {"AWS_ACCESS_KEY_ID", identity.accessKeyId},
        {"AWS_SECRET_ACCESS_KEY", identity.secretKey},
        {"AWS_SESSION_TOKEN", identity.sessionToken},
        {"AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"},
        {"AWS_XRAY_DAEMON_ADDRESS", "169.254.100.1:2000"},
        {"_AWS_XRAY_DAEMON_ADDRESS", "169.254.100.1"},
        {"_AWS_XRAY_DAEMON_PORT", "2000"},
        {"AWS_EC2_METADATA_DISABLED", "true"}, // without it SDKs stall on an address that is not there
        {"LAMBDA_TASK_ROOT", "/var/task"},
        {"LAMBDA_RUNTIME_DIR", "/var/runtime"},
        {"LANG", "en_US.UTF-8"},
        {"TZ", ":UTC"},
        {"PATH", "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin"},
        {"LD_LIBRARY_PATH", "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib"},
    };
    const RuntimeFamily family = runtimeFamily(function.runtime);
    if (family != RuntimeFamily::Provided) {
        list.emplaceBack("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime.toUtf8());
        if (function.imageRoot.isEmpty() && family != RuntimeFamily::Java) { // of the shell that starts Lambda's managed runtimes; functions build paths on the first
            list.emplaceBack("PWD", "/var/task");
            list.emplaceBack("SHLVL", "0");
        }
    }
    if (family == RuntimeFamily::Python) {
        list.emplaceBack("PYTHONPATH", "/var/runtime");
        if (runtimeVersion(function.runtime).section(u'.', 1, 1).toInt() >= 12)
            list.emplaceBack("LC_CTYPE", "C.UTF-8"); // what Python sets where the locale of LANG is missing: Amazon Linux 2023 has none
    } else if (family == RuntimeFamily::Node && interpreter) {
        QByteArray path; // layers are made for the runtime that is asked for; another version may stand in for it
        QStringList majors{runtimeVersion(function.runtime).section(u'.', 0, 0), interpreter->version.section(u'.', 0, 0)};
        majors.removeDuplicates();
        majors.removeAll(QString());
        for (const QString &major : std::as_const(majors))
            path += "/opt/nodejs/node" + major.toUtf8() + "/node_modules:";
        list.emplaceBack("NODE_PATH", path + "/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task");
    }
    if (family == RuntimeFamily::Ruby && interpreter)
        list += rubyVariables(function, *interpreter);
    if (family == RuntimeFamily::Java)
        list.emplaceBack("LC_ALL", "C.UTF-8"); // en_US.UTF-8 is rarely on the machine, and newer versions take all categories or none
    if (function.logFormat == LogFormat::Json) {
        list.emplaceBack("AWS_LAMBDA_LOG_FORMAT", "JSON");
        list.emplaceBack("AWS_LAMBDA_LOG_LEVEL", logLevelName(function.applicationLogLevel));
    }
    if (!function.imageRoot.isEmpty())
        setImageVariables(list, function);
    for (const auto &[name, value] : function.environment) {
        const QByteArray key = name.toUtf8();
        if (key.isEmpty() || key.contains('=') || key.contains('\0') || isReserved(key))
            continue;
        list.removeIf([&key](const auto &known) { return known.first == key; });
        list.emplaceBack(key, value.toUtf8());
    }
    return list;
}

// Source: "Using the Lambda Extensions API", configuration of environment variables.
QList<std::pair<QByteArray, QByteArray>> extensionVariables(const QList<std::pair<QByteArray, QByteArray>> &runtimeVariables)
{
    static const QByteArray withheld[] = {"AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_XRAY_CONTEXT_MISSING",
        "AWS_XRAY_DAEMON_ADDRESS", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "PWD", "SHLVL"};
    QList<std::pair<QByteArray, QByteArray>> list;
    for (const auto &variable : runtimeVariables)
        if (!variable.first.startsWith('_') && std::find(std::begin(withheld), std::end(withheld), variable.first) == std::end(withheld))
            list.append(variable);
    return list;
}

} // namespace lathe
