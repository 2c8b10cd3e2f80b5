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

QString redacted(QString text)
{
    struct Rule { QRegularExpression pattern; QString with; };
    static const QList<Rule> rules{
        {QRegularExpression(QStringLiteral("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)"),
             QRegularExpression::DotMatchesEverythingOption), QStringLiteral("[redacted]")},
        {QRegularExpression(QStringLiteral("(?i)((?:proxy-)?authorization|x-amz-security-token|cookie|set-cookie|x-api-key)(\"?\\s*[:=]\\s*)[^\\r\\n]*")),
            QStringLiteral("\\1\\2[redacted]")},
        {QRegularExpression(QStringLiteral("(?i)(aws_secret_access_key|aws_session_token|secretaccesskey|sessiontoken|secret_?key|password|passwd|pwd|api_?key|access_?token|client_?secret)(\"?\\s*[:=]\\s*\"?)[^\\s\"',;}]+")),
            QStringLiteral("\\1\\2[redacted]")},
        {QRegularExpression(QStringLiteral("(?i)(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\\s\"]+")), QStringLiteral("\\1[redacted]")},
        {QRegularExpression(QStringLiteral("(?i)\\bBearer\\s+[A-Za-z0-9._~+/=-]{8,}")), QStringLiteral("Bearer [redacted]")},
        {QRegularExpression(QStringLiteral("([a-z][a-z0-9+.-]*://[^\\s/:@]+:)[^\\s/@]+@")), QStringLiteral("\\1[redacted]@")},
        {QRegularExpression(QStringLiteral("\\b(gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[bap]-[A-Za-z0-9-]{10,})")), QStringLiteral("[redacted]")},
    };
    for (const Rule &rule : rules)
        text.replace(rule.pattern, rule.with);
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
