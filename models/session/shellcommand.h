// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/eventmeta.h"
#include <QByteArray>
#include <QString>

namespace lathe {

/// The text as one word of a POSIX shell (and of fish), in single quotes. Pure; any thread, like all of this file.
QString shellWord(const QString &text);

/// " --target 'aws:dev'"; nothing for the embedded endpoint, which commands take by default.
QString targetOption(const QString &targetId);

/// A run as the window makes it.
struct InvokeLine
{
    QString function;
    QString root;         ///< Of the project.
    QString eventPath;    ///< Absolute; empty: the event has no file.
    QByteArray event;     ///< Exact bytes of an event without a file.
    EventContext context; ///< What goes along with it; beside a file it is read by the command itself.
    bool offline = false; ///< The function gets no network.
    bool cpuShare = false;
    QString target;       ///< Where a deployed function runs: "local", "aws:dev", a URL; empty: run from the folder.
};

/// The command line that does the same. Bytes that are no text go through base64.
QString invokeLine(const InvokeLine &run);

} // namespace lathe
