// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packagereport.h"
#include "core/limits.h"
#include "core/paths.h"
#include "package/xray/packagexray.h"
#include "package/xray/xrayjson.h"
#include "shared.h"
#include "workerthread.h"
#include <algorithm>

namespace lathe {

namespace {

constexpr int gaugeWidth = 40;
constexpr std::size_t filesShown = 3;
constexpr int foldersShown = 12;

QString number(qint64 bytes) { return bytes < 0 ? QStringLiteral("-") : sizeText(bytes); }

/// "[########··········] 80.0 MB of 250 MB, 32 %"
QString gauge(const XrayReport &report)
{
    const double part = double(report.bytes) / double(limits::unzippedBytes);
    const int full = std::clamp(int(part * gaugeWidth + 0.5), report.bytes > 0 ? 1 : 0, gaugeWidth);
    return u'[' + QString(full, u'#') + QString(gaugeWidth - full, u'.') + (part > 1 ? QStringLiteral("!] ") : QStringLiteral("] "))
        + QStringLiteral("%1 of 250 MB unzipped, %2 %").arg(sizeText(report.bytes)).arg(100 * part, 0, 'f', 1);
}

void printOwners(const XrayReport &report, Console &console)
{
    for (const XrayOwner &owner : report.owners)
        console.line(QStringLiteral("  %1 %2 %3 zipped %4 files  %5").arg(owner.layer == 0 ? QStringLiteral("function") : QStringLiteral("layer %1 ").arg(owner.layer))
                .arg(number(owner.bytes), 10).arg(number(owner.packedBytes), 10).arg(owner.files, 7).arg(owner.name));
    for (const QString &note : report.notes)
        console.line(QStringLiteral("  ") + note);
    if (report.recordedRuns > 0)
        console.line(QStringLiteral("  Files opened in %1 recorded runs are known%2").arg(report.recordedRuns)
                .arg(report.recordedBefore ? QStringLiteral(", of an earlier state of the files") : QString()));
}

void printFolders(const XrayReport &report, Console &console)
{
    console.line({});
    console.line(QStringLiteral("Largest folders"));
    for (const int n : topFolders(report, foldersShown)) {
        const XrayNode &node = report.nodes[std::size_t(n)];
        console.line(QStringLiteral("%1 %2 zipped %3 files  %4").arg(number(node.bytes), 10).arg(number(node.packedBytes), 10).arg(node.files, 7).arg(report.lambdaPath(n)));
    }
}

void printFindings(const XrayReport &report, Console &console)
{
    console.line({});
    console.line(report.findings.isEmpty() ? QStringLiteral("Nothing to mend, nothing to leave out.") : QStringLiteral("Findings"));
    static constexpr const char *severities[] = {"hint", "warning", "error"};
    for (const XrayFinding &finding : report.findings) {
        const QString where = finding.owner >= 0 ? report.owners.at(finding.owner).name + QStringLiteral(": ") : QString();
        const QString files = finding.nodes.empty() ? QString() : finding.files == 1 ? QStringLiteral(" (1 file)") : QStringLiteral(" (%1 files)").arg(finding.files);
        console.line(QStringLiteral("%1  %2  %3%4%5").arg(finding.bytes > 0 ? number(finding.bytes) : QString(), 10).arg(QLatin1String(severities[int(finding.severity)]), -7)
                .arg(where, finding.text, files));
        for (std::size_t i = 0; i < std::min(filesShown, finding.nodes.size()); ++i)
            console.line(QStringLiteral("            %1").arg(report.lambdaPath(finding.nodes[i])));
        if (finding.nodes.size() > filesShown)
            console.line(QStringLiteral("            and %1 more").arg(finding.nodes.size() - filesShown));
        console.line(QStringLiteral("            -> %1").arg(finding.remedy));
        if (!finding.patterns.isEmpty())
            console.line(QStringLiteral("            -> leave out: %1%2").arg(finding.patterns.mid(0, 4).join(QStringLiteral("  ")),
                finding.patterns.size() > 4 ? QStringLiteral("  and %1 more (--json)").arg(finding.patterns.size() - 4) : QString()));
    }
    if (report.removableBytes > 0)
        console.line(QStringLiteral("%1  may go in all: lathe package exclude PATTERN").arg(number(report.removableBytes), 10));
}

int printReport(const XrayReport &report, Console &console)
{
    const bool bad = std::any_of(report.findings.begin(), report.findings.end(), [](const XrayFinding &finding) { return finding.severity == Severity::Error; });
    if (console.isJson()) {
        QJsonObject object = xrayObject(report);
        object.insert(QStringLiteral("ok"), !bad);
        console.object(object);
    } else {
        QStringList head{report.function, report.runtime, report.architecture, report.image};
        head.removeAll(QString());
        console.line(head.join(QStringLiteral("  ")));
        console.line(gauge(report));
        printOwners(report, console);
        printFolders(report, console);
        printFindings(report, console);
    }
    return bad ? exitCodeFor({ErrorCode::Verification, {}, {}, {}}) : 0;
}

} // namespace

void reportPackage(const LastBuild &function, Console &console, CommandScope &scope)
{
    auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    const QString cache = paths::cache() + QStringLiteral("/packages");
    const auto work = [spec = xraySpecFor(function, cache), cancel, &console, &scope]() mutable {
        QStringList roots;
        for (const XraySource &source : std::as_const(spec.sources))
            roots << source.spec.rootDir;
        spec.opened = OpenedFilesStore(paths::state() + QStringLiteral("/opened")).load(roots, packageState(roots));
        FileFactsStore store(paths::cache() + QStringLiteral("/xray.facts"));
        XrayCallbacks callbacks;
        callbacks.progress = [&console, &scope](const PackageProgress &p) {
            const QString text = QStringLiteral("Reading %1 of %2 files, %3").arg(p.files).arg(p.totalFiles).arg(sizeText(p.bytes));
            QMetaObject::invokeMethod(&scope, [&console, text] { console.progress(text); }, Qt::QueuedConnection);
        };
        return inspectPackage(spec, store, callbacks, cancel.get());
    };
    onOwnThread<Result<XrayReport>>(&scope, work, [&console, &scope](const Result<XrayReport> &report) {
        console.progress({});
        scope.finish(report ? printReport(*report, console) : console.error(report.error()));
    });
}

} // namespace lathe
