// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfile.h"
#include "core/limits.h"
#include <QIODevice>

namespace lathe {

QByteArray historyLines(const QList<HistoryEntry> &newestFirst)
{
    QByteArray lines;
    for (auto it = newestFirst.crbegin(); it != newestFirst.crend(); ++it)
        lines += entryLine(*it);
    return lines;
}

Result<QList<HistoryEntry>> historyFromLines(QIODevice &device, const QString &name)
{
    QList<HistoryEntry> entries;
    for (int number = 1; !device.atEnd(); ++number) {
        const QByteArray text = device.readLine(limits::historyLineBytes);
        if (text.trimmed().isEmpty())
            continue;
        const auto entry = entryFromLine(text);
        if (!entry)
            return fail(entry.error().code, QStringLiteral("%1:%2: %3").arg(name).arg(number).arg(entry.error().text));
        entries.append(*entry);
    }
    return entries;
}

} // namespace lathe
