// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/pathmentions.h"

namespace lathe {

QList<PathMention> mentionsOf(const Project &project, const QString &path)
{
    QList<PathMention> mentions;
    if (project.kind == ProjectKind::Plain || project.templateFile.isEmpty())
        return mentions;
    const bool sam = project.kind == ProjectKind::Sam;
    const auto isMeant = [&](const QString &named) { return !named.isEmpty() && (named == path || named.startsWith(path + u'/')); };
    if (isMeant(project.templateFile))
        mentions.append({{}, {}, project.templateFile, 0});
    for (const FunctionDefinition &function : project.functions) {
        const auto note = [&](const QString &named, const QString &setting, int line) {
            if (isMeant(named))
                mentions.append({function.name, setting, function.file, line > 0 ? line : function.line});
        };
        note(function.handlerFile, sam ? QStringLiteral("Handler") : QStringLiteral("handler"), function.handler.line);
        note(function.artifact, sam ? QStringLiteral("CodeUri") : QStringLiteral("package.artifact"), 0);
        if (function.artifact.isEmpty() && sam)
            note(function.codeDir, QStringLiteral("CodeUri"), 0);
        note(function.imageBuild.contextDir, sam ? QStringLiteral("DockerContext") : QStringLiteral("image"), 0);
    }
    for (const LayerDefinition &layer : project.layers)
        if (isMeant(layer.dir))
            mentions.append({layer.name, sam ? QStringLiteral("ContentUri") : QStringLiteral("path"), layer.file, layer.line});
    return mentions;
}

} // namespace lathe
