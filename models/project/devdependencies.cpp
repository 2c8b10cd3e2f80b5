// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/devdependencies.h"
#include "core/atomicfile.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace lathe {

static constexpr qint64 maxLockBytes = 16 * 1024 * 1024;

/// A name from the lock file as a pattern that means itself; empty for one that is no path below node_modules.
static QString literal(const QString &path)
{
    if (!path.startsWith(QLatin1String("node_modules/")) || path.contains(QLatin1String("..")))
        return {};
    QString out = QStringLiteral("/");
    for (const QChar c : path) {
        if (QStringLiteral("*?[]\\").contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

/// Lock files of version 1: a tree of names.
static void addTree(const QJsonObject &dependencies, const QString &below, int depth, QStringList &out)
{
    for (auto it = dependencies.begin(); it != dependencies.end() && depth < 32; ++it) {
        const QJsonObject one = it.value().toObject();
        const QString path = below + QStringLiteral("node_modules/") + it.key();
        if (one.value(QStringLiteral("dev")).toBool())
            out << literal(path) + u'/';
        else
            addTree(one.value(QStringLiteral("dependencies")).toObject(), path + u'/', depth + 1, out);
    }
}

QStringList devDependencyPatterns(const QString &dir)
{
    QJsonObject lock;
    for (const char *name : {"/node_modules/.package-lock.json", "/npm-shrinkwrap.json", "/package-lock.json"}) {
        lock = QJsonDocument::fromJson(readFile(dir + QLatin1String(name), maxLockBytes).value_or(QByteArray())).object();
        if (!lock.isEmpty())
            break;
    }
    QStringList out;
    const QJsonObject packages = lock.value(QStringLiteral("packages")).toObject();
    for (auto it = packages.begin(); it != packages.end(); ++it) {
        const QJsonObject one = it.value().toObject();
        const QString path = literal(it.key());
        if (!one.value(QStringLiteral("dev")).toBool() || path.isEmpty())
            continue;
        out << path + u'/';
        const QJsonObject commands = one.value(QStringLiteral("bin")).toObject();
        for (auto command = commands.begin(); command != commands.end(); ++command)
            if (const QString link = literal(QStringLiteral("node_modules/.bin/") + command.key()); !link.isEmpty())
                out << link;
    }
    if (packages.isEmpty())
        addTree(lock.value(QStringLiteral("dependencies")).toObject(), {}, 0, out);
    return out;
}

} // namespace lathe
