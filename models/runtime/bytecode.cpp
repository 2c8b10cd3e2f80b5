// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/bytecode.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "process/childprocess.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace lathe {

static constexpr const char *sumName = "sum"; ///< Holds what sumOf() said when the folder was made.

static bool addStamp(QCryptographicHash &hash, const QString &path)
{
    struct stat st = {};
    if (stat(QFile::encodeName(path).constData(), &st) != 0)
        return false;
    hash.addData(path.toUtf8() + '\0' + QByteArray::number(qint64(st.st_size)) + '\0' + QByteArray::number(qint64(st.st_mtim.tv_sec)) + '.'
        + QByteArray::number(qint64(st.st_mtim.tv_nsec)) + '\0');
    return true;
}

/// Unchecked byte code: it is valid for this folder's name, whatever the times of the copies say.
static bool compile(const Interpreter &interpreter, const QString &dir, const QStringList &names)
{
    ChildSpec child;
    child.program = interpreter.path;
    child.args = QStringList{QStringLiteral("-I"), QStringLiteral("-S"), QStringLiteral("-c"),
        QStringLiteral("import py_compile, sys\n"
                       "for name in sys.argv[1:]:\n"
                       "    py_compile.compile(name, dfile='/var/runtime/' + name, doraise=True,\n"
                       "                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)")} + names;
    child.workingDir = dir;
    child.env = {{QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")}};
    child.timeout = timeouts::interpreterProbe;
    const Result<ChildOutcome> outcome = runChildBlocking(child);
    return outcome && outcome->status == 0;
}

/// SHA-1 over names and bytes of everything that Python reads from the folder.
static QByteArray sumOf(const QString &dir)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QString &sub : {QString(), QStringLiteral("/__pycache__")})
        for (const QString &name : QDir(dir + sub).entryList(QDir::Files, QDir::Name)) {
            if (name == QLatin1String(sumName))
                continue;
            QFile file(dir + sub + u'/' + name);
            if (!file.open(QIODevice::ReadOnly))
                return {};
            hash.addData(name.toUtf8() + '\0');
            hash.addData(&file);
        }
    return hash.result().toHex();
}

/// SHA-1 over names, sizes and times of the same files: what has changed since its bytes were read shows here.
static QByteArray stampsOf(const QString &dir)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QString &sub : {QString(), QStringLiteral("/__pycache__")}) {
        DIR *folder = opendir(QFile::encodeName(dir + sub).constData());
        if (!folder)
            return {};
        std::vector<std::string> names;
        while (const dirent *entry = readdir(folder))
            if (entry->d_name[0] != '.')
                names.emplace_back(entry->d_name);
        std::sort(names.begin(), names.end());
        for (const std::string &name : names) {
            struct stat st = {};
            if (fstatat(dirfd(folder), name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
                continue;
            hash.addData(QByteArrayView(name.c_str(), qsizetype(name.size() + 1)));
            for (const qint64 part : {qint64(st.st_size), qint64(st.st_ino), qint64(st.st_mtim.tv_sec), qint64(st.st_mtim.tv_nsec),
                     qint64(st.st_ctim.tv_sec), qint64(st.st_ctim.tv_nsec)})
                hash.addData(QByteArrayView(reinterpret_cast<const char *>(&part), sizeof part));
        }
        closedir(folder);
    }
    return hash.result().toHex();
}

/// A folder in the cache may be damaged (full disk, crash, another program): its sum says so. Reading it all takes a fiftieth
/// of a one-shot run, so the state that was found whole is remembered until this user's runtime folder goes.
static bool isWhole(const QString &dir)
{
    const QByteArray stamps = stampsOf(dir);
    QFile seen(paths::runtime() + u'/' + QFileInfo(dir).fileName());
    if (!stamps.isEmpty() && seen.open(QIODevice::ReadOnly) && seen.read(64) == stamps)
        return true;
    seen.close();
    QFile file(dir + u'/' + QLatin1String(sumName));
    if (!file.open(QIODevice::ReadOnly) || file.read(64) != sumOf(dir))
        return false;
    if (paths::makePrivate(paths::runtime()))
        (void)writeFileAtomically(seen.fileName(), stamps, 0600);
    return true;
}

static bool writeSum(const QString &dir)
{
    QFile file(dir + u'/' + QLatin1String(sumName));
    return file.open(QIODevice::WriteOnly) && file.write(sumOf(dir)) == 40 && file.flush();
}

QString compiledBootstrap(const Interpreter &interpreter, const QString &sourceDir, const QString &cacheDir)
{
    const QStringList names = QDir(sourceDir).entryList({QStringLiteral("*.py")}, QDir::Files, QDir::Name);
    QCryptographicHash hash(QCryptographicHash::Sha1);
    bool known = addStamp(hash, interpreter.path);
    for (const QString &name : names)
        known = known && addStamp(hash, sourceDir + u'/' + name);
    if (!known || names.isEmpty())
        return sourceDir;
    const QString target = cacheDir + QStringLiteral("/python-") + QString::fromLatin1(hash.result().toHex());
    if (isWhole(target))
        return target;
    if (!paths::makePrivate(cacheDir))
        return sourceDir;
    if (QFile::exists(target))
        QDir(target).removeRecursively();
    QByteArray pattern = QFile::encodeName(cacheDir + QStringLiteral("/making-XXXXXX"));
    if (!mkdtemp(pattern.data()))
        return sourceDir;
    const QString making = QFile::decodeName(pattern);
    bool good = true;
    for (const QString &name : names)
        good = good && QFile::copy(sourceDir + u'/' + name, making + u'/' + name);
    QStringList modules = names;
    modules.removeAll(QStringLiteral("bootstrap.py")); // the first script is compiled at every start, byte code or not
    good = good && compile(interpreter, making, modules) && writeSum(making);
    // Another process may have been faster: its folder is as good.
    if (good && (std::rename(pattern.constData(), QFile::encodeName(target).constData()) == 0 || isWhole(target))) {
        if (QFile::exists(making))
            QDir(making).removeRecursively();
        return target;
    }
    QDir(making).removeRecursively();
    return sourceDir;
}

} // namespace lathe
