// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/linediff.h"
#include <QHash>
#include <QList>
#include <QStringList>
#include <algorithm>

namespace lathe {

namespace {

constexpr int maxDistance = 1000;

struct Step
{
    char kind; ///< ' ', '-' or '+'.
    int before;
    int after;
};

/// Lines with their ends, so that a missing last newline or another line end counts as a difference.
QStringList linesOf(const QString &text)
{
    QStringList lines;
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf(QLatin1Char('\n'), start);
        end = end < 0 ? text.size() : end + 1;
        lines.append(text.mid(start, end - start));
        start = end;
    }
    return lines;
}

/// Myers, "An O(ND) difference algorithm" (1986), greedy, with the frontier of each distance kept for the way back.
QList<Step> steps(const QList<int> &a, const QList<int> &b)
{
    const int n = int(a.size());
    const int m = int(b.size());
    const int limit = std::min(n + m, maxDistance);
    QList<QList<int>> trail;
    QList<int> frontier(2 * limit + 3, 0);
    const auto at = [&](int k) -> int & { return frontier[k + limit + 1]; };
    int found = -1;
    for (int d = 0; d <= limit && found < 0; ++d) {
        trail.append(frontier.mid(limit + 1 - d, 2 * d + 1));
        for (int k = -d; k <= d; k += 2) {
            int x = (k == -d || (k != d && at(k - 1) < at(k + 1))) ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && a[x] == b[x - k])
                ++x;
            at(k) = x;
            if (x >= n && x - k >= m) {
                found = d;
                break;
            }
        }
    }
    QList<Step> out;
    int x = n;
    int y = m;
    if (found < 0) {
        for (int i = 0; i < n; ++i)
            out.append({'-', i, 0});
        for (int i = 0; i < m; ++i)
            out.append({'+', n, i});
        return out;
    }
    for (int d = found; d > 0; --d) {
        // trail[d] holds the frontier before distance d, for k from -d to d.
        const QList<int> &before = trail[d];
        const auto value = [&](int k) { return before.value(k + d, -1); };
        const int k = x - y;
        const bool down = k == -d || (k != d && value(k - 1) < value(k + 1));
        const int from = down ? k + 1 : k - 1;
        const int px = value(from);
        const int py = px - from;
        // The step leads to (px, py + 1) or (px + 1, py); what lies behind it is equal.
        const int sx = down ? px : px + 1;
        const int sy = down ? py + 1 : py;
        while (x > sx && y > sy) {
            --x;
            --y;
            out.append({' ', x, y});
        }
        if (down)
            out.append({'+', x, --y});
        else
            out.append({'-', --x, y});
    }
    while (x > 0 && y > 0) {
        --x;
        --y;
        out.append({' ', x, y});
    }
    std::reverse(out.begin(), out.end());
    return out;
}

} // namespace

QString unifiedDiff(const QString &before, const QString &after, const QString &beforeName, const QString &afterName, int context)
{
    if (before == after)
        return {};
    const QStringList a = linesOf(before);
    const QStringList b = linesOf(after);
    QHash<QString, int> ids;
    const auto idsOf = [&ids](const QStringList &lines) {
        QList<int> list;
        for (const QString &line : lines)
            list.append(ids.contains(line) ? ids.value(line) : *ids.insert(line, int(ids.size())));
        return list;
    };
    const QList<Step> all = steps(idsOf(a), idsOf(b));
    QString out = QStringLiteral("--- %1\n+++ %2\n").arg(beforeName, afterName);
    const auto put = [&out](char kind, const QString &line) {
        out.append(QLatin1Char(kind)).append(line);
        if (!line.endsWith(QLatin1Char('\n')))
            out.append(QStringLiteral("\n\\ No newline at end of file\n"));
    };
    qsizetype i = 0;
    while (i < all.size()) {
        while (i < all.size() && all[i].kind == ' ')
            ++i;
        if (i >= all.size())
            break;
        const qsizetype start = std::max<qsizetype>(0, i - context);
        qsizetype end = i;
        qsizetype quiet = 0;
        for (qsizetype j = i; j < all.size() && quiet <= 2 * context; ++j) {
            quiet = all[j].kind == ' ' ? quiet + 1 : 0;
            if (all[j].kind != ' ')
                end = j + 1;
        }
        end = std::min<qsizetype>(all.size(), end + context);
        int minus = 0;
        int plus = 0;
        for (qsizetype j = start; j < end; ++j) {
            minus += all[j].kind != '+';
            plus += all[j].kind != '-';
        }
        out.append(QStringLiteral("@@ -%1,%2 +%3,%4 @@\n").arg(all[start].before + (minus ? 1 : 0)).arg(minus).arg(all[start].after + (plus ? 1 : 0)).arg(plus));
        for (qsizetype j = start; j < end; ++j)
            put(all[j].kind, all[j].kind == '+' ? b[all[j].after] : a[all[j].before]);
        i = end;
    }
    return out;
}

} // namespace lathe
