// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Source: npm's documentation, "package.json" (dependencies, git URLs) and "package-lock.json" (resolved).
#include "package/layer/npmsources.h"
#include "core/atomicfile.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

static Result<QJsonObject> objectIn(const QString &file, qint64 most)
{
    const auto bytes = readFile(file, most);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(*bytes, &error).object();
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::Config, tr("%1 is not JSON: %2.").arg(file, error.errorString()), {}, QStringLiteral("LTH-LYR-016"));
    return object;
}

/// Whether npm would clone it, or fetch it from a code host and prepare it.
static bool isRepository(const QString &source)
{
    static const QRegularExpression repository(QStringLiteral(R"(^(git[+:@]|github:|gitlab:|bitbucket:|gist:|ssh:|[\w.-]+@[\w.-]+:|[\w][\w.-]*/[\w.-]+(#.*)?$|\w+://\S+\.git(#.*)?$|https?://(www\.)?(github|gitlab|bitbucket)\.\w+/[^/]+/[^/]+/?(#.*)?$))"));
    return repository.match(source.trimmed()).hasMatch();
}

static QString hostOf(const QString &address)
{
    return QUrl(address.startsWith(QLatin1String("//")) ? QStringLiteral("https:") + address : address).host().toLower();
}

static QSet<QString> registryHosts(const NpmSources &sources)
{
    QSet<QString> hosts{QStringLiteral("registry.npmjs.org")};
    for (const QString &address : sources.registries)
        hosts.insert(hostOf(address));
    static const QRegularExpression registry(QStringLiteral(R"(^\s*(?:@[^:\s]+:)?registry\s*=\s*["']?([^\s"';#]+))"), QRegularExpression::MultilineOption);
    for (const QString &file : sources.settings) {
        const QString text = QString::fromUtf8(readFile(file, 1024 * 1024).value_or(QByteArray()));
        for (auto it = registry.globalMatch(text); it.hasNext();)
            hosts.insert(hostOf(it.next().captured(1)));
    }
    return hosts;
}

static Result<> checkOne(const NpmSources &sources, const QString &file, const QString &name, const QString &source)
{
    for (const char *prefix : {"file:", "link:", "workspace:", "portal:"})
        if (source.startsWith(QLatin1String(prefix)) && file == sources.package)
            return fail(ErrorCode::Unsupported,
                        tr("%1 takes %2 from a folder (%3), which is not in the registry. Remove it there and add that folder to the layer by itself.").arg(file, name, source), {}, QStringLiteral("LTH-LYR-016"));
    if (!sources.allowScripts && isRepository(source))
        return fail(ErrorCode::NotTrusted,
                    tr("%1 takes %2 from a repository (%3), which npm would build here by running its scripts. Name a version that is in a registry, or allow install scripts.").arg(file, name, source), {}, QStringLiteral("LTH-LYR-032"));
    return {};
}

Result<QStringList> foreignNpmHosts(const NpmSources &sources)
{
    const auto package = objectIn(sources.package, 16 * 1024 * 1024);
    if (!package)
        return tl::unexpected(package.error());
    for (const char *kind : {"dependencies", "optionalDependencies"}) {
        const QJsonObject dependencies = package->value(QLatin1String(kind)).toObject();
        for (auto it = dependencies.begin(); it != dependencies.end(); ++it)
            if (auto checked = checkOne(sources, sources.package, it.key(), it.value().toString()); !checked)
                return tl::unexpected(checked.error());
    }
    if (sources.lock.isEmpty())
        return QStringList();
    const auto lock = objectIn(sources.lock, 64 * 1024 * 1024);
    if (!lock)
        return tl::unexpected(lock.error());
    const QSet<QString> known = registryHosts(sources);
    QSet<QString> foreign;
    // "packages" of lock files since npm 7; "dependencies", nested, of those before it.
    QList<QJsonObject> left{lock->value(QLatin1String("packages")).toObject(), lock->value(QLatin1String("dependencies")).toObject()};
    static constexpr int mostLists = 100000;
    for (int lists = 0; !left.isEmpty() && lists < mostLists; ++lists) {
        const QJsonObject list = left.takeLast();
        for (auto it = list.begin(); it != list.end(); ++it) {
            const QJsonObject one = it.value().toObject();
            const QString name = it.key().section(QStringLiteral("node_modules/"), -1);
            for (const char *member : {"resolved", "version"})
                if (const QString source = one.value(QLatin1String(member)).toString(); source.contains(u':') || (member[0] == 'v' && source.contains(u'/')))
                    if (auto checked = checkOne(sources, sources.lock, name, source); !checked)
                        return tl::unexpected(checked.error());
            if (const QString host = hostOf(one.value(QLatin1String("resolved")).toString()); !host.isEmpty() && !known.contains(host))
                foreign.insert(host);
            if (const QJsonObject inside = one.value(QLatin1String("dependencies")).toObject(); !inside.isEmpty() && inside.begin().value().isObject())
                left.append(inside);
        }
    }
    QStringList hosts(foreign.begin(), foreign.end());
    hosts.sort();
    return hosts;
}

} // namespace lathe
