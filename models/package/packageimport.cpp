// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packageimport.h"
#include "core/atomicfile.h"
#include "core/sha256.h"
#include "core/treeremoval.h"
#include "package/missingfolders.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <optional>

namespace lathe {

namespace {

/// A scalar that YAML reads as exactly this text: double quotes take JSON's escapes.
QByteArray quoted(const QString &text)
{
    QByteArray out = "\"";
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += '\\' + QString(c).toUtf8();
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            out += "\\x" + QByteArray::number(c.unicode(), 16).rightJustified(2, '0');
        else
            out += QString(c).toUtf8();
    }
    return out + '"';
}

QByteArray templateOf(const QJsonObject &configuration, const QString &name)
{
    QByteArray out = "# CodeUri names the package as it was imported: deploying it gives the CodeSha256 that it had.\n"
                     "# To deploy what you change in " + name.toUtf8() + "/, name that folder instead. Environment variables were not imported.\n"
                     "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n  Function:\n"
                     "    Type: AWS::Serverless::Function\n    Properties:\n";
    const auto add = [&out](const char *key, const QByteArray &value) { out += QByteArray("      ") + key + ": " + value + '\n'; };
    add("FunctionName", quoted(configuration[QStringLiteral("FunctionName")].toString()));
    add("CodeUri", quoted(name + QStringLiteral(".zip")));
    for (const char *key : {"Runtime", "Handler", "Description", "Role"})
        if (const QString value = configuration[QLatin1String(key)].toString(); !value.isEmpty())
            add(key, quoted(value));
    for (const char *key : {"MemorySize", "Timeout"})
        if (const int value = configuration[QLatin1String(key)].toInt(); value > 0)
            add(key, QByteArray::number(value));
    if (const QJsonArray list = configuration[QStringLiteral("Architectures")].toArray(); !list.isEmpty())
        add("Architectures", '[' + quoted(list.first().toString()) + ']');
    return out;
}

/// Removes what was made unless it is kept: files and folders that are added, then those on the way to `dir` that were not there.
class Undo
{
public:
    explicit Undo(const QString &dir) : m_folders(dir) {}
    ~Undo()
    {
        if (m_kept)
            return;
        for (const QString &path : m_made)
            removeTree(path);
        m_folders.remove();
    }
    Q_DISABLE_COPY(Undo)
    void add(const QString &path) { m_made.append(path); }
    void keep() { m_kept = true; }

private:
    bool m_kept = false;
    QStringList m_made;
    const MissingFolders m_folders;
};

} // namespace

Result<PackageImport> importPackage(const PackageImportSpec &spec)
{
    static const auto notIn = QStringLiteral("[^A-Za-z0-9_-]");
    QString name = spec.name;
    name.replace(QRegularExpression(notIn), QStringLiteral("_"));
    name = name.isEmpty() ? QStringLiteral("function") : name.left(64);
    if (QFileInfo::exists(spec.dir) && !QDir(spec.dir).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "%1 is not an empty folder. Import into another one.").arg(spec.dir), {}, QStringLiteral("LTH-PKG-020"));
    }
    // Before anything is copied: a pipe would be waited for, and much is refused already by its directory.
    if (const auto readable = readPackageList(spec.zip, ExtractLimits::lambda()); !readable)
        return tl::unexpected(readable.error());
    Undo undo(spec.dir);
    if (!QDir().mkpath(spec.dir))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created. Make it by hand, or choose another place for it.").arg(spec.dir));
    const QString dir = QFileInfo(spec.dir).absoluteFilePath();
    PackageImport made{dir, dir + u'/' + name + QStringLiteral(".zip"), dir + u'/' + name, {}, {}, 0};
    undo.add(made.folder);
    // The copy is what is checked and unpacked: the original may change meanwhile.
    undo.add(made.zip);
    if (!QFile::copy(spec.zip, made.zip))
        return fail(QFileInfo::exists(spec.zip) ? ErrorCode::Io : ErrorCode::NotFound, QCoreApplication::translate("lathe", "The package %1 cannot be copied to %2.").arg(spec.zip, made.zip), {}, QStringLiteral("LTH-PKG-021"));
    QFile::setPermissions(made.zip, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    const auto list = readPackageList(made.zip, ExtractLimits::lambda());
    if (!list)
        return tl::unexpected(list.error());
    made.entries = int(list->size());
    if (auto done = extractPackage(made.zip, made.folder, ExtractLimits::lambda(), spec.watch); !done)
        return tl::unexpected(done.error());
    Sha256 hash;
    QFile file(made.zip);
    QByteArray chunk(1 << 18, Qt::Uninitialized);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be copied to %2.").arg(spec.zip, made.zip), file.errorString(), QStringLiteral("LTH-PKG-021"));
    for (qint64 n = 0; (n = file.read(chunk.data(), chunk.size())) > 0;)
        hash.add(QByteArrayView(chunk).first(n));
    if (spec.watch.cancel && spec.watch.cancel->load())
        return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Stopped."));
    made.codeSha256 = QString::fromLatin1(hash.result().toBase64());
    if (!spec.configuration.isEmpty()) {
        made.templateFile = dir + QStringLiteral("/template.yaml");
        undo.add(made.templateFile);
        if (auto done = writeFileAtomically(made.templateFile, templateOf(spec.configuration, name)); !done)
            return tl::unexpected(done.error());
    }
    undo.keep();
    return made;
}

} // namespace lathe
