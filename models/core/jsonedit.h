// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <optional>

/// Edits of a JSON text that somebody else wrote: only the bytes of the value that is meant change; white space, order, the spelling
/// of numbers and members that nobody here knows stay. Thread: any.
namespace lathe::jsonedit {

/// One step into a value: a member's name, or (index >= 0) an element of an array.
struct Step
{
    QByteArray name;
    qsizetype index = -1;
    Step(const char *member) : name(member) {}
    Step(const QByteArray &member) : name(member) {}
    Step(qsizetype element) : index(element) {}
    Step(int element) : index(element) {}
};

/// The text with `value` (JSON) at the end of the path: replaced where it is there, else added at the end of its object, indented as
/// its neighbours are. Objects on the way are made; an index one past the end of an array adds an element; an array of which element 0
/// is wanted is made too. An empty text counts as {}. Nothing when the text is no JSON, or the path leads through something else.
std::optional<QByteArray> with(const QByteArray &text, const QList<Step> &path, const QByteArray &value);
/// The text without that value, and without what stood around it only for its sake (comma, line). A path that leads nowhere changes
/// nothing. Nothing when the text is no JSON.
std::optional<QByteArray> without(const QByteArray &text, const QList<Step> &path);

} // namespace lathe::jsonedit
