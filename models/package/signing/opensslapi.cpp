// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/opensslapi.h"
#include "core/sha256.h"
#include <QCoreApplication>
#include <dlfcn.h>

namespace lathe {
namespace {

template <class F>
bool find(void *library, const char *name, F &function)
{
    function = reinterpret_cast<F>(::dlsym(library, name));
    return function != nullptr;
}

} // namespace

Result<OpenSslApi> OpenSslApi::load()
{
    void *library = ::dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    const QString detail = library ? QString() : QString::fromLocal8Bit(::dlerror());
    OpenSslApi a;
    const bool ok = library
        && find(library, "BIO_new_mem_buf", a.bioNewMem)
        && find(library, "BIO_new", a.bioNew)
        && find(library, "BIO_s_mem", a.bioMem)
        && find(library, "BIO_free", a.bioFree)
        && find(library, "BIO_ctrl", a.bioCtrl)
        && find(library, "EVP_PKEY_Q_keygen", a.keygen)
        && find(library, "EVP_PKEY_free", a.pkeyFree)
        && find(library, "EVP_PKEY_get_bits", a.pkeyBits)
        && find(library, "EVP_PKEY_is_a", a.pkeyIsA)
        && find(library, "EVP_sha256", a.sha256)
        && find(library, "X509_new", a.certNew)
        && find(library, "X509_free", a.certFree)
        && find(library, "X509_set_version", a.certSetVersion)
        && find(library, "X509_get_serialNumber", a.certSerial)
        && find(library, "ASN1_INTEGER_set_int64", a.integerSet)
        && find(library, "X509_getm_notBefore", a.certNotBefore)
        && find(library, "X509_getm_notAfter", a.certNotAfter)
        && find(library, "X509_gmtime_adj", a.gmtimeAdj)
        && find(library, "ASN1_TIME_to_tm", a.timeToTm)
        && find(library, "X509_set_pubkey", a.certSetKey)
        && find(library, "X509_get0_pubkey", a.certKey)
        && find(library, "X509_get_subject_name", a.certSubject)
        && find(library, "X509_set_issuer_name", a.certSetIssuer)
        && find(library, "X509_NAME_add_entry_by_txt", a.nameAdd)
        && find(library, "X509_NAME_get_text_by_NID", a.nameText)
        && find(library, "X509_sign", a.certSign)
        && find(library, "X509_get_X509_PUBKEY", a.certPublicKey)
        && find(library, "i2d_X509_PUBKEY", a.publicKeyDer)
        && find(library, "PEM_write_bio_PKCS8PrivateKey", a.writeKey)
        && find(library, "PEM_read_bio_PrivateKey", a.readKey)
        && find(library, "PEM_write_bio_X509", a.writeCert)
        && find(library, "PEM_read_bio_X509", a.readCert)
        && find(library, "X509_check_private_key", a.certCheckKey)
        && find(library, "CMS_sign", a.cmsSign)
        && find(library, "CMS_verify", a.cmsVerify)
        && find(library, "CMS_ContentInfo_free", a.cmsFree)
        && find(library, "i2d_CMS_bio", a.cmsWrite)
        && find(library, "d2i_CMS_bio", a.cmsRead)
        && find(library, "CMS_get0_signers", a.cmsSigners)
        && find(library, "OPENSSL_sk_num", a.stackNum)
        && find(library, "OPENSSL_sk_value", a.stackValue)
        && find(library, "OPENSSL_sk_free", a.stackFree)
        && find(library, "ERR_get_error", a.errorGet)
        && find(library, "ERR_error_string_n", a.errorText)
        && find(library, "CRYPTO_free", a.free);
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
