// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace lathe {

enum class ChangeKind { Same, Create, Update, Remove };

/// One line of the difference that the user reviews.
struct PlanLine
{
    ChangeKind kind = ChangeKind::Same;
    QString field;    ///< "Code", "MemorySize", "Environment.TABLE" …
    QString before;   ///< As text for people; empty when it did not exist.
    QString after;
    bool sensitive = false; ///< The value of a variable that looks like a secret: views mask it.
    bool operator==(const PlanLine &) const = default;
};

enum class StepKind { PublishLayer, CreateFunction, UpdateCode, UpdateConfiguration, WaitUpdated, PublishVersion, SetAlias, SetUrl, AddPermission };

struct PlanStep
{
    StepKind kind = StepKind::WaitUpdated;
    QString title;          ///< For people.
    QJsonObject request;    ///< The API's own JSON, without the code.
    bool operator==(const PlanStep &) const = default;
};

/// A layer of the project that the function uses, as it is here and at the target.
struct PlanLayer
{
    QString name;           ///< LayerName at the target.
    QString file;           ///< Zip on disk.
    QString codeSha256;     ///< Base64, as Lambda reports it.
    qint64 zipBytes = 0;
    qint64 unzippedBytes = 0;
    qint64 remoteVersion = 0; ///< The newest one at the target; 0: none.
    QString remoteSha256;
    qint64 remoteBytes = 0;
    QString arn;            ///< Of the version to use; empty: it must be published first.
    bool operator==(const PlanLayer &) const = default;
};

/// What a deploy of one function will do. Empty steps: nothing to do.
struct DeployPlan
{
    QString functionName;
    QString targetName;     ///< "local", "aws (dev, eu-west-1)" …
    QString packageFile;    ///< Zip on disk; empty for an image.
    QString imageUri;       ///< The container image as the target is told of it; empty: the code is a zip.
    QString codeSha256;     ///< Base64, as Lambda reports it; of an image the digest's hexadecimal digits, empty when only its registry knows.
    QString remoteSha256;   ///< Empty when the function does not exist.
    QString revisionId;     ///< Of the function when it was looked at.
    QJsonObject remote;     ///< Its configuration then; empty when it does not exist.
    qint64 packageBytes = 0;
    QList<PlanLayer> layers; ///< Of the project, each once.
    QList<PlanLine> lines;
    QList<PlanStep> steps;
    QString alias;          ///< That a version is published for; the URL is the alias's then. Empty: none.
    QString aliasVersion;   ///< What it names now; empty: it does not exist.
    QString url;            ///< The function's URL, where it has one now.
    QStringList warnings;   ///< Unresolved values that were left out, a missing role …
    bool isEmpty() const { return steps.isEmpty(); }
};

struct DeployResult
{
    QString functionName;
    QString functionArn;
    QString version;        ///< "$LATEST" or the published one.
    QString codeSha256;
    QString alias, url;     ///< Empty: none was asked for.
    QStringList publishedLayers; ///< ARNs of the layers' versions that were published.
    bool changed = false;
    double seconds = 0;
};

} // namespace lathe
