// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/finding/filereplacer.h"
#include "core/async.h"
#include "core/limits.h"
#include <QCryptographicHash>
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

QByteArray FileReplacer::hashOf(const QString &text)
{
    return QCryptographicHash::hash({reinterpret_cast<const char *>(text.utf16()), text.size() * 2}, QCryptographicHash::Sha256);
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
        const EditOutcome edited = edits.isEmpty() ? EditOutcome::Refused : m_open->applyEdits(file.path, edits);
        if (edited == EditOutcome::Refused) {
            answer.outcome.left.append(file.path);
            continue;
        }
        if (edited == EditOutcome::Unsaved)
            answer.outcome.unsaved.append(file.path);
        answer.done.append({file.path, hashOf(applied(*text, edits)), inverse(*text, edits)});
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
            answer.done.append({file.path, hashOf(after), inverse(document->text, edits)});
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
            continue;
        }
        const EditOutcome edited = hashOf(*text) == change.after ? m_open->applyEdits(change.path, change.back) : EditOutcome::Refused;
        if (edited == EditOutcome::Unsaved)
            answer.outcome.unsaved.append(change.path);
        if (edited != EditOutcome::Refused) {
            ++answer.outcome.files;
            answer.outcome.matches += int(change.back.size());
        } else {
            answer.outcome.left.append(change.path);
        }
    }
    m_done.clear();
    const auto future = onWorker(m_pool, [answer, onDisk]() mutable -> Result<Answer> {
        for (const Change &change : onDisk) {
            const auto document = loadDocument(change.path);
            if (!document || hashOf(document->text) != change.after || !saveDocument(change.path, applied(document->text, change.back), document->form)) {
                answer.outcome.left.append(change.path);
                continue;
            }
            answer.written.append(change.path);
            ++answer.outcome.files;
            answer.outcome.matches += int(change.back.size());
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
    if (!answer.written.isEmpty())
        emit written(answer.written);
    emit finished(answer.outcome);
}

} // namespace lathe
