// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/buildsettings.h"
#include "project/diagnosticsink.h"
#include "project/templateparser.h"
#include "project/templatereaders.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

BuildSettings buildSettingsOf(const FunctionDefinition &function)
{
    static const QStringList templates = {QStringLiteral("yaml"), QStringLiteral("yml"), QStringLiteral("json"), QStringLiteral("template")};
    const QFileInfo file(function.file);
    if (!templates.contains(file.suffix().toLower()) || !file.isFile())
        return {};
    DiagnosticSink ignored; // what is wrong with it was said when the project was read
    const Node document = parseTemplateFile(function.file, ignored);
    if (!looksLikeSam(document))
        return {};
    const Node metadata = document.at("Resources").at(function.name).at("Metadata"), properties = metadata.at("BuildProperties");
    BuildSettings settings;
    settings.method = metadata.at("BuildMethod").text();
    settings.skip = metadata.at("SkipBuild").text().compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
    if (const QString dir = properties.at("WorkingDirectory").text(); !dir.isEmpty())
        settings.makefileDir = QDir::cleanPath(QDir(file.absolutePath()).absoluteFilePath(dir));
    settings.binary = properties.at("Binary").text();
    return settings;
}

} // namespace lathe
