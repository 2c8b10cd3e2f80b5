// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "readycode.h"
#include "commandspec.h"
#include "console.h"
#include "package/signing/readypackage.h"
#include "workerthread.h"

namespace lathe {

OptionSpec signatureOption()
{
    return {QStringLiteral("signature"), {}, QStringLiteral("POLICY"), QStringLiteral("For ready packages: warn of changed ones, enforce (refuse them; default), or require a known key")};
}

Result<SignaturePolicy> signaturePolicyFrom(const Arguments &args)
{
    const QString policy = args.value(QStringLiteral("signature"), QStringLiteral("enforce"));
    if (policy == u"warn")
        return SignaturePolicy::Warn;
    if (policy == u"enforce")
        return SignaturePolicy::Enforce;
    if (policy == u"require")
        return SignaturePolicy::Require;
    return fail(ErrorCode::Usage, QStringLiteral("--signature takes warn, enforce or require, not '%1'.").arg(policy));
}

void withReadyPackage(const FunctionDefinition &function, SignaturePolicy policy, Console &console, CommandScope &scope,
                      std::function<void(const FunctionDefinition &)> run)
{
    onOwnThread<Result<ReadyPackage>>(
        &scope, [function, policy] { return openReadyPackage(function, policy, SigningKeys()); },
        [function, run = std::move(run), &console, &scope](const Result<ReadyPackage> &package) {
            if (!package)
                return scope.finish(console.error(package.error()));
            if (!package->warning.isEmpty())
                console.warn(package->warning);
            scope.inUse = package->inUse;
            FunctionDefinition unpacked = function;
            unpacked.codeDir = package->dir;
            unpacked.artifact.clear();
            run(unpacked);
        });
}

} // namespace lathe
