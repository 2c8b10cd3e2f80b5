// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <QStringList>
#include <functional>

namespace lathe {

/// Where somebody types.
struct CompletionPlace
{
    QString fileName;
    QString before; ///< The text up to the caret, or its last part.
    QString after;  ///< The rest of the text, or its first part; for words.
    QByteArray event; ///< JSON of the test event that is chosen; its keys are offered for `event`.
    std::function<QByteArray()> eventSource; ///< Gives it instead, when it is needed.
};

/// What could stand there.
struct CompletionList
{
    QString typed;     ///< The part of the word that stands there already.
    QStringList words; ///< Sorted, each once; at most 500.
    bool known = false; ///< They come from what Lambda or a template has there, not from the words of the text.
};

/// What fits at a place, by tables and text alone: members of Lambda's context object (Python, JavaScript, TypeScript, Ruby, Java, Kotlin, C#, F#, Go, Rust, PowerShell), keys
/// of the event by its path, names and values of SAM templates and serverless.yml; else words of the text that begin like the
/// one that is typed. Nothing is run or asked. Thread: any.
CompletionList completionsFor(const CompletionPlace &place);
/// The first of these alone: what is offered unasked while somebody types.
CompletionList knownCompletions(const CompletionPlace &place);

} // namespace lathe
