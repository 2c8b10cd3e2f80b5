// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/signingkeys.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "package/signing/opensslapi.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <ctime>

namespace lathe {

static constexpr qint64 keyFileBytes = 64 * 1024;
static constexpr long validSeconds = 30L * 365 * 24 * 3600; // of a certificate: longer than the project's tools

static QString say(const char *text) { return QCoreApplication::translate("lathe", text); }

static bool isKeyName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_]{2,64}\\z")); // AWS Signer's for signing profiles
    return form.match(name).hasMatch();
}

static QString algorithmOf(const OpenSslApi &ssl, X509 *certificate)
{
    EVP_PKEY *key = ssl.certKey(certificate);
    if (!key)
        return {};
    const int bits = ssl.pkeyBits(key);
    return ssl.pkeyIsA(key, "EC") ? QStringLiteral("ECDSA P-%1").arg(bits) : ssl.pkeyIsA(key, "RSA") ? QStringLiteral("RSA %1").arg(bits) : QStringLiteral("%1 bits").arg(bits);
}

static SigningKey describe(const OpenSslApi &ssl, X509 *certificate, const QString &name)
{
    SigningKey key{name, ssl.fingerprint(certificate), algorithmOf(ssl, certificate), {}, false};
    std::tm when{};
    if (ssl.timeToTm(ssl.certNotBefore(certificate), &when) == 1)
        key.created = QDateTime::fromSecsSinceEpoch(::timegm(&when), Qt::UTC);
    return key;
}

QString SigningKey::profileArn(const QString &region, const QString &account) const
{
    return QStringLiteral("arn:aws:signer:%1:%2:/signing-profiles/%3/%4").arg(region, account, name, QString::fromLatin1(fingerprint.left(10)));
}

QString SigningKeys::defaultDir() { return paths::data() + QStringLiteral("/keys"); }

Result<> SigningKeys::checkFree(const QString &name) const
{
    if (!isKeyName(name))
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "\"%1\" cannot be the name of a key: letters, digits and _ are allowed, 2 to 64.").arg(name.left(100)));
    if (QFileInfo::exists(certificateFile(name)) || QFileInfo::exists(keyFile(name)))
        return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "There is a key named %1 already. Choose another name, or remove that one first.").arg(name));
    if (const auto dir = paths::makePrivate(m_dir); !dir)
        return tl::unexpected(dir.error());
    return {};
}

Result<SigningKey> SigningKeys::create(const QString &name, Algorithm algorithm) const
{
    if (auto ok = checkFree(name); !ok)
        return tl::unexpected(ok.error());
    const auto ssl = OpenSslApi::load();
    if (!ssl)
        return tl::unexpected(ssl.error());
    const auto key = ssl->key(algorithm == Algorithm::EcdsaP256 ? ssl->keygen(nullptr, nullptr, "EC", "P-256") : ssl->keygen(nullptr, nullptr, "RSA", size_t(3072)));
    const auto certificate = ssl->certificate(ssl->certNew());
    const QByteArray common = name.toLatin1();
    const auto *text = reinterpret_cast<const unsigned char *>(common.constData());
    const bool made = key && certificate && ssl->certSetVersion(certificate.get(), 2) && ssl->integerSet(ssl->certSerial(certificate.get()), 1)
        && ssl->gmtimeAdj(ssl->certNotBefore(certificate.get()), 0) && ssl->gmtimeAdj(ssl->certNotAfter(certificate.get()), validSeconds)
        && ssl->certSetKey(certificate.get(), key.get())
        && ssl->nameAdd(ssl->certSubject(certificate.get()), "CN", MBSTRING_ASC, text, int(common.size()), -1, 0)
        && ssl->certSetIssuer(certificate.get(), ssl->certSubject(certificate.get())) && ssl->certSign(certificate.get(), key.get(), ssl->sha256()) > 0;
    const auto keyPem = ssl->writing(), certificatePem = ssl->writing();
    if (!made || !ssl->writeKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) || !ssl->writeCert(certificatePem.get(), certificate.get()))
        return fail(ErrorCode::Internal, say("The key could not be made."), ssl->lastError(), QStringLiteral("LTH-SIG-002"));
    if (auto written = writeFileAtomically(keyFile(name), ssl->written(keyPem.get()), 0600); !written)
        return tl::unexpected(written.error());
    if (auto written = writeFileAtomically(certificateFile(name), ssl->written(certificatePem.get()), 0644); !written)
        return tl::unexpected(written.error());
    return find(name);
}

Result<QList<SigningKey>> SigningKeys::list() const
{
    QList<SigningKey> keys;
    const QStringList files = QDir(m_dir).entryList({QStringLiteral("*.crt")}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        return keys;
    const auto ssl = OpenSslApi::load();
    if (!ssl)
        return tl::unexpected(ssl.error());
    for (const QString &file : files) {
        const QString name = file.chopped(4);
        const auto pem = readFile(m_dir + u'/' + file, keyFileBytes);
        if (!pem || !isKeyName(name))
            continue;
        const auto in = ssl->reading(*pem);
        const auto certificate = ssl->certificate(ssl->readCert(in.get(), nullptr, nullptr, nullptr));
        if (!certificate)
            continue;
        SigningKey key = describe(*ssl, certificate.get(), name);
        key.canSign = QFileInfo::exists(keyFile(name));
        keys.append(key);
    }
    ssl->lastError();
    return keys;
}

Result<SigningKey> SigningKeys::find(const QString &name) const
{
    const auto keys = list();
    if (!keys)
        return tl::unexpected(keys.error());
    for (const SigningKey &key : *keys)
        if (key.name == name)
            return key;
    return fail(ErrorCode::NotFound, QCoreApplication::translate("lathe", "There is no key named %1.").arg(name.left(100)));
}

Result<SigningKey> SigningKeys::signer(const QString &name) const
{
    auto keys = list();
    if (!keys)
        return tl::unexpected(keys.error());
    keys->removeIf([&name](const SigningKey &key) { return !key.canSign || (!name.isEmpty() && key.name != name); });
    if (keys->isEmpty())
        return fail(ErrorCode::NotFound, name.isEmpty() ? say("There is no key to sign with. Make one: lathe key new NAME")
                                                        : QCoreApplication::translate("lathe", "There is no key named %1 to sign with.").arg(name.left(100)));
    if (keys->size() > 1)
        return fail(ErrorCode::Usage, say("There are several keys to sign with. Name one with --key."));
    return keys->first();
}

Result<QByteArray> SigningKeys::certificate(const QString &name) const
{
    if (const auto key = find(name); !key)
        return tl::unexpected(key.error());
    return readFile(certificateFile(name), keyFileBytes);
}

Result<SigningKey> SigningKeys::trust(const QString &name, const QByteArray &certificatePem) const
{
    if (auto ok = checkFree(name); !ok)
        return tl::unexpected(ok.error());
    const auto ssl = OpenSslApi::load();
    if (!ssl)
        return tl::unexpected(ssl.error());
    const auto in = ssl->reading(certificatePem);
    const auto certificate = ssl->certificate(ssl->readCert(in.get(), nullptr, nullptr, nullptr));
    const auto out = ssl->writing();
    if (!certificate || !ssl->writeCert(out.get(), certificate.get())) // written anew, so that nothing else of the file comes along
        return fail(ErrorCode::Usage, say("This is not a certificate in PEM form, as \"lathe key export\" writes it."), ssl->lastError());
    if (auto written = writeFileAtomically(certificateFile(name), ssl->written(out.get()), 0644); !written)
        return tl::unexpected(written.error());
    return find(name);
}

Result<> SigningKeys::remove(const QString &name) const
{
    if (const auto key = find(name); !key)
        return tl::unexpected(key.error());
    for (const QString &file : {keyFile(name), certificateFile(name)})
        if (QFileInfo::exists(file) && !QFile::remove(file))
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The file %1 cannot be removed.").arg(file));
    return {};
}

} // namespace lathe
