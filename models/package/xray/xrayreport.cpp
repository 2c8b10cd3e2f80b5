// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/xrayreport.h"

namespace lathe {

QString XrayFinding::word(Kind kind)
{
    switch (kind) {
    case Kind::TooLarge: return QStringLiteral("too-large");
    case Kind::TooLargeZip: return QStringLiteral("too-large-zip");
    case Kind::WrongSystem: return QStringLiteral("wrong-system");
    case Kind::WrongMachine: return QStringLiteral("wrong-machine");
    case Kind::NewerGlibc: return QStringLiteral("newer-glibc");
    case Kind::NewerLibstdcxx: return QStringLiteral("newer-libstdcxx");
    case Kind::Musl: return QStringLiteral("musl");
    case Kind::MissingLibrary: return QStringLiteral("missing-library");
    case Kind::Hidden: return QStringLiteral("hidden");
    case Kind::Duplicate: return QStringLiteral("duplicate");
    case Kind::Unopened: return QStringLiteral("unopened");
    case Kind::Test: return QStringLiteral("test");
    case Kind::Cache: return QStringLiteral("cache");
    case Kind::Bytecode: return QStringLiteral("bytecode");
    case Kind::SourceMap: return QStringLiteral("source-map");
    case Kind::Typings: return QStringLiteral("typings");
    case Kind::Docs: return QStringLiteral("docs");
    case Kind::Metadata: return QStringLiteral("metadata");
    case Kind::Build: return QStringLiteral("build");
    }
    return {};
}

QString XrayReport::path(int node) const
{
    QStringList parts;
    for (; node > 0 && nodes[std::size_t(node)].parent > 0; node = nodes[std::size_t(node)].parent)
        parts.prepend(nodes[std::size_t(node)].name);
    return parts.join(u'/');
}

QString XrayReport::absolutePath(int node) const
{
    const int owner = nodes[std::size_t(node)].owner;
    if (owner < 0)
        return {};
    const QString below = path(node);
    return below.isEmpty() ? owners.at(owner).root : owners.at(owner).root + u'/' + below;
}

QString XrayReport::lambdaPath(int node) const
{
    const int owner = nodes[std::size_t(node)].owner;
    if (owner < 0)
        return {};
    const QString root = owners.at(owner).layer > 0 ? QStringLiteral("/opt") : QStringLiteral("/var/task"), below = path(node);
    return below.isEmpty() ? root : root + u'/' + below;
}

QString XrayReport::pattern(int node) const
{
    const QString below = path(node);
    if (below.isEmpty())
        return {};
    QString escaped;
    for (const QChar c : below) {
        if (QStringLiteral("*?[]\\!#{}").contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return u'/' + escaped + (nodes[std::size_t(node)].folder ? QStringLiteral("/**") : QString());
}

} // namespace lathe
