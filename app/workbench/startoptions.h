// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace lathe {

/// What the command line of the workbench asks for.
struct StartOptions
{
    QString path;        ///< Folder or file, empty: the last folder.
    QString language;    ///< "en", "ko", or empty.
    QString theme;       ///< A ThemeMode id, or empty.
    QString screenshot;  ///< Write a picture of the window here, then quit.
    QString sample;      ///< Make this sample and open it.
    bool fresh = false;  ///< Do not open the last folder.
    bool quitAfterFirstContent = false; ///< For benchmarks: end as soon as the editor has painted a file.
    bool help = false;
    bool version = false;
    QString problem;     ///< Why the line makes no sense; empty when it does.
};

StartOptions parseStart(const QStringList &arguments);
QString startHelp();

} // namespace lathe
