// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/nativecheck.h"
#include "core/runtimes.h"
#include "package/xray/runtimeimage.h"
#include <QCoreApplication>

namespace lathe {

using Kind = XrayFinding::Kind;

/// The path names a system or processor: packages with prebuilt variants do so, and load the one that fits.
static bool isVariant(std::string_view path)
{
    const QString text = QString::fromUtf8(path.data(), qsizetype(path.size())).toLower();
    for (const char *word : {"prebuilds/", "darwin", "win32", "windows", "macos", "linuxmusl", "musl", "android", "freebsd", "-arm64", "_arm64", "-aarch64", "_aarch64", "-x64", "_x64",
             "-x86_64", "_x86_64", "-ia32", "-arm", "-ppc64", "-s390x", "-riscv64", "-loong64"})
        if (text.contains(QLatin1String(word)))
            return true;
    return false;
}

static QString reinstall(const NativeTarget &target)
{
    const bool arm = target.architecture == u"arm64";
    switch (runtimeFamily(target.runtime)) {
    case RuntimeFamily::Python:
        return QCoreApplication::translate("lathe", "Install it for Lambda: pip install --platform %1 --only-binary=:all: --python-version %2 --target .")
            .arg(arm ? QStringLiteral("manylinux2014_aarch64") : QStringLiteral("manylinux2014_x86_64"), runtimeVersion(target.runtime));
    case RuntimeFamily::Node:
        return QCoreApplication::translate("lathe", "Install it for Lambda: npm install --os=linux --cpu=%1 --libc=glibc").arg(arm ? QStringLiteral("arm64") : QStringLiteral("x64"));
    default:
        return QCoreApplication::translate("lathe", "Build it for Linux on %1, best in Lambda's own image.").arg(target.architecture);
    }
}

static QString machineName(const NativeFile &file)
{
    switch (file.machine) {
    case NativeFile::x86_64: return QStringLiteral("x86_64");
    case NativeFile::aarch64: return file.bigEndian ? QStringLiteral("aarch64_be") : QStringLiteral("arm64");
    case NativeFile::i386: return QStringLiteral("i386");
    case NativeFile::arm: return QStringLiteral("arm");
    case 243: return QStringLiteral("riscv");
    case 21: return QStringLiteral("ppc64");
    case 22: return QStringLiteral("s390");
    case 258: return QStringLiteral("loongarch");
    default: return QStringLiteral("ELF machine %1").arg(file.machine);
    }
}

static NativeProblem foreign(Kind kind, const QString &what, std::string_view path, const NativeTarget &target)
{
    if (isVariant(path))
        return {kind, Severity::Hint, QCoreApplication::translate("lathe", "Variants for %1, which Lambda never loads").arg(what), QCoreApplication::translate("lathe", "Leave them out."), true};
    return {kind, kind == Kind::WrongSystem ? Severity::Warning : Severity::Error,
        QCoreApplication::translate("lathe", "Compiled for %1: it cannot load on Lambda for %2").arg(what, target.architecture), reinstall(target), kind == Kind::WrongSystem};
}

static void checkVersions(const NativeFile &file, const NativeTarget &target, const RuntimeImage &image, QList<NativeProblem> &found)
{
    const QString system = QString::fromLatin1(image.name);
    const auto older = [&](const QString &have) { return target.runtime.isEmpty() ? QString() : QCoreApplication::translate("lathe", "%1 has %2").arg(system, have); };
    if (!file.glibc.isEmpty() && compareVersions(file.glibc, QString::fromLatin1(image.glibc)) > 0) {
        const bool newerHelps = compareVersions(file.glibc, QStringLiteral("2.34")) <= 0;
        found.append({Kind::NewerGlibc, Severity::Error, QCoreApplication::translate("lathe", "Needs glibc %1; %2").arg(file.glibc, older(QString::fromLatin1(image.glibc))),
            newerHelps ? QCoreApplication::translate("lathe", "Choose a runtime on Amazon Linux 2023, or: %1").arg(reinstall(target)) : reinstall(target), false});
    }
    const bool cxx = !file.glibcxx.isEmpty() && compareVersions(file.glibcxx, QString::fromLatin1(image.glibcxx)) > 0;
    const bool abi = !file.cxxabi.isEmpty() && compareVersions(file.cxxabi, QString::fromLatin1(image.cxxabi)) > 0;
    if ((cxx || abi) && !target.provided.contains(QStringLiteral("libstdc++.so.6")))
        found.append({Kind::NewerLibstdcxx, Severity::Error,
            cxx ? QCoreApplication::translate("lathe", "Needs libstdc++ with GLIBCXX_%1; %2").arg(file.glibcxx, older(QLatin1String(image.glibcxx)))
                : QCoreApplication::translate("lathe", "Needs libstdc++ with CXXABI_%1; %2").arg(file.cxxabi, older(QLatin1String(image.cxxabi))),
            QCoreApplication::translate("lathe", "Link it with -static-libstdc++, put a newer libstdc++.so.6 into lib/ of a layer, or: %1").arg(reinstall(target)), false});
}

QList<NativeProblem> checkNative(const NativeFile &file, std::string_view path, const NativeTarget &target)
{
    if (file.format == NativeFile::Format::MachO)
        return {foreign(Kind::WrongSystem, QStringLiteral("macOS"), path, target)};
    if (file.format == NativeFile::Format::Pe)
        return {foreign(Kind::WrongSystem, QStringLiteral("Windows"), path, target)};
    if (file.isAndroid())
        return {foreign(Kind::WrongSystem, QStringLiteral("Android"), path, target)};
    const quint16 wanted = target.architecture == u"arm64" ? NativeFile::aarch64 : NativeFile::x86_64;
    if (file.machine != wanted || file.bigEndian)
        return {foreign(Kind::WrongMachine, machineName(file), path, target)};
    if (file.bits == 32) // x32: the processor fits, the address width does not
        return {foreign(Kind::WrongMachine, QCoreApplication::translate("lathe", "32 bit"), path, target)};
    if (file.isMusl()) {
        if (isVariant(path))
            return {{Kind::Musl, Severity::Hint, QCoreApplication::translate("lathe", "Variants for %1, which Lambda never loads").arg(QStringLiteral("musl")), QCoreApplication::translate("lathe", "Leave them out."), true}};
        return {{Kind::Musl, Severity::Error, QCoreApplication::translate("lathe", "Linked with musl (Alpine Linux): Lambda's C library is glibc"), reinstall(target), false}};
    }
    QList<NativeProblem> found;
    const RuntimeImage *image = runtimeImage(target.runtime);
    if (!image)
        return found;
    checkVersions(file, target, *image, found);
    const QStringList own = runtimeLibraries(target.runtime);
    for (const QString &library : file.needed) {
        const QString name = library.section(u'/', -1);
        if (!image->has(name) && !own.contains(name) && !target.provided.contains(name))
            found.append({Kind::MissingLibrary, Severity::Warning, QCoreApplication::translate("lathe", "Needs %1, which is neither here nor in %2").arg(name, QString::fromLatin1(image->name)),
                QCoreApplication::translate("lathe", "Put %1 into lib/ of a layer or of the function, or install a build that brings it along.").arg(name), false});
    }
    return found;
}

} // namespace lathe
