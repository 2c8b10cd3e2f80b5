// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <vector>

namespace lathe {

/// A piece of the UTF-8 text that gives way to another.
struct ByteEdit
{
    int start = 0;
    int length = 0;
    QByteArray text;
    bool operator==(const ByteEdit &) const = default;
};

/// Edits (by place, none over another) that lie close together as one: each costs Scintilla and its undo as much as kilobytes of text do, and
/// there may be a hundred thousand of them. None that is made here reaches over one of the places `apart` (sorted, beginnings of
/// lines) or begins there: their marks would move. Pure; any thread.
QList<ByteEdit> gathered(const QByteArray &utf8, const QList<ByteEdit> &edits, const std::vector<int> &apart);

/// Where a place is once all of them are made; one in what gives way is at its beginning.
int placeAfter(const QList<ByteEdit> &edits, int place);

} // namespace lathe
