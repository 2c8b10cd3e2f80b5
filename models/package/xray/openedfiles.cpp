// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/openedfiles.h"
#include "core/atomicfile.h"
#include "core/sha256.h"
#include <QDir>
#include <QFile>
#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace lathe {

bool OpenedFiles::has(const QByteArray &absolute) const
{
    if (paths.contains(absolute))
        return true;
    if (!absolute.endsWith(".py"))
        return false;
    const qsizetype slash = absolute.lastIndexOf('/');
    const QByteArray stem = absolute.mid(slash + 1, absolute.size() - slash - 4);
    const QByteArray cached = absolute.left(slash + 1) + "__pycache__/" + stem + ".cpython-";
    if (paths.contains(absolute + 'c'))
        return true;
    for (int minor = 6; minor < 30; ++minor)
        for (const char *level : {".pyc", ".opt-1.pyc", ".opt-2.pyc"})
            if (paths.contains(cached + '3' + QByteArray::number(minor) + level))
                return true;
    return false;
}

// One line a run: the state in hex, then the paths, each "\t" and the path with \t, \n and \\ escaped. Newest last.
static QByteArray escaped(QByteArray path)
{
    return path.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n");
}

static QByteArray unescaped(const QByteArray &text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '\\' || i + 1 == text.size()) {
            out += text.at(i);
            continue;
        }
        const char c = text.at(++i);
        out += c == 't' ? '\t' : c == 'n' ? '\n' : c;
    }
    return out;
}

QString OpenedFilesStore::fileFor(const QStringList &roots) const
{
    return m_dir + u'/' + QString::fromLatin1(Sha256::of(roots.join(u'\n').toUtf8()).toHex().left(32)) + QStringLiteral(".opened");
}

OpenedFiles OpenedFilesStore::load(const QStringList &roots, const QByteArray &state) const
{
    OpenedFiles opened;
    const auto bytes = readFile(fileFor(roots));
    if (!bytes)
        return opened;
    const QList<QByteArray> lines = bytes->split('\n');
    QByteArray wanted = state.toHex();
    QByteArray newest;
    bool known = false;
    for (const QByteArray &line : lines)
        if (!line.isEmpty()) {
            newest = line.left(line.indexOf('\t'));
            known = known || newest == wanted;
        }
    if (!known)
        wanted = newest;
    opened.before = !known;
    for (const QByteArray &line : lines) {
        const QList<QByteArray> parts = line.split('\t');
        if (parts.size() < 2 || parts.first() != wanted)
            continue;
        ++opened.runs;
        for (qsizetype i = 1; i < parts.size(); ++i)
            opened.paths.insert(unescaped(parts.at(i)));
    }
    if (opened.runs == 0)
        opened.before = false;
    return opened;
}

Result<> OpenedFilesStore::add(const QStringList &roots, const QByteArray &state, const QSet<QByteArray> &paths)
{
    if (paths.isEmpty())
        return {};
    QDir().mkpath(m_dir);
    const QString file = fileFor(roots);
    QList<QByteArray> lines;
    if (const auto bytes = readFile(file))
        lines = bytes->split('\n');
    lines.removeAll(QByteArray());
    QList<QByteArray> sorted = paths.values();
    std::sort(sorted.begin(), sorted.end());
    QByteArray line = state.toHex();
    for (const QByteArray &path : std::as_const(sorted))
        line += '\t' + escaped(path);
    lines.append(line);
    if (lines.size() > maxRuns)
        lines = lines.mid(lines.size() - maxRuns);
    return writeFileAtomically(file, lines.join('\n') + '\n', 0600);
}

void OpenedFilesStore::clear(const QStringList &roots)
{
    QFile::remove(fileFor(roots));
}

static void addState(int fd, const std::string &prefix, Sha256 &hash, int depth)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(::fdopendir(fd), ::closedir);
    if (!dir) {
        ::close(fd);
        return;
    }
    std::vector<std::string> names;
    while (const dirent *entry = ::readdir(dir.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != ".." && name != ".git" && name != ".lathe" && name != "__pycache__" && !name.ends_with(".pyc"))
            names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const std::string &name : names) {
        struct stat st = {};
        if (::fstatat(::dirfd(dir.get()), name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        const std::string path = prefix + '/' + name;
        if (S_ISDIR(st.st_mode)) {
            const int child = depth < 128 ? ::openat(::dirfd(dir.get()), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
            if (child >= 0)
                addState(child, path, hash, depth + 1);
            continue;
        }
        const qint64 facts[] = {qint64(st.st_size), qint64(st.st_mtim.tv_sec), qint64(st.st_mtim.tv_nsec)};
        hash.add(QByteArrayView(path.c_str(), qsizetype(path.size()) + 1));
        hash.add(QByteArrayView(reinterpret_cast<const char *>(facts), qsizetype(sizeof facts)));
    }
}

QByteArray packageState(const QStringList &roots)
{
    Sha256 hash;
    for (const QString &root : roots) {
        hash.add(root.toUtf8() + '\0');
        if (const int fd = ::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0)
            addState(fd, {}, hash, 0);
    }
    return hash.result();
}

} // namespace lathe
