// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/samples.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

QString samplesDir() { return paths::resources() + QStringLiteral("/samples"); }

struct Loaded { SampleInfo info; int order = 0; QStringList executables; };

std::optional<Loaded> load(const QString &id, const QString &language)
{
    QFile file(samplesDir() + u'/' + id + QStringLiteral("/sample.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json.isEmpty())
        return {};
    const QString code = language.section(u'_', 0, 0).section(u'-', 0, 0);
    const auto translated = [&](const char *key) {
        const QJsonObject texts = json.value(QLatin1String(key)).toObject();
        return texts.value(code).toString(texts.value(QLatin1String("en")).toString());
    };
    Loaded loaded;
    loaded.info = {id, translated("title"), translated("description"), json.value(QLatin1String("runtime")).toString(), {}, json.value(QLatin1String("layer")).toString()};
    for (const QJsonValue &package : json.value(QLatin1String("npm")).toArray())
        loaded.info.npmPackages << package.toString();
    for (const QJsonValue &name : json.value(QLatin1String("executables")).toArray())
        loaded.executables << name.toString();
    loaded.order = json.value(QLatin1String("order")).toInt(1000);
    return loaded;
}

/// An installation or a checkout may have lost the x bits, so the sample names its programs itself.
Result<> copyFile(const QString &from, const QString &to, bool executable)
{
    if (!QDir().mkpath(QFileInfo(to).path()) || !QFile::copy(from, to))
        return fail(ErrorCode::Io, tr("%1 cannot be written; check the disk's space and the folder's permissions.").arg(to));
    const QFile::Permissions read = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;
    const QFile::Permissions run = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
    if (!QFile::setPermissions(to, executable ? read | run : read))
        return fail(ErrorCode::Io, tr("The permissions of %1 cannot be set.").arg(to));
    return {};
}

} // namespace

QList<SampleInfo> sampleList(const QString &language)
{
    QList<Loaded> all;
    for (const QString &id : QDir(samplesDir()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (const auto loaded = load(id, language))
            all.append(*loaded);
    std::stable_sort(all.begin(), all.end(), [](const Loaded &a, const Loaded &b) { return a.order < b.order; });
    QList<SampleInfo> list;
    for (const Loaded &loaded : all)
        list.append(loaded.info);
    return list;
}

Result<SampleInfo> copySample(const QString &id, const QString &dir)
{
    const bool plainName = !id.isEmpty() && !id.contains(u'/') && !id.startsWith(u'.');
    const std::optional<Loaded> sample = plainName ? load(id, QStringLiteral("en")) : std::nullopt;
    if (!sample) {
        QStringList known;
        for (const SampleInfo &one : sampleList(QStringLiteral("en")))
            known << one.id;
        return fail(ErrorCode::NotFound, tr("There is no sample %1; choose one of: %2.").arg(id, known.join(QStringLiteral(", "))), {}, QStringLiteral("LTH-PRJ-070"));
    }
    const QDir target(dir);
    if (QFileInfo::exists(dir) && (!QFileInfo(dir).isDir() || !target.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)))
        return fail(ErrorCode::AlreadyExists, tr("%1 is not empty; give a new or an empty folder.").arg(dir), {}, QStringLiteral("LTH-PRJ-071"));
    const QDir source(samplesDir() + u'/' + id);
    if (!QDir().mkpath(dir))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be created.").arg(dir));
    QDirIterator files(source.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString from = files.next();
        const QString relative = source.relativeFilePath(from);
        if (relative == u"sample.json")
            continue;
        if (const Result<> copied = copyFile(from, target.filePath(relative), sample->executables.contains(relative)); !copied)
            return tl::unexpected(copied.error());
    }
    return sample->info;
}

QStringList npmInstallArgs(const SampleInfo &sample, const QString &dir)
{
    if (sample.npmPackages.isEmpty())
        return {};
    QStringList args{QStringLiteral("install"), QStringLiteral("--ignore-scripts"), QStringLiteral("--no-audit"), QStringLiteral("--no-fund"),
        QStringLiteral("--save-exact"), QStringLiteral("--prefix"), dir + QStringLiteral("/layers/") + sample.layer + QStringLiteral("/nodejs")};
    return args + sample.npmPackages;
}

} // namespace lathe
