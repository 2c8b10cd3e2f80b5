// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

/// Small trees for the tests of packages.

inline void put(const QString &root, const QByteArray &path, const QByteArray &content, int mode = 0644)
{
    const QString file = root + u'/' + QFile::decodeName(path);
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QFile f(file);
    QVERIFY2(f.open(QIODevice::WriteOnly), qPrintable(file));
    f.write(content);
    f.close();
    QCOMPARE(::chmod(QFile::encodeName(file).constData(), mode_t(mode)), 0);
}

inline void link(const QString &root, const QByteArray &path, const QByteArray &target)
{
    QVERIFY(QDir().mkpath(QFileInfo(root + u'/' + QFile::decodeName(path)).path()));
    QCOMPARE(::symlink(target.constData(), QFile::encodeName(root + u'/' + QFile::decodeName(path)).constData()), 0);
}

inline QByteArray slurp(const QString &path)
{
    QFile f(path);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

/// Bytes that do not shrink; always the same.
inline QByteArray noise(int size, quint32 seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint64 x = seed * 2654435761U + 1;
    for (char &c : bytes) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        c = char(x >> 56);
    }
    return bytes;
}

/// Everything below a folder as text, a line each: kind, x bit, path, content or target.
inline QStringList describe(const QString &root)
{
    QStringList lines;
    QDirIterator it(root, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        struct stat st = {};
        ::lstat(QFile::encodeName(path).constData(), &st);
        const QString name = path.mid(root.size() + 1);
        if (S_ISLNK(st.st_mode)) {
            char target[4096];
            const ssize_t n = ::readlink(QFile::encodeName(path).constData(), target, sizeof target);
            lines.append(QStringLiteral("l %1 -> %2").arg(name, QString::fromUtf8(target, n)));
        } else if (S_ISDIR(st.st_mode)) {
            lines.append(QStringLiteral("d ") + name);
        } else {
            lines.append(QStringLiteral("%1 %2 %3 %4").arg(QChar(S_ISREG(st.st_mode) ? u'f' : u'?'), QChar(st.st_mode & 0100 ? u'x' : u'-')).arg(name)
                .arg(QString::fromLatin1(slurp(path).toHex().left(4000)) + QString::number(st.st_size)));
        }
    }
    lines.sort();
    return lines;
}
