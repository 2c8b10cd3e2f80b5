// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <memory>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace lathe {

/// The functions of OpenSSL that signing needs, found in the shared library at run time: a command that signs and checks
/// nothing does not load it. Internal to models/package/signing. Functions may be called from any thread, an object's from one at a time.
struct OpenSslApi
{
    decltype(&::BIO_new_mem_buf) bioNewMem = nullptr;
    decltype(&::BIO_new) bioNew = nullptr;
    decltype(&::BIO_s_mem) bioMem = nullptr;
    decltype(&::BIO_free) bioFree = nullptr;
    decltype(&::BIO_ctrl) bioCtrl = nullptr;
    decltype(&::EVP_PKEY_Q_keygen) keygen = nullptr;
    decltype(&::EVP_PKEY_free) pkeyFree = nullptr;
    decltype(&::EVP_PKEY_get_bits) pkeyBits = nullptr;
    decltype(&::EVP_PKEY_is_a) pkeyIsA = nullptr;
    decltype(&::EVP_sha256) sha256 = nullptr;
    decltype(&::X509_new) certNew = nullptr;
    decltype(&::X509_free) certFree = nullptr;
    decltype(&::X509_set_version) certSetVersion = nullptr;
    decltype(&::X509_get_serialNumber) certSerial = nullptr;
    decltype(&::ASN1_INTEGER_set_int64) integerSet = nullptr;
    decltype(&::X509_getm_notBefore) certNotBefore = nullptr;
    decltype(&::X509_getm_notAfter) certNotAfter = nullptr;
    decltype(&::X509_gmtime_adj) gmtimeAdj = nullptr;
    decltype(&::ASN1_TIME_to_tm) timeToTm = nullptr;
    decltype(&::X509_set_pubkey) certSetKey = nullptr;
    decltype(&::X509_get0_pubkey) certKey = nullptr;
    decltype(&::X509_get_subject_name) certSubject = nullptr;
    decltype(&::X509_set_issuer_name) certSetIssuer = nullptr;
    decltype(&::X509_NAME_add_entry_by_txt) nameAdd = nullptr;
    decltype(&::X509_NAME_get_text_by_NID) nameText = nullptr;
    decltype(&::X509_sign) certSign = nullptr;
    decltype(&::X509_get_X509_PUBKEY) certPublicKey = nullptr;
    decltype(&::i2d_X509_PUBKEY) publicKeyDer = nullptr;
    decltype(&::PEM_write_bio_PKCS8PrivateKey) writeKey = nullptr;
    decltype(&::PEM_read_bio_PrivateKey) readKey = nullptr;
    decltype(&::PEM_write_bio_X509) writeCert = nullptr;
    decltype(&::PEM_read_bio_X509) readCert = nullptr;
    decltype(&::X509_check_private_key) certCheckKey = nullptr;
    decltype(&::CMS_sign) cmsSign = nullptr;
    decltype(&::CMS_verify) cmsVerify = nullptr;
    decltype(&::CMS_ContentInfo_free) cmsFree = nullptr;
    decltype(&::i2d_CMS_bio) cmsWrite = nullptr;
    decltype(&::d2i_CMS_bio) cmsRead = nullptr;
    decltype(&::CMS_get0_signers) cmsSigners = nullptr;
    decltype(&::OPENSSL_sk_num) stackNum = nullptr;
    decltype(&::OPENSSL_sk_value) stackValue = nullptr;
    decltype(&::OPENSSL_sk_free) stackFree = nullptr;
    decltype(&::ERR_get_error) errorGet = nullptr;
    decltype(&::ERR_error_string_n) errorText = nullptr;
    decltype(&::CRYPTO_free) free = nullptr;

    /// Opens libcrypto; LTH-SIG-001 when it is not there. It stays loaded for the life of the process.
    static Result<OpenSslApi> load();

    template <class T, class F>
    static std::unique_ptr<T, F> owned(T *object, F release) { return std::unique_ptr<T, F>(object, release); }
    auto key(EVP_PKEY *object) const { return owned(object, pkeyFree); }
    auto certificate(X509 *object) const { return owned(object, certFree); }
    auto cms(CMS_ContentInfo *object) const { return owned(object, cmsFree); }
    auto bio(BIO *object) const { return owned(object, bioFree); }
    /// Reads these bytes, which must outlive it.
    auto reading(const QByteArray &bytes) const { return bio(bioNewMem(bytes.constData(), int(bytes.size()))); }
    auto writing() const { return bio(bioNew(bioMem())); }
    QByteArray written(BIO *bio) const;
    /// SHA-256 of the certificate's public key (SubjectPublicKeyInfo), in hex.
    QByteArray fingerprint(X509 *certificate) const;
    QString commonName(X509 *certificate) const;
    /// Empties OpenSSL's queue of errors; the oldest one as text. It names no secret.
    QString lastError() const;
};

} // namespace lathe
