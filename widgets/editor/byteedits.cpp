// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/byteedits.h"
#include <algorithm>

namespace lathe {

QList<ByteEdit> gathered(const QByteArray &utf8, const QList<ByteEdit> &edits, const std::vector<int> &apart)
{
    constexpr int betweenBytes = 512, pieceBytes = 64 * 1024;
    QList<ByteEdit> out;
    for (const ByteEdit &edit : edits) {
        const int end = edit.start + edit.length;
        if (!out.isEmpty()) {
            ByteEdit &last = out.last();
            const int lastEnd = last.start + last.length;
            const auto next = std::lower_bound(apart.begin(), apart.end(), last.start);
            if (edit.start - lastEnd <= betweenBytes && end - last.start <= pieceBytes && (next == apart.end() || *next > end)) {
                last.text.append(utf8.constData() + lastEnd, edit.start - lastEnd).append(edit.text);
                last.length = end - last.start;
                continue;
            }
        }
        out.append(edit);
    }
    return out;
}

int placeAfter(const QList<ByteEdit> &edits, int place)
{
    int moved = place;
    for (const ByteEdit &edit : edits) {
        if (edit.start >= place)
            break;
        moved += place < edit.start + edit.length ? edit.start - place : int(edit.text.size()) - edit.length;
    }
    return moved;
}

} // namespace lathe
