// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/bytecode.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "process/childprocess.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <cstdio>
#include <cstdlib>
#include <sys/stat.h>

namespace lathe {

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
    if (QFile::exists(target + QStringLiteral("/bootstrap.py")))
        return target;
    if (!paths::makePrivate(cacheDir))
        return sourceDir;
    QByteArray pattern = QFile::encodeName(cacheDir + QStringLiteral("/making-XXXXXX"));
    if (!mkdtemp(pattern.data()))
        return sourceDir;
    const QString making = QFile::decodeName(pattern);
    bool good = true;
    for (const QString &name : names)
        good = good && QFile::copy(sourceDir + u'/' + name, making + u'/' + name);
    QStringList modules = names;
    modules.removeAll(QStringLiteral("bootstrap.py")); // the first script is compiled at every start, byte code or not
    good = good && compile(interpreter, making, modules);
    // Another process may have been faster: its folder is as good.
    if (good && (std::rename(pattern.constData(), QFile::encodeName(target).constData()) == 0 || QFile::exists(target + QStringLiteral("/bootstrap.py")))) {
        if (QFile::exists(making))
            QDir(making).removeRecursively();
        return target;
    }
    QDir(making).removeRecursively();
    return sourceDir;
}

} // namespace lathe
