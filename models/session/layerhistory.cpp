// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/layerhistory.h"
#include "core/atomicfile.h"
#include "core/treeremoval.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <signal.h>
#include <unistd.h>
#include <utility>

namespace lathe {

static std::optional<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

QString LayerHistory::bin() const
{
    return m_root + QStringLiteral("/.lathe/removed");
}

void LayerHistory::open(const QString &root)
{
    if (root == m_root)
        return;
    clear();
    m_root = root;
    const QDir dir(bin());
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const int pid = name.section(u'-', 0, 0).toInt();
        if (pid > 0 && pid != ::getpid() && ::kill(pid, 0) != 0)
            removeTree(dir.absoluteFilePath(name));
    }
    QDir().rmdir(bin());
}

void LayerHistory::clear()
{
    m_done.clear();
    m_undone.clear();
    if (m_root.isEmpty())
        return;
    for (int n = 1; n <= m_number; ++n)
        removeTree(bin() + QStringLiteral("/%1-%2").arg(::getpid()).arg(n));
    m_number = 0;
    QDir().rmdir(bin());
    m_root.clear();
}

QString LayerHistory::binFor() const
{
    QString dir;
    do // another window of this program may have the folder open too
        dir = bin() + QStringLiteral("/%1-%2").arg(::getpid()).arg(++m_number);
    while (QFileInfo::exists(dir));
    return dir;
}

LayerHistory::Step LayerHistory::before(const QString &text, const QStringList &files)
{
    Step step{text, {}, {}};
    for (const QString &file : files)
        step.files.append({file, bytesOf(file), std::nullopt});
    return step;
}

void LayerHistory::add(Step step)
{
    for (File &file : step.files)
        file.after = bytesOf(file.path);
    step.files.removeIf([](const File &file) { return file.before == file.after; });
    if (step.files.isEmpty() && step.moves.isEmpty())
        return;
    m_undone.clear();
    m_done.append(step);
}

LayerHistory::Step LayerHistory::turned(const Step &step)
{
    Step back = step;
    for (File &file : back.files)
        std::swap(file.before, file.after);
    std::reverse(back.moves.begin(), back.moves.end());
    for (Move &move : back.moves)
        std::swap(move.from, move.to);
    return back;
}

Result<> LayerHistory::apply(const Step &step)
{
    const auto changed = [](const QString &path) {
        return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 was changed since: nothing is put back, the layers stay as they are.").arg(path), {}, QStringLiteral("LTH-LYR-028"));
    };
    for (const File &file : step.files)
        if (bytesOf(file.path) != file.before)
            return changed(file.path);
    for (const Move &move : step.moves)
        if (!QFileInfo::exists(move.from) || QFileInfo::exists(move.to))
            return changed(QFileInfo::exists(move.to) ? move.to : move.from);
    for (qsizetype n = 0; n < step.moves.size(); ++n) {
        QDir().mkpath(QFileInfo(step.moves[n].to).path());
        if (QFile::rename(step.moves[n].from, step.moves[n].to))
            continue;
        const QString why = qt_error_string();
        while (n-- > 0)
            QFile::rename(step.moves[n].to, step.moves[n].from);
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The layer cannot be written at %1: %2.").arg(step.moves.last().to, why));
    }
    for (const File &file : step.files) {
        if (!file.after)
            QFile::remove(file.path);
        else if (const auto written = writeFileAtomically(file.path, *file.after); !written) {
            for (auto move = step.moves.crbegin(); move != step.moves.crend(); ++move)
                QFile::rename(move->to, move->from);
            return written;
        }
    }
    return {};
}

Result<> LayerHistory::undo()
{
    if (m_done.isEmpty())
        return {};
    const Step step = m_done.takeLast();
    const auto done = apply(turned(step));
    if (done)
        m_undone.append(step);
    else if (!step.moves.isEmpty()) // its folders exist here alone
        m_done.append(step);
    return done;
}

Result<> LayerHistory::redo()
{
    if (m_undone.isEmpty())
        return {};
    const Step step = m_undone.takeLast();
    const auto done = apply(step);
    if (done)
        m_done.append(step);
    else if (!step.moves.isEmpty())
        m_undone.append(step);
    return done;
}

} // namespace lathe
