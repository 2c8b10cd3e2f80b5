// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/plaintemplate.h"
#include "project/yamlquote.h"
#include <QCoreApplication>
#include <QDir>

namespace lathe {

/// "my-fn" as the name of a resource: MyFn.
static QString resourceId(const QString &name)
{
    QString id;
    bool upper = true;
    for (const QChar c : name) {
        const bool plain = c.unicode() < 128 && c.isLetterOrNumber();
        if (plain)
            id += upper ? c.toUpper() : c;
        upper = !plain;
    }
    return id.isEmpty() || id.at(0).isDigit() ? QStringLiteral("Function") + id : id;
}

Result<PlainTemplate> templateOfPlainFolder(const Project &project)
{
    const auto refuse = [] {
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "This folder has no template, and its functions have Lambda's defaults. Write a template.yaml to change them."), {},
            QStringLiteral("LTH-PRJ-082"));
    };
    if (project.kind != ProjectKind::Plain || project.functions.size() != 1 || !project.layers.isEmpty())
        return refuse();
    const FunctionDefinition &function = project.functions.first();
    if (!function.layerOrder.isEmpty() || !function.imageUri.isEmpty() || !function.artifact.isEmpty() || !function.runtime.resolved || !function.handler.resolved)
        return refuse();
    const QString code = QDir(project.root).relativeFilePath(function.codeDir);
    if (code.startsWith(QLatin1String("..")))
        return refuse();
    const QString id = resourceId(function.name);
    QByteArray yaml = "Transform: AWS::Serverless-2016-10-31\nResources:\n  " + id.toUtf8() + ":\n    Type: AWS::Serverless::Function\n    Properties:\n";
    yaml += "      FunctionName: " + singleQuoted(function.deployedName.text.isEmpty() ? function.name : function.deployedName.text).toUtf8() + '\n';
    yaml += "      CodeUri: " + (code == QLatin1String(".") ? QByteArray(".") : singleQuoted(code).toUtf8()) + '\n';
    yaml += "      Handler: " + function.handler.text.toUtf8() + "\n      Runtime: " + function.runtime.text.toUtf8() + '\n';
    return PlainTemplate{yaml, id};
}

} // namespace lathe
