// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/savedpackage.h"
#include "core/paths.h"
#include "core/sha256.h"
#include "package/packagereader.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace lathe {

static Result<PackageReport> copyPackage(const QString &from, const QString &to, const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    const auto entries = readPackageList(from, ExtractLimits::lambda());
    if (!entries)
        return tl::unexpected(entries.error());
    QFile source(from);
    QSaveFile target(to);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2.").arg(from, source.errorString()), {}, QStringLiteral("LTH-DEP-006"));
    const auto unwritable = [&] { return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package cannot be written to %1: %2. Choose another place.").arg(to, target.errorString())); };
    if (!target.open(QIODevice::WriteOnly))
        return unwritable();
    PackageReport report;
    Sha256 hash;
    PackageProgress told{.files = 0, .totalFiles = 1, .bytes = 0, .totalBytes = source.size()};
    while (!source.atEnd()) {
        if (cancel && cancel->load())
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Stopped."));
        const QByteArray chunk = source.read(1024 * 1024);
        if (chunk.isEmpty()) // shorter meanwhile, or not readable: it would be asked for ever
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2.").arg(from, source.errorString()), {}, QStringLiteral("LTH-DEP-006"));
        hash.add(chunk);
        if (target.write(chunk) != chunk.size())
            return unwritable();
        told.bytes += chunk.size();
        if (progress)
            progress(told);
    }
    if (!target.flush() || !target.commit()) // commit() misses a buffer that cannot be written
        return unwritable();
    report.file = to;
    report.entries = *entries;
    report.zipBytes = told.bytes;
    report.sha256 = hash.result();
    for (const PackageEntry &entry : *entries)
        report.unzippedBytes += entry.bytes;
    return report;
}

Result<PackageReport> savePackage(const SavedPackageSpec &spec, const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    if (!spec.signWith.isEmpty()) // before the work, not after it
        if (const auto key = spec.keys.signer(spec.signWith); !key)
            return tl::unexpected(key.error());
    if (!spec.artifact.isEmpty() && QFileInfo(spec.artifact).canonicalFilePath() == QFileInfo(spec.file).canonicalFilePath())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "%1 is the finished package itself. Choose another file.").arg(spec.file));
    auto report = spec.artifact.isEmpty() ? writePackage(spec.package, spec.file, progress, cancel) : copyPackage(spec.artifact, spec.file, progress, cancel);
    if (!report || spec.signWith.isEmpty())
        return report;
    const auto done = signPackage(spec.file, spec.keys, spec.signWith, paths::cache() + QStringLiteral("/signatures"));
    if (!done) {
        if (!spec.artifact.isEmpty())
            QFile::remove(spec.file);
        return tl::unexpected(done.error());
    }
    report->sha256 = done->sha256;
    report->zipBytes = done->zipBytes;
    report->unzippedBytes += done->addedBytes;
    return report;
}

} // namespace lathe
