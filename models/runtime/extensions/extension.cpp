// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/extensions/extension.h"

namespace lathe {

QByteArray Extension::logLine() const
{
    QByteArray line = "EXTENSION\tName: " + name + "\tState: " + extensionStateName(state) + "\tEvents: [" + events.join(',') + ']';
    if (!errorType.isEmpty())
        line += "\tError Type: " + errorType;
    return line;
}

} // namespace lathe
