// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reportline.h"
#include <QByteArray>
#include <QList>

namespace lathe {

std::optional<InvocationReport> parseReportLine(QByteArrayView log)
{
    const QByteArray text = log.toByteArray();
    qsizetype start = text.lastIndexOf("REPORT RequestId: ");
    if (start < 0 || (start > 0 && text.at(start - 1) != '\n'))
        return std::nullopt;
    const qsizetype end = text.indexOf('\n', start);
    const QByteArray line = text.mid(start + 7, end < 0 ? -1 : end - start - 7);
    InvocationReport report;
    bool any = false;
    for (const QByteArray &field : line.split('\t')) {
        const qsizetype colon = field.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArray key = field.left(colon).trimmed();
        const QByteArray value = field.mid(colon + 1).trimmed();
        const double number = value.left(value.indexOf(' ') < 0 ? value.size() : value.indexOf(' ')).toDouble();
        if (key == "RequestId")
            report.requestId = QString::fromLatin1(value);
        else if (key == "Duration") {
            report.durationMs = number;
            any = true;
        } else if (key == "Billed Duration")
            report.billedMs = qint64(number);
        else if (key == "Memory Size")
            report.memoryMib = int(number);
        else if (key == "Max Memory Used")
            report.maxMemoryUsedMib = int(number);
        else if (key == "Init Duration")
            report.initMs = number;
        else if (key == "Restore Duration")
            report.restoreMs = number;
        else if (key == "Status")
            report.status = QString::fromLatin1(value);
        else if (key == "Error Type")
            report.errorType = QString::fromLatin1(value);
    }
    return any ? std::optional(report) : std::nullopt;
}

} // namespace lathe
