// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/buildwords.h"
#include "core/figuretext.h"
#include <QCoreApplication>

namespace lathe {

QString buildProgressText(const QString &function, const LayerProgress &progress)
{
    const QString name = progress.of.isEmpty() ? function : progress.of;
    if (progress.tool.isEmpty())
        return QCoreApplication::translate("lathe", "Building %1").arg(name);
    return QCoreApplication::translate("lathe", "Building %1: %2, %3").arg(name, progress.tool, sizeText(progress.bytes));
}

} // namespace lathe
