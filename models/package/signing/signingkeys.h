// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace lathe {

/// A key that packages are signed with, or are trusted to be signed with.
struct SigningKey
{
    QString name;
    QByteArray fingerprint; ///< SHA-256 of the public key, hex: what the key is known by.
    QString algorithm;      ///< "ECDSA P-256", "RSA 3072".
    QDateTime created;
    bool canSign = false;   ///< The private key is here; else only the certificate.
    /// What stands for the key at the endpoint: the ARN of a version of a signing profile.
    QString profileArn(const QString &region, const QString &account) const;
};

/// The keys in a folder: NAME.key (PKCS#8 PEM, mode 0600) and NAME.crt (self-signed X.509 certificate, PEM). Private keys never leave
/// the folder. A value; blocking; any thread.
class SigningKeys
{
public:
    explicit SigningKeys(QString dir = defaultDir()) : m_dir(std::move(dir)) {}
    static QString defaultDir(); ///< $XDG_DATA_HOME/lathe/keys

    enum class Algorithm { EcdsaP256, Rsa3072 };
    /// Errors: Usage (name), AlreadyExists, Io, Unsupported (no OpenSSL).
    Result<SigningKey> create(const QString &name, Algorithm algorithm) const;
    /// Sorted by name. Files that are no certificates are left out. OpenSSL is loaded only when there are any.
    Result<QList<SigningKey>> list() const;
    Result<SigningKey> find(const QString &name) const;
    /// The key of this name; without a name the only one that can sign. Errors: NotFound, Usage (several).
    Result<SigningKey> signer(const QString &name) const;
    /// The certificate as PEM: what others need to trust this key.
    Result<QByteArray> certificate(const QString &name) const;
    /// Takes somebody's certificate as trusted. Errors: Usage (name, no certificate), AlreadyExists.
    Result<SigningKey> trust(const QString &name, const QByteArray &certificatePem) const;
    Result<> remove(const QString &name) const;

    QString keyFile(const QString &name) const { return m_dir + u'/' + name + QStringLiteral(".key"); }
    QString certificateFile(const QString &name) const { return m_dir + u'/' + name + QStringLiteral(".crt"); }

private:
    Result<> checkFree(const QString &name) const;
    QString m_dir;
};

} // namespace lathe
