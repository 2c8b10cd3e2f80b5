// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxspec.h"
#include <QByteArray>
#include <QString>

namespace lathe {

/// How Lambda names the end of a runtime that should have gone on.
struct ExitText
{
    QByteArray type;  ///< "Runtime.ExitError", "Runtime.OutOfMemory", "Runtime.InvalidEntrypoint"
    QString message;  ///< Without "RequestId: … Error: ".
};

/// `entrypoint` is the program that should have been started, for the message when it could not.
ExitText exitText(const SandboxExit &exit, const QString &entrypoint);
/// The same of an external extension: "Extension.Crash", or "Extension.LaunchError" when `path` could not be started.
ExitText extensionExitText(const SandboxExit &exit, const QString &path);

} // namespace lathe
