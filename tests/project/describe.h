// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include <QRegularExpression>

namespace lathe {

/// A project as text, one fact a line, defaults left out: what the fixtures compare. Paths are relative to the root.
inline QString describeProject(const Project &project)
{
    QString out;
    const auto relative = [&](QString path) {
        path.replace(project.root + u'/', QString());
        path.replace(project.root.section(u'/', 0, -2) + u'/', QStringLiteral("../"));
        return path == project.root ? QStringLiteral(".") : path;
    };
    const auto value = [](const TemplateText &text) { return text.resolved ? text.text : QStringLiteral("?? ") + text.text; };
    const auto line = [&](const QString &text) { out += text + u'\n'; };
    static const char *const kinds[] = {"plain", "serverless", "sam"};
    static const char *const sources[] = {"Other", "Api", "HttpApi", "FunctionUrl", "Alb", "S3", "Sqs", "Sns", "DynamoDb", "Kinesis", "Schedule",
        "EventBridge", "CloudWatchLogs", "Cognito", "Iot", "Alexa", "WebSocket"};
    line(QStringLiteral("%1 %2").arg(QLatin1String(kinds[int(project.kind)]), project.kind == ProjectKind::Serverless ? project.name : QString()).trimmed());
    for (const LayerDefinition &layer : project.layers)
        line(QStringLiteral("layer %1 = %2 %3 :%4").arg(layer.name, relative(layer.dir), layer.compatibleRuntimes.join(u',')).arg(layer.line));
    for (const FunctionDefinition &f : project.functions) {
        const QString name = f.name == project.root.section(u'/', -1) ? QStringLiteral("(folder)") : f.name;
        line(QStringLiteral("function %1 :%2:%3").arg(name).arg(f.line).arg(f.column));
        if (f.deployedName.text != f.name)
            line(QStringLiteral("  deployed %1").arg(value(f.deployedName)));
        line(QStringLiteral("  %1 %2 %3").arg(value(f.runtime), value(f.handler), f.handlerFile.isEmpty() ? QString() : u'@' + relative(f.handlerFile)).trimmed().prepend(QStringLiteral("  ")));
        if (f.codeDir != project.root)
            line(QStringLiteral("  code %1").arg(relative(f.codeDir)));
        if (f.memoryMib != 128 || f.timeoutSeconds != 3 || f.tmpMib != 512)
            line(QStringLiteral("  memory %1 timeout %2 tmp %3").arg(f.memoryMib).arg(f.timeoutSeconds).arg(f.tmpMib));
        if (f.architecture != u"x86_64")
            line(QStringLiteral("  architecture %1").arg(f.architecture));
        if (!f.logFormat.isEmpty() || !f.applicationLogLevel.isEmpty() || !f.systemLogLevel.isEmpty())
            line(QStringLiteral("  logs %1 %2 %3").arg(f.logFormat, f.applicationLogLevel, f.systemLogLevel));
        if (!f.logGroup.text.isEmpty())
            line(QStringLiteral("  log group %1").arg(value(f.logGroup)));
        if (!f.artifact.isEmpty())
            line(QStringLiteral("  artifact %1").arg(relative(f.artifact)));
        if (!f.imageUri.isEmpty())
            line(QStringLiteral("  image %1").arg(f.imageUri));
        if (!f.imageBuild.contextDir.isEmpty())
            line(QStringLiteral("  build %1 %2 as %3%4").arg(relative(f.imageBuild.contextDir), f.imageBuild.dockerfile.isEmpty() ? QStringLiteral("-") : f.imageBuild.dockerfile,
                f.imageBuild.tag, f.imageBuild.target.isEmpty() ? QString() : QStringLiteral(" stage ") + f.imageBuild.target));
        for (const auto &[key, text] : f.imageBuild.arguments)
            line(QStringLiteral("  build argument %1=%2").arg(key, text));
        if (f.imageConfig.entryPoint)
            line(QStringLiteral("  entry point [%1]").arg(f.imageConfig.entryPoint->join(u',')));
        if (f.imageConfig.command)
            line(QStringLiteral("  command [%1]").arg(f.imageConfig.command->join(u',')));
        if (f.imageConfig.workingDir)
            line(QStringLiteral("  working folder %1").arg(*f.imageConfig.workingDir));
        if (!f.description.text.isEmpty())
            line(QStringLiteral("  description %1").arg(value(f.description)));
        if (!f.role.text.isEmpty())
            line(QStringLiteral("  role %1").arg(value(f.role)));
        for (const auto &[key, text] : f.environment)
            line(QStringLiteral("  env %1=%2 :%3:%4").arg(key, value(text)).arg(text.line).arg(text.column));
        for (const QString &dir : f.layerDirs)
            line(QStringLiteral("  layer %1").arg(relative(dir)));
        for (const TemplateText &arn : f.layerArns)
            line(QStringLiteral("  layer %1").arg(value(arn)));
        if (!f.packagePatterns.isEmpty())
            line(QStringLiteral("  leaves out %1").arg(f.packagePatterns.join(u' ')));
        if (f.inVpc)
            line(QStringLiteral("  in a VPC"));
        for (const FileSystemConfig &config : f.fileSystems)
            line(QStringLiteral("  mounts %1 at %2 :%3").arg(value(config.arn), value(config.localMountPath)).arg(config.localMountPath.line));
        for (auto it = f.tags.begin(); it != f.tags.end(); ++it)
            line(QStringLiteral("  tag %1=%2").arg(it.key(), it.value()));
        for (const Trigger &trigger : f.triggers)
            line(QStringLiteral("  on %1 (%2) %3 :%4").arg(QLatin1String(sources[int(trigger.source)]), trigger.kind, trigger.summary).arg(trigger.line));
    }
    static const char *const severities[] = {"hint", "warning", "error"};
    for (const Diagnostic &d : project.diagnostics)
        line(QStringLiteral("%1 %2 %3:%4:%5 %6 | %7").arg(QLatin1String(severities[int(d.severity)]), d.id, relative(d.file)).arg(d.line).arg(d.column).arg(relative(d.text), relative(d.remedy)));
    return out.replace(QRegularExpression(QStringLiteral(" +\n")), QStringLiteral("\n"));
}

} // namespace lathe
