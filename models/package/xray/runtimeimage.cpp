// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/runtimeimage.h"
#include "core/runtimes.h"
#include <QLatin1String>

namespace lathe {

// Which runtime stands on which system: AWS "Lambda runtimes", column operating system. glibc and GCC of each: "Amazon Linux
// 2023 user guide", comparing AL2 and AL2023 (2.26 and 2.34; GCC 7.3 and 11), and from GCC's version that of libstdc++ (GNU
// "ABI policy and guidelines": GCC 7.2 is GLIBCXX_3.4.24 and CXXABI_1.3.11, GCC 11.1 GLIBCXX_3.4.29 and CXXABI_1.3.13). Amazon
// Linux 1 (2018.03): glibc 2.17, GCC 7.2's libstdc++. Libraries: what stands in /lib64 of public.ecr.aws/lambda/provided of each
// tag, as brefphp/aws-lambda-layers lists it (utils/lib-copy, utils/lib-check). Read 2026-11-25.
static constexpr const char *al2023Libraries[] = {
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libBrokenLocale.so.1", "libacl.so.1", "libanl.so.1", "libarchive.so.13", "libassuan.so.0",
    "libattr.so.1", "libaudit.so.1", "libblkid.so.1", "libbz2.so.1", "libc.so.6", "libc_malloc_debug.so.0", "libcap-ng.so.0", "libcap.so.2", "libcom_err.so.2",
    "libcrypto.so.3", "libcurl.so.4", "libdl.so.2", "libffi.so.8", "libform.so.6", "libformw.so.6", "libgcc_s.so.1", "libgcrypt.so.20", "libgio-2.0.so.0",
    "libglib-2.0.so.0", "libgmodule-2.0.so.0", "libgmp.so.10", "libgobject-2.0.so.0", "libgpg-error.so.0", "libgssapi_krb5.so.2", "libgthread-2.0.so.0",
    "libhistory.so.8", "libidn2.so.0", "libjson-c.so.5", "libk5crypto.so.3", "libkeyutils.so.1", "libkrb5.so.3", "libkrb5support.so.0", "liblz4.so.1",
    "liblzma.so.5", "libm.so.6", "libmagic.so.1", "libmenu.so.6", "libmenuw.so.6", "libmount.so.1", "libmpfr.so.6", "libmvec.so.1", "libncurses.so.6",
    "libncursesw.so.6", "libnghttp2.so.14", "libnss_compat.so.2", "libnss_dns.so.2", "libnss_files.so.2", "libp11-kit.so.0", "libpanel.so.6",
    "libpanelw.so.6", "libpcre2-8.so.0", "libpcre2-posix.so.3", "libpopt.so.0", "libpsx.so.2", "libpthread.so.0", "libreadline.so.8", "libresolv.so.2",
    "librt.so.1", "libselinux.so.1", "libsepol.so.2", "libsmartcols.so.1", "libsqlite3.so.0", "libssl.so.3", "libstdc++.so.6", "libtasn1.so.6",
    "libthread_db.so.1", "libtic.so.6", "libtinfo.so.6", "libunistring.so.2", "libutil.so.1", "libuuid.so.1", "libverto.so.1", "libxml2.so.2",
    "libyaml-0.so.2", "libz.so.1", "libzstd.so.1", nullptr};
static constexpr const char *al2Libraries[] = {
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libBrokenLocale.so.1", "libacl.so.1", "libanl.so.1", "libattr.so.1", "libbz2.so.1", "libc.so.6",
    "libcap.so.2", "libcidn.so.1", "libcom_err.so.2", "libcrypt.so.1", "libcrypto.so.10", "libcurl.so.4", "libdb-5.3.so", "libdl.so.2", "libelf.so.1",
    "libffi.so.6", "libform.so.6", "libformw.so.6", "libgcc_s.so.1", "libgmp.so.10", "libgmpxx.so.4", "libgssapi_krb5.so.2", "libhistory.so.6",
    "libicudata.so.50", "libicui18n.so.50", "libicuio.so.50", "libicuuc.so.50", "libidn2.so.0", "libk5crypto.so.3", "libkeyutils.so.1", "libkrb5.so.3",
    "libkrb5support.so.0", "liblber-2.4.so.2", "libldap-2.4.so.2", "libldap_r-2.4.so.2", "liblzma.so.5", "libm.so.6", "libmenu.so.6", "libmenuw.so.6",
    "libmvec.so.1", "libncurses.so.6", "libncursesw.so.6", "libnghttp2.so.14", "libnsl.so.1", "libnspr4.so", "libnss3.so", "libnss_compat.so.2",
    "libnss_dns.so.2", "libnss_files.so.2", "libnssutil3.so", "libp11-kit.so.0", "libpanel.so.6", "libpanelw.so.6", "libpcre.so.1", "libplc4.so",
    "libplds4.so", "libpopt.so.0", "libpthread.so.0", "libreadline.so.6", "libresolv.so.2", "librt.so.1", "libsasl2.so.3", "libselinux.so.1",
    "libsepol.so.1", "libsmime3.so", "libsqlite3.so.0", "libssh2.so.1", "libssl.so.10", "libssl3.so", "libstdc++.so.6", "libtasn1.so.6",
    "libthread_db.so.1", "libtic.so.6", "libtinfo.so.6", "libunistring.so.0", "libutil.so.1", "libuuid.so.1", "libverto.so.1", "libxml2.so.2",
    "libz.so.1", nullptr};

static constexpr RuntimeImage al2023{"Amazon Linux 2023", "2.34", "3.4.29", "1.3.13", al2023Libraries};
static constexpr RuntimeImage al2{"Amazon Linux 2", "2.26", "3.4.24", "1.3.11", al2Libraries};
static constexpr RuntimeImage al1{"Amazon Linux 1", "2.17", "3.4.24", "1.3.11", al2Libraries};

bool RuntimeImage::has(const QString &library) const
{
    for (const char *const *row = libraries; *row; ++row)
        if (library == QLatin1String(*row))
            return true;
    return false;
}

const RuntimeImage *runtimeImage(const QString &runtime)
{
    struct Row
    {
        RuntimeFamily family;
        int al2, al2023; ///< The first version on each; what is older stands on Amazon Linux 1.
    };
    using F = RuntimeFamily;
    static constexpr Row rows[] = {{F::Python, 308, 312}, {F::Node, 12, 20}, {F::Ruby, 207, 303}, {F::Java, 11, 21}, {F::Dotnet, 6, 8}};
    if (runtime.endsWith(QLatin1String(".al2023")))
        return &al2023;
    if (runtime.endsWith(QLatin1String(".al2")))
        return &al2;
    const RuntimeFamily family = runtimeFamily(runtime);
    if (family == F::Unknown)
        return nullptr;
    const QString version = runtimeVersion(runtime);
    const bool dotted = family == F::Python || family == F::Ruby;
    const int number = dotted ? version.section(u'.', 0, 0).toInt() * 100 + version.section(u'.', 1, 1).toInt() : version.toInt();
    for (const Row &row : rows)
        if (row.family == family && number > 0)
            return number >= row.al2023 ? &al2023 : number >= row.al2 ? &al2 : &al1;
    return &al1; // go1.x, provided
}

QStringList runtimeLibraries(const QString &runtime)
{
    const QString version = runtimeVersion(runtime);
    switch (runtimeFamily(runtime)) {
    case RuntimeFamily::Python: return {QStringLiteral("libpython%1.so.1.0").arg(version), QStringLiteral("libpython3.so")};
    case RuntimeFamily::Ruby: return {QStringLiteral("libruby.so.%1").arg(version)};
    case RuntimeFamily::Java: return {QStringLiteral("libjvm.so"), QStringLiteral("libjava.so"), QStringLiteral("libjli.so"), QStringLiteral("libjawt.so")};
    default: return {};
    }
}

} // namespace lathe
