// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "deploy/deployplan.h"
#include "project/project.h"
#include <QJsonObject>

/// From a function of the project to Lambda's own JSON, and what differs from a deployed one. Pure. Thread: any.
namespace lathe::functionrequest {

/// What the project wants, as far as it is known here.
struct Wanted
{
    QString name;
    QJsonObject configuration;   ///< Keys of CreateFunction; what is not known here is left out.
    QStringList unknownVariables; ///< Environment variables without a value here: a deployed value is kept.
    bool layersKnown = true;     ///< False: deployed layers are kept.
    QStringList warnings;        ///< With file and line.
};

/// What stands in a request for a layer's version that is yet to be published: this and the layer's name.
inline constexpr QLatin1String newLayerPrefix("new:");

/// What takes the place of each layer folder of a function: an ARN, or newLayerPrefix and a name.
using LayerReferences = QHash<QString, QString>;

/// `role` is used when the project names none. Folders that are not in `layers` are left out with a warning. Errors: Config (name, Unresolved), TooLarge (environment).
Result<Wanted> wanted(const FunctionDefinition &function, const QString &role, const LayerReferences &layers = {});

/// The configuration keys that differ from `remote` (a FunctionConfiguration), with the values to send; the architecture is
/// not among them because it is sent with the code.
QJsonObject changes(const Wanted &wanted, const QJsonObject &remote);
/// One line for each thing, in the order in which people look: code, handler, runtime, … An empty `remote` gives Create lines.
QList<PlanLine> lines(const Wanted &wanted, const QJsonObject &remote, const QString &codeSha256, qint64 packageBytes);
/// One line for each of the function's layers that the project has: published or the same.
QList<PlanLine> layerLines(const QList<PlanLayer> &layers);
/// Whether the deployed function runs on the wanted architecture.
bool sameArchitecture(const Wanted &wanted, const QJsonObject &remote);
/// What overrides an image's own settings, of a request or an answer, without what says nothing.
QJsonObject imageConfig(const QJsonObject &configuration);
/// Whether every key of `request` has the value it asks for in `remote`.
bool holds(const QJsonObject &request, const QJsonObject &remote);
/// Whether the name of a variable suggests a secret.
bool isSensitive(const QString &variable);

} // namespace lathe::functionrequest
