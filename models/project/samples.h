// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QList>
#include <QString>
#include <QStringList>
#include <functional>

namespace lathe {

/// One sample project in resources/samples/<id>/ with a sample.json (title and description in en and ko, runtime, and the
/// npm packages that `lathe init` installs into a layer folder).
struct SampleInfo
{
    QString id;            ///< e.g. "hello-python".
    QString title;         ///< In the current language.
    QString description;
    QString runtime;
    QStringList npmPackages; ///< Pinned "name@version"; installed into layers/<layer>/nodejs/node_modules.
    QString layer;
};

/// The samples below paths::resources(), in the order of their `order`. `language` as in QLocale::name(), e.g. "ko_KR".
QList<SampleInfo> sampleList(const QString &language);
/// Copies the sample's files into `dir` (made when missing; refused when not empty). Dependencies are a second step.
Result<SampleInfo> copySample(const QString &id, const QString &dir);

/// Arguments for npm that install the sample's packages into its layer, pinned and without running their scripts; empty
/// when it needs none.
QStringList npmInstallArgs(const SampleInfo &sample, const QString &dir);

} // namespace lathe
