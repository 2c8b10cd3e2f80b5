// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/inputfacts.h"
#include "core/atomicfile.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

static QByteArray head(const QString &path, qint64 bytes)
{
    QFile file(path); // a pipe would be waited for
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) ? file.read(bytes) : QByteArray();
}

bool looksLikeRequirements(const QString &path)
{
    const QByteArray text = head(path, 64 * 1024);
    if (text.contains('\0'))
        return false;
    static const QRegularExpression line(QStringLiteral(
        R"(^\s*(#.*|-{1,2}[a-zA-Z][\w-]*.*|[A-Za-z0-9][\w.-]*\s*(\[[\w\s,.-]*\])?\s*((==|>=|<=|~=|!=|<|>|@|;).*|\\)?)?$)"));
    bool any = false;
    for (const QByteArray &raw : text.split('\n')) {
        const QString one = QString::fromUtf8(raw).trimmed();
        if (!line.match(one).hasMatch())
            return false;
        any = any || (!one.isEmpty() && !one.startsWith(u'#'));
    }
    return any;
}

bool startsWithBytes(const QString &path, QByteArrayView bytes)
{
    return head(path, bytes.size()) == bytes;
}

bool isElf(const QString &path)
{
    return startsWithBytes(path, "\x7f"
                                 "ELF");
}

bool isProgram(const QString &path)
{
    return startsWithBytes(path, "#!") || (isElf(path) && !isSharedLibrary(QFileInfo(path).fileName()) &&
                                           !path.endsWith(QLatin1String(".node")) && !path.endsWith(QLatin1String(".o")));
}

bool isSharedLibrary(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\.so(\.\d+)*$)"));
    return pattern.match(name).hasMatch();
}

bool isPythonExtension(const QString &path)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\.(cpython-\d+\w*(-[\w-]+)?|abi3)\.so$)"));
    const QString name = QFileInfo(path).fileName();
    if (pattern.match(name).hasMatch())
        return true;
    if (!name.endsWith(QLatin1String(".so")) || name.startsWith(QLatin1String("lib")))
        return false;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray symbol = "PyInit_" + name.section(u'.', 0, 0).toUtf8();
    return file.read(64 * 1024 * 1024).contains(symbol);
}

bool isJunk(const QString &name)
{
    static const QStringList names = {QStringLiteral(".DS_Store"), QStringLiteral("__MACOSX"), QStringLiteral("Thumbs.db"),
                                      QStringLiteral("desktop.ini"), QStringLiteral(".git"), QStringLiteral(".directory")};
    return names.contains(name) || name.startsWith(QLatin1String("._"));
}

QStringList entriesOf(const QString &dir)
{
    QStringList names = QDir(dir).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    names.removeIf([](const QString &name) { return isJunk(name); });
    return names;
}

QStringList foldersIn(const QString &dir)
{
    QStringList names = entriesOf(dir);
    names.removeIf([&](const QString &name) { return !QFileInfo(dir + u'/' + name).isDir(); });
    return names;
}

static bool isInfoFolder(const QString &name)
{
    return name.endsWith(QLatin1String(".dist-info")) || name.endsWith(QLatin1String(".egg-info")) || name.endsWith(QLatin1String(".libs"));
}

bool isPythonPart(const QString &path)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (info.isDir())
        return isInfoFolder(name) || name == QLatin1String("__pycache__") || QFileInfo::exists(path + QStringLiteral("/__init__.py"));
    return name.endsWith(QLatin1String(".py")) || name.endsWith(QLatin1String(".pth")) || name.endsWith(QLatin1String(".pyi")) ||
           (name.endsWith(QLatin1String(".so")) && isPythonExtension(path));
}

static QJsonObject packageJson(const QString &file)
{
    const auto bytes = readFile(file, 4 * 1024 * 1024);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

bool isNodeModule(const QString &dir)
{
    if (QFileInfo(dir + QStringLiteral("/package.json")).isFile())
        return !packageJson(dir + QStringLiteral("/package.json")).value(QLatin1String("name")).toString().isEmpty();
    if (!QFileInfo(dir).fileName().startsWith(u'@'))
        return false;
    const QStringList inside = foldersIn(dir);
    return !inside.isEmpty() && std::all_of(inside.cbegin(), inside.cend(), [&](const QString &name) {
        return QFileInfo(dir + u'/' + name + QStringLiteral("/package.json")).isFile();
    });
}

QString nodeModuleName(const QString &dir)
{
    const QString base = QFileInfo(dir).fileName();
    if (base.startsWith(u'@'))
        return base;
    static const QRegularExpression valid(QStringLiteral(R"(^(@[\w.~-]+/)?[\w~-][\w.~-]*$)"));
    const QString name = packageJson(dir + QStringLiteral("/package.json")).value(QLatin1String("name")).toString();
    return valid.match(name).hasMatch() ? name : base;
}

bool hasNodeDependencies(const QString &file)
{
    const QJsonObject package = packageJson(file);
    return !package.value(QLatin1String("dependencies")).toObject().isEmpty() ||
           !package.value(QLatin1String("optionalDependencies")).toObject().isEmpty();
}

bool isGemHome(const QString &dir)
{
    return QFileInfo(dir + QStringLiteral("/gems")).isDir() && QFileInfo(dir + QStringLiteral("/specifications")).isDir();
}

bool isLayerRoot(const QString &dir)
{
    const QStringList names = foldersIn(dir);
    for (const char *file : {"/__init__.py", "/package.json", "/setup.py", "/pyproject.toml", "/pyvenv.cfg", "/requirements.txt"})
        if (QFileInfo::exists(dir + QLatin1String(file)))
            return false;
    if (isGemHome(dir))
        return false;
    for (const char *name : {"python", "nodejs", "ruby", "java", "extensions"})
        if (names.contains(QLatin1String(name)) && !QFileInfo::exists(dir + u'/' + QLatin1String(name) + QStringLiteral("/__init__.py")))
            return true;
    static const QStringList prefix = {QStringLiteral("bin"), QStringLiteral("lib"), QStringLiteral("lib64"), QStringLiteral("share"),
                                       QStringLiteral("etc"), QStringLiteral("libexec"), QStringLiteral("include"), QStringLiteral("sbin")};
    return (names.contains(QLatin1String("bin")) || names.contains(QLatin1String("lib"))) &&
           std::all_of(names.cbegin(), names.cend(), [](const QString &name) { return prefix.contains(name); });
}

} // namespace lathe
