// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagereference.h"
#include <QDir>
#include <QFileInfo>
#include <QUrl>
#include <iterator>

namespace lathe {

static const QLatin1String transports[] = {QLatin1String("oci-archive:"), QLatin1String("docker-archive:"),
                                           QLatin1String("oci:"), QLatin1String("file://")};

static QString absolutePath(const QString &path, const QString &baseDir)
{
    if (path.startsWith(QLatin1String("~/")))
        return QDir::cleanPath(QDir::homePath() + path.mid(1));
    return QDir::cleanPath(QDir(baseDir).absoluteFilePath(path));
}

bool ImageReference::isLocal(const QString &text, const QString &baseDir)
{
    for (const QLatin1String &transport : transports)
        if (text.startsWith(transport))
            return true;
    for (const char *beginning : {"/", "./", "../", "~/"})
        if (text.startsWith(QLatin1String(beginning)))
            return true;
    for (const char *ending : {".tar", ".tar.gz", ".tgz"})
        if (text.endsWith(QLatin1String(ending)))
            return true;
    return text == QLatin1String(".") ||
           (!text.isEmpty() && !parse(text, baseDir).path.isEmpty() && QFileInfo(parse(text, baseDir).path).exists());
}

ImageReference ImageReference::parse(const QString &text, const QString &baseDir)
{
    QString rest = text;
    if (text.startsWith(QLatin1String("file://"))) {
        rest = QUrl(text).toLocalFile();
    } else {
        for (const QLatin1String &transport : transports)
            if (text.startsWith(transport)) {
                rest = text.mid(transport.size());
                break;
            }
    }
    // A colon may belong to the file's name: what is there decides.
    for (qsizetype colon = rest.size(); colon > 0; colon = rest.lastIndexOf(u':', colon - 1)) {
        const QString path = absolutePath(rest.left(colon), baseDir);
        if (QFileInfo::exists(path))
            return {path, rest.mid(colon + 1)};
    }
    const qsizetype colon = rest.indexOf(u':');
    return {absolutePath(colon > 0 ? rest.left(colon) : rest, baseDir), colon > 0 ? rest.mid(colon + 1) : QString()};
}

} // namespace lathe
