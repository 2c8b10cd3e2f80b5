// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/diff/textdiff.h"
#include <QByteArrayView>
#include <QList>
#include <QStringDecoder>
#include <algorithm>
#include <vector>

namespace lathe {

namespace {

constexpr int maxEdits = 2000; ///< Beyond it what is left counts as replaced: 16 MB of trace at most.

struct Step
{
    char kind; ///< ' ', '-' or '+'
    int before, after; ///< Line numbers from 0 at which it stands.
};

std::vector<QByteArrayView> linesOf(const QByteArray &text)
{
    std::vector<QByteArrayView> lines;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype end = text.indexOf('\n', from);
        const qsizetype to = end < 0 ? text.size() : end + 1;
        lines.push_back(QByteArrayView(text).sliced(from, to - from));
        from = to;
    }
    return lines;
}

using Lines = std::vector<QByteArrayView>;

/// The steps between two runs of lines that begin and end differently; false when there are too many.
bool shortest(const Lines &a, int aFrom, int aTo, const Lines &b, int bFrom, int bTo, std::vector<Step> &steps)
{
    const int n = aTo - aFrom, m = bTo - bFrom, most = std::min(n + m, maxEdits);
    std::vector<int> furthest(std::size_t(2 * most + 3), 0);
    std::vector<std::vector<int>> trace;
    const auto at = [&](int k) -> int & { return furthest[std::size_t(k + most + 1)]; };
    for (int d = 0; d <= most; ++d) {
        trace.emplace_back(furthest.begin() + (most + 1 - d - 1), furthest.begin() + (most + 1 + d + 2)); // diagonals -d-1 … d+1
        for (int k = -d; k <= d; k += 2) {
            int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
            int y = x - k;
            while (x < n && y < m && a[std::size_t(aFrom + x)] == b[std::size_t(bFrom + y)]) {
                ++x;
                ++y;
            }
            at(k) = x;
            if (x < n || y < m)
                continue;
            // Back along the trace.
            std::vector<Step> reversed;
            for (int e = d; e >= 0; --e) {
                const auto &then = trace[std::size_t(e)];
                const auto was = [&](int diagonal) { return then[std::size_t(diagonal + e + 1)]; };
                const int kk = x - y;
                const int from = kk == -e || (kk != e && was(kk - 1) < was(kk + 1)) ? kk + 1 : kk - 1;
                const int startX = e == 0 ? 0 : was(from), startY = e == 0 ? 0 : startX - from;
                while (x > startX && y > startY) {
                    --x;
                    --y;
                    reversed.push_back({' ', aFrom + x, bFrom + y});
                }
                if (e == 0)
                    break;
                if (from == kk + 1)
                    reversed.push_back({'+', aFrom + startX, bFrom + startY});
                else
                    reversed.push_back({'-', aFrom + startX, bFrom + startY});
                x = startX;
                y = startY;
            }
            steps.insert(steps.end(), reversed.rbegin(), reversed.rend());
            return true;
        }
    }
    return false;
}

std::vector<Step> stepsBetween(const Lines &a, const Lines &b, bool &given)
{
    const int n = int(a.size()), m = int(b.size());
    int head = 0, tail = 0;
    while (head < std::min(n, m) && a[std::size_t(head)] == b[std::size_t(head)])
        ++head;
    while (tail < std::min(n, m) - head && a[std::size_t(n - 1 - tail)] == b[std::size_t(m - 1 - tail)])
        ++tail;
    std::vector<Step> steps;
    for (int i = 0; i < head; ++i)
        steps.push_back({' ', i, i});
    if (!shortest(a, head, n - tail, b, head, m - tail, steps)) {
        given = true;
        for (int i = head; i < n - tail; ++i)
            steps.push_back({'-', i, head});
        for (int i = head; i < m - tail; ++i)
            steps.push_back({'+', n - tail, i});
    }
    for (int i = tail; i > 0; --i)
        steps.push_back({' ', n - i, m - i});
    return steps;
}

QString range(int from, int count) { return count == 1 ? QString::number(from + 1) : QStringLiteral("%1,%2").arg(count == 0 ? from : from + 1).arg(count); }

} // namespace

bool isText(const QByteArray &bytes)
{
    if (bytes.contains('\0'))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString ignored = decoder(bytes);
    Q_UNUSED(ignored)
    return !decoder.hasError();
}

TextDiff unifiedDiff(const QByteArray &before, const QByteArray &after, int context, int maxLines)
{
    TextDiff result;
    const Lines a = linesOf(before), b = linesOf(after);
    const std::vector<Step> steps = stepsBetween(a, b, result.cut);
    const int count = int(steps.size());
    int lines = 0;
    for (int i = 0; i < count;) {
        if (steps[std::size_t(i)].kind == ' ') {
            ++i;
            continue;
        }
        const int from = std::max(0, i - context);
        int last = i; // the last change of this hunk
        for (int j = i; j < count && j - last <= 2 * context + 1; ++j)
            if (steps[std::size_t(j)].kind != ' ')
                last = j;
        const int to = std::min(count, last + context + 1);
        int removed = 0, added = 0;
        for (int j = from; j < to; ++j) {
            removed += steps[std::size_t(j)].kind != '+';
            added += steps[std::size_t(j)].kind != '-';
        }
        const Step &first = steps[std::size_t(from)];
        result.text += QStringLiteral("@@ -%1 +%2 @@\n").arg(range(first.before, removed), range(first.after, added));
        for (int j = from; j < to; ++j) {
            if (++lines > maxLines) {
                result.cut = true;
                return result;
            }
            const Step &s = steps[std::size_t(j)];
            const QByteArrayView line = s.kind == '+' ? b[std::size_t(s.after)] : a[std::size_t(s.before)];
            result.text += QLatin1Char(s.kind) + QString::fromUtf8(line);
            if (!line.endsWith('\n'))
                result.text += QStringLiteral("\n\\ No newline at end of file\n");
        }
        i = to;
    }
    return result;
}

} // namespace lathe
