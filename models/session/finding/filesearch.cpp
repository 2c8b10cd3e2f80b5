// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/finding/filesearch.h"
#include "core/limits.h"
#include "core/timeouts.h"
#include "session/documentfile.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

namespace lathe {

const QStringList &ignoredFolders()
{
    static const QStringList names{QStringLiteral(".git"), QStringLiteral(".hg"), QStringLiteral(".svn"), QStringLiteral("node_modules"), QStringLiteral("__pycache__"),
        QStringLiteral(".aws-sam"), QStringLiteral(".serverless"), QStringLiteral(".lathe"), QStringLiteral(".venv"), QStringLiteral("venv"), QStringLiteral(".tox"),
        QStringLiteral(".mypy_cache"), QStringLiteral(".pytest_cache"), QStringLiteral(".terraform")};
    return names;
}

QRegularExpression globExpression(const QString &glob)
{
    QString pattern;
    QString text = glob.trimmed();
    while (text.endsWith(u'/'))
        text.chop(1);
    const bool anywhere = !text.contains(u'/');
    if (text.startsWith(u'/'))
        text.remove(0, 1);
    int braces = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'*' && i + 1 < text.size() && text[i + 1] == u'*') {
            ++i;
            if (i + 1 < text.size() && text[i + 1] == u'/') {
                ++i;
                pattern += QStringLiteral("(?:.*/)?");
            } else {
                pattern += QStringLiteral(".*");
            }
        } else if (c == u'*') {
            pattern += QStringLiteral("[^/]*");
        } else if (c == u'?') {
            pattern += QStringLiteral("[^/]");
        } else if (c == u'{' && text.indexOf(u'}', i) > 0) {
            pattern += QStringLiteral("(?:");
            ++braces;
        } else if (c == u'}' && braces > 0) {
            pattern += u')';
            --braces;
        } else if (c == u',' && braces > 0) {
            pattern += u'|';
        } else {
            pattern += QRegularExpression::escape(QString(c));
        }
    }
    pattern += QString(u')').repeated(braces);
    return QRegularExpression(QStringLiteral("\\A%1%2(?:/.*)?\\z").arg(anywhere ? QStringLiteral("(?:.*/)?") : QString(), pattern));
}

/// Control characters and those that turn the direction of writing, one for one, so that places stay.
static QString seen(QStringView text)
{
    QString out = text.toString();
    for (QChar &c : out) {
        const char16_t u = c.unicode();
        if (u == u'\t')
            c = u' ';
        else if (u == u'\n' || u == u'\r')
            c = QChar(0x23ce);
        else if (u < 0x20)
            c = QChar(0x2400 + u);
        else if (u == 0x7f || (u >= 0x80 && u < 0xa0) || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0x200e || u == 0x200f)
            c = QChar(0xfffd);
    }
    return out;
}

/// The line around a match, without its indentation, cut to what can be shown.
static void preview(const QString &text, qsizetype lineStart, FileMatch &match)
{
    constexpr qsizetype before = 60;
    constexpr qsizetype most = 240;
    qsizetype from = lineStart;
    while (from < match.start && (text[from] == u' ' || text[from] == u'\t'))
        ++from;
    const bool cutFront = match.start - from > most / 2;
    if (cutFront)
        from = match.start - before;
    qsizetype end = match.start;
    while (end < text.size() && end - from < most && text[end] != u'\n' && text[end] != u'\r')
        ++end;
    match.preview = (cutFront ? QStringLiteral("…") : QString()) + seen(QStringView(text).mid(from, end - from));
    match.previewStart = int(match.start - from) + (cutFront ? 1 : 0);
    match.previewLength = int(std::min<qsizetype>(match.length, match.preview.size() - match.previewStart));
    if (end < text.size() && text[end] != u'\n' && text[end] != u'\r')
        match.preview += QChar(0x2026);
}

QList<FileMatch> matchesIn(const QString &text, const QRegularExpression &expression, const FindQuery &query, const std::optional<QString> &replacement, int limit,
                           const std::atomic_bool &stop, bool *cut)
{
    QList<FileMatch> list;
    int line = 1;
    qsizetype lineStart = 0;
    qsizetype at = 0;
    eachMatch(expression, text, stop, [&](qsizetype start, const QRegularExpressionMatch &found) {
        if (list.size() >= limit) {
            if (cut)
                *cut = true;
            return false;
        }
        for (; at < start; ++at) {
            const QChar c = text[at];
            if (c == u'\n' || (c == u'\r' && !(at + 1 < text.size() && text[at + 1] == u'\n'))) {
                ++line;
                lineStart = at + 1;
            }
        }
        FileMatch match;
        match.line = line;
        match.start = start;
        match.length = found.capturedLength();
        for (qsizetype i = lineStart; i < start; ++i)
            match.column += !text[i].isLowSurrogate();
        preview(text, lineStart, match);
        if (replacement)
            match.replacement = seen(replacementOf(query, *replacement, found).left(240));
        list.append(match);
        return true;
    });
    return list;
}

/// One search, on its worker.
struct FileSearch::Job
{
    FileSearchSpec spec;
    QRegularExpression expression;
    QList<QRegularExpression> include;
    QList<QRegularExpression> exclude;
    std::shared_ptr<std::atomic_bool> stop;
    FileSearch *target;         ///< Outlives the job: its destructor waits.
    int number;
    FileSearchOutcome outcome;
    QList<FileMatches> heap;
    QElapsedTimer since;

    static bool fits(const QList<QRegularExpression> &globs, const QString &path)
    {
        return std::any_of(globs.begin(), globs.end(), [&](const QRegularExpression &glob) { return glob.match(path).hasMatch(); });
    }
    void tell(bool all)
    {
        if (!all && since.elapsed() < timeouts::searchHeap.count())
            return;
        since.restart();
        QMetaObject::invokeMethod(target, [owner = target, number = number, heap = std::exchange(heap, {}), files = outcome.files] {
            if (number != owner->m_number)
                return;
            if (!heap.isEmpty())
                emit owner->found(heap);
            emit owner->progressed(files);
        }, Qt::QueuedConnection);
    }
    void look(const QString &path, const QString &shown)
    {
        QString text;
        if (const auto unsaved = spec.unsaved.constFind(path); unsaved != spec.unsaved.constEnd()) {
            text = *unsaved;
        } else {
            const auto document = loadDocument(path);
            if (!document || document->binary) {
                ++outcome.skipped;
                return;
            }
            text = document->text;
        }
        ++outcome.files;
        const int room = limits::searchMatches - outcome.matches;
        const QList<FileMatch> found = matchesIn(text, expression, spec.query, spec.replacement, std::min(room, limits::searchFileMatches), *stop, &outcome.cut);
        if (!found.isEmpty()) {
            outcome.matches += int(found.size());
            ++outcome.matchedFiles;
            heap.append({path, shown, found});
        }
        tell(false);
    }
    void walk(const QString &relative)
    {
        const QDir dir(relative.isEmpty() ? spec.root : spec.root + u'/' + relative);
        const QFileInfoList entries = dir.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &info : entries) {
            if (*stop || outcome.matches >= limits::searchMatches)
                return;
            const QString path = relative.isEmpty() ? info.fileName() : relative + u'/' + info.fileName();
            if (info.isSymLink() || fits(exclude, path))
                continue;
            if (info.isDir()) {
                if (spec.ignored || !ignoredFolders().contains(info.fileName()))
                    walk(path);
            } else if (info.isFile() && (include.isEmpty() || fits(include, path))) {
                look(spec.root + u'/' + path, path);
            }
        }
    }
    void run()
    {
        since.start();
        walk({});
        outcome.cut = outcome.cut || outcome.matches >= limits::searchMatches;
        outcome.cancelled = *stop;
        tell(true);
        QMetaObject::invokeMethod(target, [owner = target, number = number, outcome = outcome] {
            if (number != owner->m_number)
                return;
            owner->m_running = false;
            emit owner->finished(outcome);
        }, Qt::QueuedConnection);
    }
};

FileSearch::FileSearch(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FileSearch::~FileSearch()
{
    settle();
    m_pool.waitForDone();
}

void FileSearch::settle()
{
    if (m_stop)
        *m_stop = true;
    ++m_number;
}

Result<> FileSearch::start(const FileSearchSpec &spec)
{
    const auto expression = expressionOf(spec.query);
    if (!expression)
        return tl::unexpected(expression.error());
    settle();
    auto job = std::make_shared<Job>();
    job->spec = spec;
    job->expression = *expression;
    for (const QString &glob : spec.include)
        job->include.append(globExpression(glob));
    for (const QString &glob : spec.exclude)
        job->exclude.append(globExpression(glob));
    job->stop = m_stop = std::make_shared<std::atomic_bool>(false);
    job->target = this;
    job->number = m_number;
    m_running = true;
    m_pool.start([job] { job->run(); });
    return {};
}

void FileSearch::cancel()
{
    if (m_stop)
        *m_stop = true;
}

} // namespace lathe
