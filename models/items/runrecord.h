// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"
#include <QDateTime>

namespace lathe {

/// One finished run as the window shows it.
struct RunRecord
{
    QString functionName;
    QString where;          ///< "local run" or the target's name.
    QString eventName;
    QByteArray event;
    InvokeOutcome outcome;  ///< `outcome.chunks`: when the parts of a streamed response came.
    QByteArray partial;     ///< What a streaming function had sent before it failed.
    QDateTime started;
    QString architecture = QStringLiteral("x86_64");
    int tmpMib = 0;         ///< 0: not known, as of what is deployed.
    bool deployed = false;  ///< It ran where it is deployed, not from the open folder.
};

} // namespace lathe
