// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "startoptions.h"
#include <QCoreApplication>

namespace lathe {

StartOptions parseStart(const QStringList &arguments)
{
    StartOptions options;
    bool plain = false;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        QString argument = arguments.at(i);
        if (plain || !argument.startsWith(u'-') || argument == QLatin1String("-")) {
            if (!options.path.isEmpty())
                options.problem = QCoreApplication::translate("lathe", "Only one folder or file can be opened: %1").arg(argument);
            options.path = argument;
            continue;
        }
        if (argument == QLatin1String("--")) {
            plain = true;
            continue;
        }
        QString value;
        const qsizetype equals = argument.indexOf(u'=');
        const bool inLine = equals > 0;
        if (inLine) {
            value = argument.mid(equals + 1);
            argument.truncate(equals);
        }
        const auto take = [&](QString &target) {
            if (!inLine && i + 1 < arguments.size())
                value = arguments.at(++i);
            if (value.isEmpty())
                options.problem = QCoreApplication::translate("lathe", "%1 needs a value.").arg(argument);
            target = value;
        };
        if (argument == QLatin1String("--lang"))
            take(options.language);
        else if (argument == QLatin1String("--theme"))
            take(options.theme);
        else if (argument == QLatin1String("--screenshot"))
            take(options.screenshot);
        else if (argument == QLatin1String("--sample"))
            take(options.sample);
        else if (argument == QLatin1String("--quit-after-first-content"))
            options.quitAfterFirstContent = true;
        else if (argument == QLatin1String("--fresh"))
            options.fresh = true;
        else if (argument == QLatin1String("--help") || argument == QLatin1String("-h"))
            options.help = true;
        else if (argument == QLatin1String("--version"))
            options.version = true;
        else
            options.problem = QCoreApplication::translate("lathe", "There is no option %1. See --help.").arg(argument);
    }
    if (!options.language.isEmpty() && options.language != QLatin1String("en") && options.language != QLatin1String("ko"))
        options.problem = QCoreApplication::translate("lathe", "The language is en or ko, not %1.").arg(options.language);
    return options;
}

QString startHelp()
{
    return QCoreApplication::translate("lathe",
        "Usage: lathe-workbench [options] [FOLDER|FILE]\n\n"
        "Opens the workbench, with the last folder when none is given.\n\n"
        "  --sample ID        make this sample project and open it\n"
        "  --fresh            do not open the last folder\n"
        "  --lang en|ko       language of the interface\n"
        "  --theme NAME       system, light, dark or high-contrast\n"
        "  --screenshot FILE  write a picture of the window and quit\n"
        "  --version, --help\n");
}

} // namespace lathe
