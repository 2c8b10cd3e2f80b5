// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/disklook.h"
#include <algorithm>

namespace lathe {

/// The range that differs, never between the bytes of a character.
static void findChange(const QByteArray &before, const QByteArray &after, DiskLook &look)
{
    const auto inside = [](const QByteArray &bytes, qsizetype at) { return at > 0 && at < bytes.size() && (uchar(bytes[at]) & 0xc0) == 0x80; };
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype head = std::mismatch(before.cbegin(), before.cbegin() + most, after.cbegin()).first - before.cbegin();
    while (inside(before, head) || inside(after, head))
        --head;
    qsizetype tail = std::mismatch(before.crbegin(), before.crbegin() + (most - head), after.crbegin()).first - before.crbegin();
    while (tail > 0 && (inside(before, before.size() - tail) || inside(after, after.size() - tail)))
        --tail;
    look.start = head;
    look.length = before.size() - head - tail;
    look.text = after.mid(head, after.size() - head - tail);
}

Result<DiskLook> lookAtFile(const DiskQuestion &question)
{
    auto theirs = loadDocument(question.path, question.known.form.encoding);
    if (!theirs)
        return tl::unexpected(theirs.error());
    DiskLook look;
    look.theirs = std::move(*theirs);
    look.sameAsKnown = look.theirs.sameOnDisk(question.known);
    look.sameAsIgnored = question.ignored && look.theirs.sameOnDisk(*question.ignored);
    const QByteArray known = question.known.text.toUtf8();
    const QByteArray found = look.theirs.text.toUtf8();
    look.sameAsMine = question.mine && *question.mine == found;
    look.knownBytes = known.size();
    findChange(known, found, look);
    return look;
}

} // namespace lathe
