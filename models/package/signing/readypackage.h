// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "package/signing/packagesignature.h"
#include "project/project.h"
#include <QString>

namespace lathe {

/// A function's finished package, ready to run.
struct ReadyPackage
{
    QString dir;        ///< What it was unpacked to, once per content.
    QByteArray sha256;  ///< Of the zip, hex.
    QString warning;    ///< About its signature, for people; may be empty.
    CacheLease inUse;   ///< The folder stays as long as this does.
};

/// Whether the function's code is only in the zip that its template names: with sources beside it, those run.
bool runsFromPackage(const FunctionDefinition &function);

/// Checks the signature of the function's package by the policy and unpacks it. Errors: Config (no such file), Verification, those
/// of a hostile zip. Blocking; any thread.
Result<ReadyPackage> openReadyPackage(const FunctionDefinition &function, SignaturePolicy policy, const SigningKeys &keys);

} // namespace lathe
