// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/rundifference.h"
#include "core/jsontree.h"
#include <QRegularExpression>
#include <algorithm>
#include <vector>

namespace lathe {

static constexpr qsizetype mostLines = 2000; // the table of the comparison grows with the square

static void addFact(QList<RunDifference> &all, const QString &what, const QByteArray &before, const QByteArray &after)
{
    if (before != after)
        all.append({RunDifference::Changed, what, {}, before, after});
}

static void addResponse(QList<RunDifference> &all, const QByteArray &before, const QByteArray &after)
{
    if (before == after)
        return;
    const auto a = JsonTree::parse(before), b = JsonTree::parse(after);
    if (!a || !b) {
        all.append({RunDifference::Changed, QStringLiteral("response"), {}, before, after});
        return;
    }
    for (const JsonDifference &one : jsonDifferences(*a, *b))
        all.append({one.kind == JsonDifference::Added ? RunDifference::Added : one.kind == JsonDifference::Removed ? RunDifference::Removed : RunDifference::Changed,
            QStringLiteral("response"), one.path, one.before, one.after});
}

/// The function's own lines, without what differs between any two runs.
static QByteArrayList ownLines(const HistoryEntry &entry)
{
    static const QRegularExpression time(QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?"));
    QByteArrayList lines;
    for (QByteArray line : entry.outcome.log.split('\n')) {
        if (line.isEmpty() || line.startsWith("START RequestId") || line.startsWith("END RequestId") || line.startsWith("REPORT RequestId") || line.startsWith("INIT_START"))
            continue;
        if (!entry.outcome.report.requestId.isEmpty())
            line.replace(entry.outcome.report.requestId.toUtf8(), "<request id>");
        lines.append(line.isValidUtf8() ? QString::fromUtf8(line).replace(time, QStringLiteral("<time>")).toUtf8() : line);
        if (lines.size() == mostLines)
            break;
    }
    return lines;
}

/// Longest common subsequence.
static void addLog(QList<RunDifference> &all, const QByteArrayList &a, const QByteArrayList &b)
{
    const std::size_t width = std::size_t(b.size()) + 1;
    std::vector<quint16> common((std::size_t(a.size()) + 1) * width, 0);
    for (qsizetype i = a.size() - 1; i >= 0; --i)
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            common[std::size_t(i) * width + std::size_t(j)] = a[i] == b[j] ? quint16(common[std::size_t(i + 1) * width + std::size_t(j) + 1] + 1)
                                                                          : std::max(common[std::size_t(i + 1) * width + std::size_t(j)], common[std::size_t(i) * width + std::size_t(j) + 1]);
    for (qsizetype i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            ++i;
            ++j;
        } else if (j == b.size() || (i < a.size() && common[std::size_t(i + 1) * width + std::size_t(j)] >= common[std::size_t(i) * width + std::size_t(j) + 1])) {
            all.append({RunDifference::Removed, QStringLiteral("log"), {}, a[i++], {}});
        } else {
            all.append({RunDifference::Added, QStringLiteral("log"), {}, {}, b[j++]});
        }
    }
}

QList<RunDifference> runDifferences(const HistoryEntry &before, const HistoryEntry &after)
{
    QList<RunDifference> all;
    const InvocationReport &a = before.outcome.report, &b = after.outcome.report;
    addFact(all, QStringLiteral("status"), before.status().toUtf8(), after.status().toUtf8());
    addFact(all, QStringLiteral("errorType"), a.errorType.toUtf8(), b.errorType.toUtf8());
    addFact(all, QStringLiteral("function"), before.function.toUtf8(), after.function.toUtf8());
    addFact(all, QStringLiteral("runtime"), before.runtime.toUtf8(), after.runtime.toUtf8());
    addFact(all, QStringLiteral("codeHash"), before.codeHash.toUtf8(), after.codeHash.toUtf8());
    addFact(all, QStringLiteral("environmentHash"), before.environmentHash.toUtf8(), after.environmentHash.toUtf8());
    if (before.event != after.event)
        all.append({RunDifference::Changed, QStringLiteral("event"), {}, before.event, after.event});
    addResponse(all, before.outcome.payload, after.outcome.payload);
    addLog(all, ownLines(before), ownLines(after));
    addFact(all, QStringLiteral("durationMs"), QByteArray::number(a.durationMs), QByteArray::number(b.durationMs));
    addFact(all, QStringLiteral("billedDurationMs"), QByteArray::number(a.billedMs), QByteArray::number(b.billedMs));
    addFact(all, QStringLiteral("initDurationMs"), a.initMs < 0 ? QByteArray() : QByteArray::number(a.initMs), b.initMs < 0 ? QByteArray() : QByteArray::number(b.initMs));
    addFact(all, QStringLiteral("memorySizeMb"), QByteArray::number(a.memoryMib), QByteArray::number(b.memoryMib));
    addFact(all, QStringLiteral("maxMemoryUsedMb"), QByteArray::number(a.maxMemoryUsedMib), QByteArray::number(b.maxMemoryUsedMib));
    return all;
}

} // namespace lathe
