// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/ignorefile.h"
#include "core/atomicfile.h"

namespace lathe {

static constexpr qint64 maxBytes = 1024 * 1024;

static QStringList linesOf(const QByteArray &bytes)
{
    QStringList lines;
    for (QByteArray line : bytes.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        lines << QString::fromUtf8(line);
    }
    if (!lines.isEmpty() && lines.first().startsWith(QChar(0xfeff)))
        lines.first().remove(0, 1);
    return lines;
}

QString ignoreFileOf(const QString &rootDir)
{
    return rootDir + QStringLiteral("/.latheignore");
}

QStringList readIgnoreFile(const QString &rootDir)
{
    const auto bytes = readFile(ignoreFileOf(rootDir), maxBytes);
    if (!bytes)
        return {};
    QStringList patterns = linesOf(*bytes);
    patterns.removeIf([](const QString &line) { return line.trimmed().isEmpty() || line.startsWith(u'#'); });
    return patterns;
}

QByteArray withPatterns(const QByteArray &bytes, const QStringList &patterns)
{
    const QStringList known = linesOf(bytes);
    const QByteArray end = bytes.contains("\r\n") ? QByteArrayLiteral("\r\n") : QByteArrayLiteral("\n");
    QByteArray out = bytes;
    if (!out.isEmpty() && !out.endsWith('\n'))
        out += end;
    for (const QString &pattern : patterns)
        if (!known.contains(pattern))
            out += pattern.toUtf8() + end;
    return out;
}

} // namespace lathe
