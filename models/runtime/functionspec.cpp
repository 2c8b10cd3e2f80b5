// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/functionspec.h"
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

namespace lathe {

static constexpr const char *levelNames[] = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

QByteArray logLevelName(LogLevel level)
{
    return levelNames[int(level)];
}

LogLevel logLevelNamed(const QString &name)
{
    for (int level = 0; level < int(std::size(levelNames)); ++level)
        if (name.compare(QLatin1String(levelNames[level]), Qt::CaseInsensitive) == 0)
            return LogLevel(level);
    return LogLevel::Info;
}

/// With two decimals. QByteArray::number() asks the locale's code first, for a microsecond each.
static QByteArray hundredths(double value)
{
    std::array<char, 340> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2).ptr;
    return QByteArray(text.data(), end - text.data());
}

QByteArray InvocationReport::reportLine() const
{
    QByteArray line = "REPORT RequestId: " + requestId.toUtf8() + "\tDuration: " + hundredths(durationMs)
        + " ms\tBilled Duration: " + QByteArray::number(billedMs) + " ms\tMemory Size: " + QByteArray::number(memoryMib)
        + " MB\tMax Memory Used: " + QByteArray::number(maxMemoryUsedMib) + " MB";
    if (initMs >= 0)
        line += "\tInit Duration: " + hundredths(initMs) + " ms";
    if (restoreMs >= 0)
        line += "\tRestore Duration: " + hundredths(restoreMs) + " ms\tBilled Restore Duration: " + QByteArray::number(qint64(std::ceil(restoreMs))) + " ms";
    if (!status.isEmpty()) {
        line += "\tStatus: " + status.toUtf8();
        if (status == QLatin1String("error") && !errorType.isEmpty())
            line += "\tError Type: " + errorType.toUtf8();
    }
    return line;
}

} // namespace lathe
