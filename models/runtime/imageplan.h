// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/launchplan.h"

namespace lathe {

/// Fills in what a container image starts: ENTRYPOINT and CMD in WORKDIR, found as execvp would inside of the image, else
/// Lambda's bootstrap. No shell takes part. Source: "Container image settings", AWS developer guide. Errors: Config
/// (LTH-RUN-003: the root is gone).
Result<> planImage(const FunctionSpec &function, LaunchPlan &plan);

/// The external extensions in an image's /opt/extensions, as paths inside, in order of their names.
QStringList imageExtensions(const QString &imageRoot);

/// The line of the log that tells why an image could not be started, as Lambda writes it.
QByteArray imageLaunchLine(const FunctionSpec &function, const QString &problem);

} // namespace lathe
