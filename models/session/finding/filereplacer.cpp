// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/finding/filereplacer.h"
#include "core/async.h"
#include "core/limits.h"
#include <QSet>

namespace lathe {

/// The edits that replace the chosen matches; none when one of them is not there any more.
static QList<TextEdit> editsOf(const QString &text, const FileMatches &chosen, const QRegularExpression &expression, const FindQuery &query, const QString &replacement)
{
    QSet<std::pair<qsizetype, qsizetype>> wanted;
    for (const FileMatch &match : chosen.matches)
        wanted.insert({match.start, match.length});
    QList<TextEdit> edits;
    eachMatch(expression, text, false, [&](qsizetype start, const QRegularExpressionMatch &match) {
        if (wanted.remove({start, match.capturedLength()}))
            edits.append({start, match.capturedLength(), replacementOf(query, replacement, match)});
        return !wanted.isEmpty();
    });
    return wanted.isEmpty() ? edits : QList<TextEdit>();
}

FileReplacer::FileReplacer(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FileReplacer::~FileReplacer()
{
    m_pool.waitForDone();
}

void FileReplacer::replace(const QList<FileMatches> &chosen, const FindQuery &query, const QString &replacement)
{
    const auto expression = expressionOf(query);
    if (m_busy || !expression || chosen.isEmpty())
        return;
    m_busy = true;
    m_done.clear();
    Answer answer;
    QList<FileMatches> onDisk;
    for (const FileMatches &file : chosen) {
        const std::optional<QString> text = m_open ? m_open->openText(file.path) : std::nullopt;
        if (!text) {
            onDisk.append(file);
            continue;
        }
        const QList<TextEdit> edits = editsOf(*text, file, *expression, query, replacement);
        if (edits.isEmpty() || !m_open->applyEdits(file.path, edits)) {
            answer.outcome.left.append(file.path);
            continue;
        }
        answer.done.append({file.path, *text, applied(*text, edits), edits, {}, true});
        ++answer.outcome.files;
        answer.outcome.matches += int(edits.size());
    }
    const auto future = onWorker(m_pool, [answer, onDisk, query, replacement, expression = *expression]() mutable -> Result<Answer> {
        for (const FileMatches &file : onDisk) {
            const auto document = loadDocument(file.path);
            const QList<TextEdit> edits = document && !document->readOnly ? editsOf(document->text, file, expression, query, replacement) : QList<TextEdit>();
            const QString after = edits.isEmpty() ? QString() : applied(document->text, edits);
            if (edits.isEmpty() || !saveDocument(file.path, after, document->form)) {
                answer.outcome.left.append(file.path);
                continue;
            }
            answer.done.append({file.path, document->text, after, edits, document->form, false});
            answer.written.append(file.path);
            ++answer.outcome.files;
            answer.outcome.matches += int(edits.size());
        }
        return answer;
    });
    whenDone(future, this, [this](const Result<Answer> &done) {
        if (done)
            take(*done);
    });
}

void FileReplacer::undo()
{
    if (!canUndo())
        return;
    m_busy = true;
    Answer answer;
    answer.outcome.undone = true;
    QList<Change> onDisk;
    for (const Change &change : std::as_const(m_done)) {
        const std::optional<QString> text = m_open ? m_open->openText(change.path) : std::nullopt;
        if (!text) {
            onDisk.append(change);
        } else if (*text == change.after && m_open->applyEdits(change.path, inverse(change.before, change.edits))) {
            ++answer.outcome.files;
            answer.outcome.matches += int(change.edits.size());
        } else {
            answer.outcome.left.append(change.path);
        }
    }
    m_done.clear();
    const auto future = onWorker(m_pool, [answer, onDisk]() mutable -> Result<Answer> {
        for (const Change &change : onDisk) {
            const auto document = loadDocument(change.path);
            if (!document || document->text != change.after || !saveDocument(change.path, change.before, document->form)) {
                answer.outcome.left.append(change.path);
                continue;
            }
            answer.written.append(change.path);
            ++answer.outcome.files;
            answer.outcome.matches += int(change.edits.size());
        }
        return answer;
    });
    whenDone(future, this, [this](const Result<Answer> &done) {
        if (done)
            take(*done);
    });
}

void FileReplacer::take(const Answer &answer)
{
    m_busy = false;
    m_done = answer.done;
    for (const QString &path : answer.written)
        emit written(path);
    emit finished(answer.outcome);
}

} // namespace lathe
