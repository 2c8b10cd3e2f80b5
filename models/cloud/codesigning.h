// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/cloudcontext.h"
#include "cloud/codesigningstore.h"

/// What a code signing configuration lets through. The keys of this machine stand for versions of signing profiles, see
/// SigningKey::profileArn().
namespace lathe::codesigning {

/// "arn:aws:lambda:<region>:<account>:code-signing-config:<id>"
QString configArn(const ArnScope &scope, const QString &id);
/// The configuration of an ARN; nullptr when there is none here.
const CodeSigningConfig *find(const CloudContext &context, const QString &arn);
/// Lambda's answer for a configuration that a function is to have and that does not exist.
ApiError missing(const QString &arn);

/// Notes the signer in `version` (SigningProfileVersionArn), and checks the signature by the configuration, which may be nullptr.
/// Errors: InvalidCodeSignatureException (changed since it was signed, whatever the policy), CodeVerificationFailedException (policy
/// Enforce: not signed, or by none of the allowed profiles).
ApiResult<> checkCode(const CloudContext &context, const CodeSigningConfig *config, const PackageSignature &signature, VersionRecord &version);
/// The same for the layers that a version is to have.
ApiResult<> checkLayers(const CloudContext &context, const CodeSigningConfig *config, const VersionRecord &version);
/// What is kept of a layer's signature, to be put into its attributes.
QJsonObject signatureAttributes(const CloudContext &context, const PackageSignature &signature);

} // namespace lathe::codesigning
