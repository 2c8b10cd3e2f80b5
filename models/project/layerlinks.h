// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"

namespace lathe {

/// One entry of a function's list of layers, in Lambda's order: a later one hides files of an earlier one.
struct LayerLink
{
    QString name;       ///< Of the template's layer or the folder below layers/; an ARN or expression where it is none of these.
    QString dir;        ///< Absolute folder; empty for a layer that is not in the project.
    bool inherited = false; ///< From the provider or Globals.
    int line = 0;       ///< Where it stands in the template; 0 by convention.
    bool operator==(const LayerLink &) const = default;
};

/// A file with its new bytes.
struct FileEdit
{
    QString file;
    QByteArray bytes;
    bool operator==(const FileEdit &) const = default;
};

/// The function's list as the project has it. NotFound when there is no such function.
Result<QList<LayerLink>> functionLayers(const Project &project, const QString &function);

/// The same of all functions, by name; the template is read once.
QHash<QString, QList<LayerLink>> allFunctionLayers(const Project &project);

/// What to write so that the function has exactly the layers `wanted`, in this order: names of its present links or of
/// `shelf` (layers that may be new to the template). Templates are changed at their marks and never written out again:
/// serverless.yml gets "layers: NAME: path:" and "{Ref: NameLambdaLayer}", a SAM template an AWS::Serverless::LayerVersion
/// and "!Ref"; the result is parsed and compared before it is given back. A plain folder keeps the lists in
/// layers/functions.json; a function without a list has all folders below layers/, sorted by name.
/// Errors: TooLarge (LTH-LYR-020: more than five), NotFound, Conflict (LTH-LYR-026: an inherited one cannot be left out
/// here), Unsupported (LTH-LYR-027: the place in the template cannot be changed; the lines to add by hand are the detail).
Result<QList<FileEdit>> setFunctionLayers(const Project &project, const QString &function, const QStringList &wanted, const QList<LayerDefinition> &shelf);

/// What to write so that a layer whose folder moves from `from` to `to` (absolute) is still found: the template's path, or
/// the names in a plain folder's lists. Nothing when nothing names it. Errors: Unsupported (LTH-LYR-027).
Result<QList<FileEdit>> moveLayer(const Project &project, const QString &from, const QString &to);
/// What to write so that nothing defines the layer of this folder any more. Errors: as above.
Result<QList<FileEdit>> dropLayer(const Project &project, const QString &dir);

/// Writes them, each atomically.
Result<> applyEdits(const QList<FileEdit> &edits);

/// layers/functions.json of a plain folder: function → list. Empty when there is none; `problem` (may be null) says why
/// it cannot be read.
QMap<QString, QStringList> plainLayerLists(const QString &root, QString *problem = nullptr);

/// The framework's name of a layer's resource: "my-tools" is MyDashtoolsLambdaLayer.
QString serverlessLayerId(const QString &name);

} // namespace lathe
