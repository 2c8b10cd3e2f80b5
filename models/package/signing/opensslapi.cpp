// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/opensslapi.h"
#include "core/sha256.h"
#include "core/symbol.h"
#include <QCoreApplication>
#include <dlfcn.h>

namespace lathe {

Result<OpenSslApi> OpenSslApi::load()
{
    void *library = ::dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    const QString detail = library ? QString() : QString::fromLocal8Bit(::dlerror());
    OpenSslApi a;
    const bool ok = library
        && findSymbol(library, "BIO_new_mem_buf", a.bioNewMem)
        && findSymbol(library, "BIO_new", a.bioNew)
        && findSymbol(library, "BIO_s_mem", a.bioMem)
        && findSymbol(library, "BIO_free", a.bioFree)
        && findSymbol(library, "BIO_ctrl", a.bioCtrl)
        && findSymbol(library, "EVP_PKEY_Q_keygen", a.keygen)
        && findSymbol(library, "EVP_PKEY_free", a.pkeyFree)
        && findSymbol(library, "EVP_PKEY_get_bits", a.pkeyBits)
        && findSymbol(library, "EVP_PKEY_is_a", a.pkeyIsA)
        && findSymbol(library, "EVP_sha256", a.sha256)
        && findSymbol(library, "X509_new", a.certNew)
        && findSymbol(library, "X509_free", a.certFree)
        && findSymbol(library, "X509_set_version", a.certSetVersion)
        && findSymbol(library, "X509_get_serialNumber", a.certSerial)
        && findSymbol(library, "ASN1_INTEGER_set_int64", a.integerSet)
        && findSymbol(library, "X509_getm_notBefore", a.certNotBefore)
        && findSymbol(library, "X509_getm_notAfter", a.certNotAfter)
        && findSymbol(library, "X509_gmtime_adj", a.gmtimeAdj)
        && findSymbol(library, "ASN1_TIME_to_tm", a.timeToTm)
        && findSymbol(library, "X509_set_pubkey", a.certSetKey)
        && findSymbol(library, "X509_get0_pubkey", a.certKey)
        && findSymbol(library, "X509_get_subject_name", a.certSubject)
        && findSymbol(library, "X509_set_issuer_name", a.certSetIssuer)
        && findSymbol(library, "X509_NAME_add_entry_by_txt", a.nameAdd)
        && findSymbol(library, "X509_NAME_get_text_by_NID", a.nameText)
        && findSymbol(library, "X509_sign", a.certSign)
        && findSymbol(library, "X509_get_X509_PUBKEY", a.certPublicKey)
        && findSymbol(library, "i2d_X509_PUBKEY", a.publicKeyDer)
        && findSymbol(library, "PEM_write_bio_PKCS8PrivateKey", a.writeKey)
        && findSymbol(library, "PEM_read_bio_PrivateKey", a.readKey)
        && findSymbol(library, "PEM_write_bio_X509", a.writeCert)
        && findSymbol(library, "PEM_read_bio_X509", a.readCert)
        && findSymbol(library, "X509_check_private_key", a.certCheckKey)
        && findSymbol(library, "CMS_sign", a.cmsSign)
        && findSymbol(library, "CMS_verify", a.cmsVerify)
        && findSymbol(library, "CMS_ContentInfo_free", a.cmsFree)
        && findSymbol(library, "i2d_CMS_bio", a.cmsWrite)
        && findSymbol(library, "d2i_CMS_bio", a.cmsRead)
        && findSymbol(library, "CMS_get0_signers", a.cmsSigners)
        && findSymbol(library, "OPENSSL_sk_num", a.stackNum)
        && findSymbol(library, "OPENSSL_sk_value", a.stackValue)
        && findSymbol(library, "OPENSSL_sk_free", a.stackFree)
        && findSymbol(library, "ERR_get_error", a.errorGet)
        && findSymbol(library, "ERR_error_string_n", a.errorText)
        && findSymbol(library, "CRYPTO_free", a.free);
    if (!ok)
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "OpenSSL is missing, so nothing can be signed or checked. Install the package libssl3."), detail,
            QStringLiteral("LTH-SIG-001"));
    return a;
}

QByteArray OpenSslApi::written(BIO *bio) const
{
    char *data = nullptr;
    const long size = bioCtrl(bio, BIO_CTRL_INFO, 0, &data);
    return data && size > 0 ? QByteArray(data, size) : QByteArray();
}

QByteArray OpenSslApi::fingerprint(X509 *certificate) const
{
    unsigned char *der = nullptr;
    const int size = publicKeyDer(certPublicKey(certificate), &der);
    if (size <= 0)
        return {};
    const QByteArray hash = Sha256::of(QByteArrayView(der, size)).toHex();
    free(der, __FILE__, __LINE__);
    return hash;
}

QString OpenSslApi::commonName(X509 *certificate) const
{
    char text[256] = {};
    return nameText(certSubject(certificate), NID_commonName, text, sizeof text) > 0 ? QString::fromUtf8(text) : QString();
}

QString OpenSslApi::lastError() const
{
    const unsigned long first = errorGet();
    while (errorGet() != 0) { }
    char text[256] = {};
    if (first != 0)
        errorText(first, text, sizeof text);
    return QString::fromLatin1(text);
}

} // namespace lathe
