// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/readypackage.h"
#include "core/paths.h"
#include "core/sha256.h"
#include "package/packagereader.h"
#include <QCoreApplication>
#include <QFile>

namespace lathe {

bool runsFromPackage(const FunctionDefinition &function)
{
    return function.artifact.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive) && function.handlerFile.isEmpty();
}

Result<ReadyPackage> openReadyPackage(const FunctionDefinition &function, SignaturePolicy policy, const SigningKeys &keys)
{
    QFile zip(function.artifact);
    if (!zip.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2.").arg(function.artifact, zip.errorString()), {}, QStringLiteral("LTH-DEP-006"));
    Sha256 hash;
    while (!zip.atEnd())
        hash.add(zip.read(1024 * 1024));
    const QByteArray sha256 = hash.result();
    const auto signature = checkSignature(function.artifact, keys);
    if (!signature)
        return tl::unexpected(signature.error());
    const auto warning = judgeSignature(*signature, policy, function.artifact);
    if (!warning)
        return tl::unexpected(warning.error());
    CacheLease lease;
    const auto dir = unpackCached(function.artifact, sha256, paths::cache() + QStringLiteral("/unpacked"), ExtractLimits::lambda(), &lease);
    if (!dir)
        return tl::unexpected(dir.error());
    return ReadyPackage{*dir, sha256.toHex(), *warning, lease};
}

} // namespace lathe
