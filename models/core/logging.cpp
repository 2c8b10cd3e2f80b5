// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "core/redactor.h"
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
    return Redactor().of(std::move(text));
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
