// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include <QRegularExpression>
#include <cstdio>

namespace lathe {

Q_LOGGING_CATEGORY(logRuntime, "lathe.runtime", QtWarningMsg)
Q_LOGGING_CATEGORY(logProcess, "lathe.process", QtWarningMsg)
Q_LOGGING_CATEGORY(logHttp, "lathe.http", QtWarningMsg)
Q_LOGGING_CATEGORY(logCloud, "lathe.cloud", QtWarningMsg)
Q_LOGGING_CATEGORY(logAws, "lathe.aws", QtWarningMsg)
Q_LOGGING_CATEGORY(logUi, "lathe.ui", QtWarningMsg)

namespace {

/// One kind of credential. An expression costs a third of a millisecond to compile, so it is made only where one of its words,
/// in lower case, stands in the text.
struct Rule
{
    const char *words; ///< Separated by spaces.
    const char *pattern;
    const char *with;
    QRegularExpression::PatternOptions options = QRegularExpression::NoPatternOption;
};

constexpr Rule rules[] = {
    {"-----begin", "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", "[redacted]", QRegularExpression::DotMatchesEverythingOption},
    {"authorization x-amz-security-token cookie x-api-key", "(?i)((?:proxy-)?authorization|x-amz-security-token|cookie|set-cookie|x-api-key)(\"?\\s*[:=]\\s*)[^\\r\\n]*", "\\1\\2[redacted]"},
    {"secret session_token sessiontoken passw pwd api_key apikey access_token accesstoken",
        "(?i)(aws_secret_access_key|aws_session_token|secretaccesskey|sessiontoken|secret_?key|password|passwd|pwd|api_?key|access_?token|client_?secret)(\"?\\s*[:=]\\s*\"?)[^\\s\"',;}]+",
        "\\1\\2[redacted]"},
    {"x-amz-signature x-amz-security-token x-amz-credential", "(?i)(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\\s\"]+", "\\1[redacted]"},
    {"bearer", "(?i)\\bBearer\\s+[A-Za-z0-9._~+/=-]{8,}", "Bearer [redacted]"},
    {"://", "([a-z][a-z0-9+.-]*://[^\\s/:@]+:)[^\\s/@]+@", "\\1[redacted]@"},
    {"gh sk- xox", "\\b(gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[bap]-[A-Za-z0-9-]{10,})", "[redacted]"},
};

} // namespace

QString redacted(QString text)
{
    const QByteArray lower = text.toUtf8().toLower();
    for (const Rule &rule : rules) {
        bool found = false;
        for (const QByteArray &word : QByteArray(rule.words).split(' '))
            found = found || lower.contains(word);
        if (found)
            text.replace(QRegularExpression(QString::fromLatin1(rule.pattern), rule.options), QString::fromLatin1(rule.with));
    }
    return text;
}

static void sink(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const char *level = type == QtDebugMsg ? "debug" : type == QtInfoMsg ? "info" : type == QtWarningMsg ? "warning" : "error";
    const QByteArray line = redacted(message).toUtf8();
    std::fprintf(stderr, "%s [%s] %s\n", level, context.category ? context.category : "default", line.constData());
}

void installLogSink(bool verbose)
{
    if (verbose)
        QLoggingCategory::setFilterRules(QStringLiteral("lathe.*.debug=true\nlathe.*.info=true"));
    qInstallMessageHandler(sink);
}

} // namespace lathe
