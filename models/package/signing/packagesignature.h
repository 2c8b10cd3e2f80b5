// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/signing/signingkeys.h"
#include <QByteArray>
#include <QString>
#include <QStringList>

/// Signatures of packages. They stand inside the zip, so that they reach whoever gets the package and it stays a zip that Lambda
/// takes; a sidecar would be lost with the first upload. AWS Signer's own form is not published. META-INF/LATHE.SF is a line of
/// text for each entry (SHA-256, kind, path), META-INF/LATHE.P7 a detached CMS signature of it (RFC 5652) with the signer's
/// certificate, which other tools check too: openssl cms -verify -binary -noverify -inform DER -in LATHE.P7 -content LATHE.SF
namespace lathe {

/// What to do about a package whose signature does not fit its content.
enum class SignaturePolicy {
    Warn,    ///< Say so.
    Enforce, ///< Refuse it. A package without a signature is taken.
    Require  ///< Refuse it, and also one without a signature or with one of an unknown key.
};

/// What the signature of a package says.
struct PackageSignature
{
    enum class State { Unsigned, Valid, Changed };
    State state = State::Unsigned;
    QByteArray fingerprint;   ///< Of the signer's key; empty when there is no valid signature at all.
    QString signer;           ///< The name in its certificate: a claim, see `key`.
    SigningKey key;           ///< The key of this machine that has the fingerprint; without a name: unknown here.
    QStringList changes;      ///< Of a changed package: the entries that differ, each with how, at most 20.
    bool isKnown() const { return !key.name.isEmpty(); }
};

struct SignedPackage
{
    QByteArray sha256;        ///< Raw, of the zip as it is now.
    qint64 zipBytes = 0;
    qint64 addedBytes = 0;    ///< Of the two entries, unpacked.
    SigningKey key;
};

/// Adds a signature to the zip, which is replaced as a whole. Equal content signed with the same key on this machine gives equal
/// bytes: signatures are kept in `cacheDir`. Errors: AlreadyExists (it has one), NotFound or Usage (no such key), Unsupported
/// (zip64 or no OpenSSL), those of a hostile zip. Blocking: reads and hashes the whole package; any thread.
Result<SignedPackage> signPackage(const QString &zipFile, const SigningKeys &keys, const QString &keyName, const QString &cacheDir);

/// Checks the signature of a package and every entry against it. A package without one costs no more than its directory. Blocking;
/// any thread.
Result<PackageSignature> checkSignature(const QString &zipFile, const SigningKeys &keys);

/// What the policy makes of it: a text for people when there is something to warn of (else empty), or the refusal (Verification,
/// LTH-SIG-010 changed, 011 not signed, 012 unknown key).
Result<QString> judgeSignature(const PackageSignature &signature, SignaturePolicy policy, const QString &package);

} // namespace lathe
