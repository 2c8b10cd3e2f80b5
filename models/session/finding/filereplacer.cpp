// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/finding/filereplacer.h"
#include "core/async.h"
#include "core/limits.h"
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QSet>
#include <QTimer>
#include <memory>

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

/// Does it for 0, 1, … and then `then`, for as long as a turn of the event loop may take at a time: thousands of files are looked for among the
/// open ones, and some of those may be large.
void FileReplacer::inTurns(qsizetype count, const std::function<void(qsizetype)> &each, const std::function<void()> &then, qsizetype from)
{
    constexpr int turnMs = 8;
    const QDeadlineTimer turn(turnMs);
    for (qsizetype i = from; i < count; ++i) {
        if (turn.hasExpired()) {
            QTimer::singleShot(0, this, [this, count, each, then, i] { inTurns(count, each, then, i); });
            return;
        }
        each(i);
    }
    then();
}

void FileReplacer::replace(const QList<FileMatches> &chosen, const FindQuery &query, const QString &replacement)
{
    const auto expression = expressionOf(query);
    if (m_busy || !expression || chosen.isEmpty())
        return;
    m_busy = true;
    m_done.clear();
    struct Opened
    {
        QString path;
        QString before;
        QList<TextEdit> edits;
    };
    struct Job
    {
        Answer answer;
        QList<Opened> opened;
        QList<FileMatches> onDisk;
    };
    const auto job = std::make_shared<Job>();
    const auto each = [this, job, chosen, query, replacement, expression = *expression](qsizetype i) {
        const FileMatches &file = chosen[i];
        const std::optional<QString> text = m_open ? m_open->openText(file.path) : std::nullopt;
        if (!text) {
            job->onDisk.append(file);
            return;
        }
        const QList<TextEdit> edits = editsOf(*text, file, expression, query, replacement);
        const EditOutcome edited = edits.isEmpty() ? EditOutcome::Refused : m_open->applyEdits(file.path, edits);
        if (edited == EditOutcome::Refused) {
            job->answer.outcome.left.append(file.path);
            return;
        }
        if (edited == EditOutcome::Unsaved)
            job->answer.outcome.unsaved.append(file.path);
        job->opened.append({file.path, *text, edits});
        ++job->answer.outcome.files;
        job->answer.outcome.matches += int(edits.size());
    };
    inTurns(chosen.size(), each, [this, job, query, replacement, expression = *expression] {
        const auto future = onWorker(m_pool, [done = *job, query, replacement, expression]() -> Result<Answer> {
            Answer answer = done.answer;
            for (const Opened &file : done.opened)
                answer.done.append({file.path, hashOf(applied(file.before, file.edits)), inverse(file.before, file.edits)});
            for (const FileMatches &file : done.onDisk) {
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
    });
}

void FileReplacer::undo()
{
    if (!canUndo())
        return;
    m_busy = true;
    struct Opened
    {
        Change change;
        QString text;
        bool same = false; ///< It is what was left.
    };
    struct Job
    {
        QList<Change> changes, onDisk;
        QList<Opened> opened;
    };
    const auto job = std::make_shared<Job>();
    job->changes = std::exchange(m_done, {});
    const auto each = [this, job](qsizetype i) {
        const std::optional<QString> text = m_open ? m_open->openText(job->changes[i].path) : std::nullopt;
        if (text)
            job->opened.append({job->changes[i], *text});
        else
            job->onDisk.append(job->changes[i]);
    };
    inTurns(job->changes.size(), each, [this, job] {
        const auto compared = onWorker(m_pool, [opened = job->opened]() mutable -> Result<QList<Opened>> {
            for (Opened &file : opened)
                file.same = hashOf(file.text) == file.change.after;
            return opened;
        });
        whenDone(compared, this, [this, onDisk = job->onDisk](const Result<QList<Opened>> &opened) {
            const auto answer = std::make_shared<Answer>();
            answer->outcome.undone = true;
            const auto back = [this, answer, files = opened.value_or(QList<Opened>())](qsizetype i) {
                const Opened &file = files[i];
                const QString &path = file.change.path;
                const EditOutcome edited = file.same && m_open->openText(path) == file.text ? m_open->applyEdits(path, file.change.back) : EditOutcome::Refused;
                if (edited == EditOutcome::Unsaved)
                    answer->outcome.unsaved.append(path);
                if (edited != EditOutcome::Refused) {
                    ++answer->outcome.files;
                    answer->outcome.matches += int(file.change.back.size());
                } else {
                    answer->outcome.left.append(path);
                }
            };
            inTurns(opened ? opened->size() : 0, back, [this, answer, onDisk] { undoOnDisk(*answer, onDisk); });
        });
    });
}

void FileReplacer::undoOnDisk(const Answer &before, const QList<Change> &changes)
{
    const auto future = onWorker(m_pool, [answer = before, changes]() mutable -> Result<Answer> {
        for (const Change &change : changes) {
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
