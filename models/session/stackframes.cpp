// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/stackframes.h"
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace lathe {

static QString existing(const QString &root, const QString &rest)
{
    const QString path = QDir::cleanPath(root + u'/' + rest);
    return path.startsWith(root + u'/') && QFileInfo(path).isFile() ? path : QString();
}

/// /var/task/x is the code folder's x, /opt/x that of the last layer that has one.
static QString onHost(const QString &path, const QString &codeDir, const QStringList &layerDirs)
{
    if (path.startsWith(QLatin1String("/var/task/")))
        return codeDir.isEmpty() ? QString() : existing(codeDir, path.mid(10));
    if (path.startsWith(QLatin1String("/opt/"))) {
        for (auto dir = layerDirs.crbegin(); dir != layerDirs.crend(); ++dir)
            if (const QString file = existing(*dir, path.mid(5)); !file.isEmpty())
                return file;
        return {};
    }
    if (!codeDir.isEmpty() && path.startsWith(codeDir + u'/')) // a machine without sandbox shows the real path
        return existing(codeDir, path.mid(codeDir.size() + 1));
    return {};
}

static StackFrame frameOf(const QString &entry, const QString &codeDir, const QStringList &layerDirs)
{
    static const QRegularExpression python(QStringLiteral("File \"(/[^\"]+)\",? [lL]ine (\\d+)"));
    static const QRegularExpression node(QStringLiteral("(?:file://)?(/[^:()\\s]+):(\\d+)(?::(\\d+))?"));
    const QString whole = entry.trimmed(), line = whole.section(u'\n', 0, 0);
    StackFrame frame;
    frame.text = line.simplified();
    frame.source = whole.section(u'\n', 1).section(u'\n', 0, 0).trimmed(); // 3.11 marks the place below it: ^^^^
    QRegularExpressionMatch match = python.match(line);
    if (!match.hasMatch())
        match = node.match(line);
    if (match.hasMatch()) {
        frame.file = onHost(match.captured(1), codeDir, layerDirs);
        frame.line = match.captured(2).toInt();
        frame.column = match.captured(3).toInt();
    }
    return frame;
}

FunctionFailure readFailure(const QByteArray &payload, const QString &codeDir, const QStringList &layerDirs)
{
    FunctionFailure failure;
    const QJsonObject object = QJsonDocument::fromJson(payload).object(); // our own form; the bytes shown stay the exact ones
    failure.type = object.value(QLatin1String("errorType")).toString();
    failure.message = object.value(QLatin1String("errorMessage")).toString();
    QJsonArray trace = object.value(QLatin1String("stackTrace")).toArray();
    failure.innermostLast = !trace.isEmpty();
    if (trace.isEmpty())
        trace = object.value(QLatin1String("trace")).toArray();
    for (const QJsonValue value : trace) {
        if (failure.frames.size() >= 200)
            break;
        // A Python frame is "  File …, line n, in f\n    source\n"; its first line is a place.
        const QString text = value.toString();
        const StackFrame frame = frameOf(text, codeDir, layerDirs);
        if (!frame.text.isEmpty() && !(failure.frames.isEmpty() && frame.line == 0)) // Node's first line repeats the message
            failure.frames.append(frame);
    }
    return failure;
}

} // namespace lathe
