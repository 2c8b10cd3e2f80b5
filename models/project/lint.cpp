// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/checks.h"
#include <QCoreApplication>
#include <QFile>
#include <algorithm>

namespace lathe {

static constexpr qint64 lintBytes = 512 * 1024;

static bool answersHttp(const FunctionDefinition &function)
{
    for (const Trigger &trigger : function.triggers)
        if (trigger.source == EventSource::Api || trigger.source == EventSource::HttpApi || trigger.source == EventSource::FunctionUrl
            || trigger.source == EventSource::Alb)
            return true;
    return false;
}

static bool isWordByte(char c) { return isalnum(uchar(c)) || c == '_' || c == '$'; }

/// True when the word at `at` is the key of an object or dictionary: "StatusCode": … or StatusCode: … after { or , .
static bool isObjectKey(const QByteArray &text, qsizetype at, qsizetype length, bool python)
{
    qsizetype before = at - 1, after = at + length;
    const bool quoted = before >= 0 && (text[before] == '"' || text[before] == '\'') && after < text.size() && text[after] == text[before];
    if (quoted) {
        --before;
        ++after;
    } else if (python) {
        return false;
    }
    while (after < text.size() && isspace(uchar(text[after])))
        ++after;
    if (after >= text.size() || text[after] != ':')
        return false;
    while (before >= 0 && isspace(uchar(text[before])))
        --before;
    // Behind a comment the key still is one: only what can stand before a value excludes it.
    return before >= 0 && text[before] != '?' && text[before] != '[' && text[before] != '(' && text[before] != '=';
}

/// True when the object that holds the key at `at` is given back or kept: behind return, =, => or in callback(null, …).
/// An argument of another call or a value inside a further object, such as body: stringify({ StatusCode: … }), is not.
static bool isAnswer(const QByteArray &text, qsizetype at)
{
    static constexpr qsizetype farthest = 8000;
    int open = 0;
    qsizetype i = at - 1;
    for (; i >= 0 && at - i < farthest; --i) {
        const char c = text[i];
        if (c == '}' || c == ']' || c == ')')
            ++open;
        else if ((c == '{' || c == '[' || c == '(') && --open < 0)
            break;
    }
    if (i < 0 || text[i] != '{')
        return false;
    QByteArray before = text.mid(std::max<qsizetype>(0, i - 80), std::min<qsizetype>(80, i)).trimmed();
    if (before.endsWith('(')) {
        before = before.chopped(1).trimmed();
        for (const char *call : {"callback", "cb", "succeed", "done", "resolve"})
            if (before.endsWith(call))
                return true;
        return before.endsWith("=>") || before.endsWith("return");
    }
    if (before.endsWith(','))
        return before.chopped(1).trimmed().endsWith("null");
    return before.endsWith('=') || before.endsWith("=>") || before.endsWith("return");
}

static bool inComment(const QByteArray &text, qsizetype at, bool python)
{
    const qsizetype lineStart = text.lastIndexOf('\n', at) + 1;
    const QByteArrayView line = QByteArrayView(text).sliced(lineStart, at - lineStart);
    const QByteArray start = line.toByteArray().trimmed();
    return python ? start.startsWith('#') : start.startsWith("//") || start.startsWith('*') || start.startsWith("/*");
}

void lintHandler(const FunctionDefinition &function, DiagnosticSink &sink)
{
    const bool python = function.handlerFile.endsWith(QStringLiteral(".py"));
    const bool script = function.handlerFile.contains(QStringLiteral("js"), Qt::CaseInsensitive) || function.handlerFile.endsWith(QStringLiteral("ts"));
    if (!python && !script)
        return;
    QFile file(function.handlerFile);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray text = file.read(lintBytes);
    static constexpr QByteArrayView key("StatusCode");
    const bool http = answersHttp(function);
    for (qsizetype at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
        const bool whole = (at == 0 || !isWordByte(text[at - 1])) && (at + key.size() >= text.size() || !isWordByte(text[at + key.size()]));
        if (!whole || inComment(text, at, python) || !isObjectKey(text, at, key.size(), python) || !isAnswer(text, at))
            continue;
        const qsizetype lineStart = text.lastIndexOf('\n', at) + 1;
        const int line = int(QByteArrayView(text).first(at).count('\n')) + 1;
        const int column = int(QString::fromUtf8(text.mid(lineStart, at - lineStart)).size()) + 1;
        sink.add({http ? Severity::Error : Severity::Warning, QStringLiteral("LTH-LINT-001"), function.handlerFile, line, column,
            QCoreApplication::translate("lathe", "API Gateway, function URLs and load balancers want statusCode; StatusCode is ignored and the caller gets 200."),
            QCoreApplication::translate("lathe", "Write statusCode with a small s.")});
    }
}

} // namespace lathe
