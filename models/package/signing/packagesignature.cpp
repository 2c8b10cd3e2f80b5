// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/packagesignature.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/sha256.h"
#include "package/signing/opensslapi.h"
#include "package/signing/signaturemanifest.h"
#include "package/signing/zipappend.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace lathe {

static constexpr int changesMax = 20;
static constexpr qint64 pemBytes = 64 * 1024;

static QString say(const char *text) { return QCoreApplication::translate("lathe", text); }

/// The detached CMS signature of the list.
static Result<QByteArray> signList(const OpenSslApi &ssl, const SigningKeys &keys, const SigningKey &key, const QByteArray &list)
{
    const auto keyPem = readFile(keys.keyFile(key.name), pemBytes), certificatePem = readFile(keys.certificateFile(key.name), pemBytes);
    if (!keyPem || !certificatePem)
        return tl::unexpected(keyPem ? certificatePem.error() : keyPem.error());
    const auto keyIn = ssl.reading(*keyPem), certificateIn = ssl.reading(*certificatePem), listIn = ssl.reading(list);
    // A null callback would ask on the terminal for the passphrase of a key that has one.
    const auto noPassphrase = [](char *, int, int, void *) { return 0; };
    const auto privateKey = ssl.key(ssl.readKey(keyIn.get(), nullptr, noPassphrase, nullptr));
    const auto certificate = ssl.certificate(ssl.readCert(certificateIn.get(), nullptr, nullptr, nullptr));
    if (!privateKey || !certificate || ssl.certCheckKey(certificate.get(), privateKey.get()) != 1)
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The key %1 is damaged. Remove it and make another.").arg(key.name), ssl.lastError(), QStringLiteral("LTH-SIG-003"));
    // No attributes, so that the time of signing is not in it.
    const auto cms = ssl.cms(ssl.cmsSign(certificate.get(), privateKey.get(), nullptr, listIn.get(), CMS_DETACHED | CMS_BINARY | CMS_NOATTR));
    const auto out = ssl.writing();
    if (!cms || !ssl.cmsWrite(out.get(), cms.get()))
        return fail(ErrorCode::Internal, say("The package could not be signed."), ssl.lastError(), QStringLiteral("LTH-SIG-002"));
    return ssl.written(out.get());
}

/// Whether a file that is no readable archive says the name of Lathe's list anywhere, in pieces: it may be large.
static bool mentionsList(const QString &path)
{
    QFile file(path);
    const QByteArray name = manifest::listName;
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return true; // it is not known
    QByteArray piece;
    for (;;) {
        const QByteArray more = file.read(1024 * 1024);
        if (more.isEmpty())
            return false;
        piece = piece.right(name.size()) + more;
        if (piece.contains(name))
            return true;
    }
}

/// Whose valid signature this is; empty fields when it is none.
static Result<PackageSignature> signerOf(const OpenSslApi &ssl, const QByteArray &list, const QByteArray &signature)
{
    const auto in = ssl.reading(signature), content = ssl.reading(list);
    const auto cms = ssl.cms(ssl.cmsRead(in.get(), nullptr));
    PackageSignature found;
    // Who may sign is for the caller to say, by the key: there is no chain of certificates to follow.
    if (cms && ssl.cmsVerify(cms.get(), nullptr, nullptr, content.get(), nullptr, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1) {
        STACK_OF(X509) *signers = ssl.cmsSigners(cms.get());
        const auto *stack = reinterpret_cast<const OPENSSL_STACK *>(signers);
        if (ssl.stackNum(stack) == 1) {
            auto *certificate = static_cast<X509 *>(ssl.stackValue(stack, 0));
            found.fingerprint = ssl.fingerprint(certificate);
            found.signer = ssl.commonName(certificate);
        }
        ssl.stackFree(reinterpret_cast<OPENSSL_STACK *>(signers));
    }
    ssl.lastError();
    return found;
}

Result<SignedPackage> signPackage(const QString &zipFile, const SigningKeys &keys, const QString &keyName, const QString &cacheDir)
{
    const auto key = keys.signer(keyName);
    if (!key)
        return tl::unexpected(key.error());
    QByteArray list;
    {
        const auto archive = ZipArchive::open(zipFile, ExtractLimits::lambda());
        if (!archive)
            return tl::unexpected(archive.error());
        for (const ZipMember &member : archive->members())
            if (manifest::isOurs(member))
                return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "%1 is signed already. Make the package again to sign it anew.").arg(zipFile));
        const auto made = manifest::of(*archive);
        if (!made)
            return tl::unexpected(made.error());
        list = *made;
    }
    const auto ssl = OpenSslApi::load();
    if (!ssl)
        return tl::unexpected(ssl.error());
    // ECDSA signatures differ each time; the first one is kept, so that an unchanged package stays unchanged.
    const QString kept = cacheDir + u'/' + QString::fromLatin1(key->fingerprint.left(16) + '-' + Sha256::of(list).toHex()) + QStringLiteral(".p7");
    QByteArray signature = readFile(kept, pemBytes).value_or(QByteArray());
    if (const auto signer = signerOf(*ssl, list, signature); signature.isEmpty() || signer->fingerprint != key->fingerprint) {
        const auto made = signList(*ssl, keys, *key, list);
        if (!made)
            return tl::unexpected(made.error());
        signature = *made;
        if (paths::makePrivate(cacheDir))
            (void)writeFileAtomically(kept, signature, 0600); // without it the next package has other bytes, no more
    }
    const auto appended = appendToZip(zipFile, {{manifest::listName, list}, {manifest::signatureName, signature}});
    if (!appended)
        return tl::unexpected(appended.error());
    return SignedPackage{appended->first, appended->second, list.size() + signature.size(), *key};
}

Result<PackageSignature> checkSignature(const QString &zipFile, const SigningKeys &keys)
{
    const auto archive = ZipArchive::open(zipFile, ExtractLimits::lambda());
    if (!archive) {
        // What Lathe cannot read has no signature of Lathe's, unless somebody made it unreadable.
        return mentionsList(zipFile) ? Result<PackageSignature>(tl::unexpected(archive.error())) : PackageSignature();
    }
    bool any = false;
    for (const ZipMember &member : archive->members())
        any |= manifest::isOurs(member);
    if (!any)
        return PackageSignature();
    const auto ssl = OpenSslApi::load();
    if (!ssl)
        return tl::unexpected(ssl.error());
    const auto list = manifest::content(*archive, manifest::listName), signature = manifest::content(*archive, manifest::signatureName);
    const auto now = manifest::of(*archive);
    for (const auto *read : {&list, &signature, &now})
        if (!*read)
            return tl::unexpected(read->error());
    auto found = signerOf(*ssl, *list, *signature);
    if (!found)
        return found;
    if (found->fingerprint.isEmpty()) {
        found->state = PackageSignature::State::Changed;
        found->changes << QString::fromLatin1(list->isEmpty() ? manifest::listName : manifest::signatureName);
    } else if (*now != *list) {
        found->state = PackageSignature::State::Changed;
        found->changes = manifest::differences(*list, *now).mid(0, changesMax);
        if (found->changes.isEmpty()) // another heading, lines twice
            found->changes << QString::fromLatin1(manifest::listName);
    } else {
        found->state = PackageSignature::State::Valid;
    }
    if (!found->fingerprint.isEmpty()) {
        const auto known = keys.list();
        if (!known)
            return tl::unexpected(known.error());
        for (const SigningKey &key : *known)
            if (key.fingerprint == found->fingerprint)
                found->key = key;
    }
    return found;
}

Result<QString> judgeSignature(const PackageSignature &signature, SignaturePolicy policy, const QString &package)
{
    QString text;
    const char *id = nullptr;
    SignaturePolicy refusedFrom = SignaturePolicy::Require;
    if (signature.state == PackageSignature::State::Changed) {
        text = QCoreApplication::translate("lathe", "%1 was changed after it was signed: %2.").arg(package, signature.changes.join(QStringLiteral(", ")));
        id = "LTH-SIG-010";
        refusedFrom = SignaturePolicy::Enforce;
    } else if (signature.state == PackageSignature::State::Unsigned) {
        if (policy != SignaturePolicy::Require)
            return QString();
        text = QCoreApplication::translate("lathe", "%1 is not signed.").arg(package);
        id = "LTH-SIG-011";
    } else if (!signature.isKnown()) {
        text = QCoreApplication::translate("lathe", "%1 is signed with a key that is not known here: %2 (%3).").arg(package, signature.signer, QString::fromLatin1(signature.fingerprint.left(16)));
        id = "LTH-SIG-012";
    } else {
        return QString();
    }
    if (policy >= refusedFrom)
        return fail(ErrorCode::Verification, text, {}, QString::fromLatin1(id));
    return text;
}

} // namespace lathe
