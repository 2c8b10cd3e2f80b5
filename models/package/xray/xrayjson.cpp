// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/xrayjson.h"
#include "core/limits.h"
#include <QJsonArray>
#include <algorithm>

namespace lathe {

static constexpr std::size_t filesShown = 20;

static void insertSize(QJsonObject &object, qint64 bytes, qint64 packed)
{
    object.insert(QStringLiteral("bytes"), bytes);
    if (packed >= 0)
        object.insert(QStringLiteral("packedBytes"), packed);
}

QStringList flagWords(quint32 flags)
{
    static constexpr std::pair<quint32, const char *> words[] = {{xrayflag::hidden, "hidden"}, {xrayflag::duplicate, "duplicate"}, {xrayflag::test, "test"},
        {xrayflag::cache, "cache"}, {xrayflag::bytecode, "bytecode"}, {xrayflag::sourceMap, "source-map"}, {xrayflag::typings, "typings"}, {xrayflag::docs, "docs"},
        {xrayflag::metadata, "metadata"}, {xrayflag::build, "build"}, {xrayflag::unopened, "unopened"}, {xrayflag::native, "native"}, {xrayflag::foreign, "foreign"},
        {xrayflag::broken, "broken"}};
    QStringList list;
    for (const auto &[flag, word] : words)
        if (flags & flag)
            list << QString::fromLatin1(word);
    return list;
}

std::vector<int> topFolders(const XrayReport &report, int count)
{
    std::vector<int> folders;
    for (std::size_t n = 1; n < report.nodes.size(); ++n) {
        const XrayNode &node = report.nodes[n];
        // One folder in it is nearly all of it: that one is named.
        const bool passes = node.count > 0 && report.nodes[std::size_t(node.first)].folder && report.nodes[std::size_t(node.first)].bytes * 20 >= node.bytes * 19;
        if (node.folder && node.parent > 0 && node.bytes > 0 && !passes)
            folders.push_back(int(n));
    }
    std::stable_sort(folders.begin(), folders.end(), [&](int a, int b) { return report.nodes[std::size_t(a)].bytes > report.nodes[std::size_t(b)].bytes; });
    if (folders.size() > std::size_t(count))
        folders.resize(std::size_t(count));
    return folders;
}

QJsonObject xrayObject(const XrayReport &report, int top)
{
    static constexpr const char *builds[] = {"not-needed", "current", "out-of-date", "missing"};
    QJsonObject object{{QStringLiteral("function"), report.function}, {QStringLiteral("build"), QLatin1String(builds[int(report.build)])}, {QStringLiteral("runtime"), report.runtime},
        {QStringLiteral("architecture"), report.architecture}, {QStringLiteral("image"), report.image}, {QStringLiteral("files"), report.files},
        {QStringLiteral("limitBytes"), limits::unzippedBytes}, {QStringLiteral("zipLimitBytes"), limits::zipDirectBytes},
        {QStringLiteral("removableBytes"), report.removableBytes}, {QStringLiteral("recordedRuns"), report.recordedRuns},
        {QStringLiteral("recordedBefore"), report.recordedBefore}, {QStringLiteral("notes"), QJsonArray::fromStringList(report.notes)}};
    insertSize(object, report.bytes, report.packedBytes);
    QJsonArray owners;
    for (const XrayOwner &owner : report.owners) {
        QJsonObject row{{QStringLiteral("name"), owner.name}, {QStringLiteral("layer"), owner.layer}, {QStringLiteral("folder"), owner.root}, {QStringLiteral("files"), owner.files}};
        insertSize(row, owner.bytes, owner.packedBytes);
        owners.append(row);
    }
    object.insert(QStringLiteral("owners"), owners);
    QJsonArray folders;
    for (const int n : topFolders(report, top)) {
        const XrayNode &node = report.nodes[std::size_t(n)];
        QJsonObject row{{QStringLiteral("owner"), node.owner}, {QStringLiteral("path"), report.path(n)}, {QStringLiteral("files"), node.files},
            {QStringLiteral("flags"), QJsonArray::fromStringList(flagWords(node.flags))}};
        insertSize(row, node.bytes, node.packedBytes);
        folders.append(row);
    }
    object.insert(QStringLiteral("folders"), folders);
    QJsonArray findings;
    static constexpr const char *severities[] = {"hint", "warning", "error"};
    for (const XrayFinding &finding : report.findings) {
        QJsonArray files;
        for (std::size_t i = 0; i < std::min(filesShown, finding.nodes.size()); ++i)
            files.append(report.path(finding.nodes[i]));
        QJsonObject row{{QStringLiteral("kind"), XrayFinding::word(finding.kind)}, {QStringLiteral("severity"), QLatin1String(severities[int(finding.severity)])},
            {QStringLiteral("owner"), finding.owner}, {QStringLiteral("text"), finding.text}, {QStringLiteral("remedy"), finding.remedy},
            {QStringLiteral("fileCount"), finding.files}, {QStringLiteral("files"), files}, {QStringLiteral("patterns"), QJsonArray::fromStringList(finding.patterns)}};
        insertSize(row, finding.bytes, finding.packedBytes);
        findings.append(row);
    }
    object.insert(QStringLiteral("findings"), findings);
    return object;
}

QByteArray xrayCsv(const XrayReport &report)
{
    const auto quoted = [](const QString &text) {
        QString out = text;
        if (!out.isEmpty() && QStringLiteral("=+-@\t\r").contains(out.at(0)))
            out.prepend(u'\''); // a spreadsheet must not take a name for a formula
        return u'"' + out.replace(u'"', QStringLiteral("\"\"")) + u'"';
    };
    QString csv = QStringLiteral("owner,path,kind,bytes,packedBytes,files,flags\r\n");
    for (std::size_t n = 1; n < report.nodes.size(); ++n) {
        const XrayNode &node = report.nodes[n];
        csv += quoted(report.owners.value(node.owner).name) + u',' + quoted(report.path(int(n))) + (node.folder ? QStringLiteral(",folder,") : QStringLiteral(",file,"))
            + QString::number(node.bytes) + u',' + (node.packedBytes < 0 ? QString() : QString::number(node.packedBytes)) + u',' + QString::number(node.files) + u','
            + quoted(flagWords(node.flags).join(u' ')) + QStringLiteral("\r\n");
    }
    return csv.toUtf8();
}

} // namespace lathe
