// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtimes.h"
#include <QStringList>

namespace lathe {

/// The machine that a layer is built for, as package tools name it. A value.
///
/// Source: AWS "Lambda runtimes": Amazon Linux 2 (glibc 2.26) up to python3.11, nodejs18.x, ruby3.2, java17; Amazon
/// Linux 2023 (glibc 2.34) from python3.12, nodejs20.x, ruby3.3, java21 on.
struct LayerTarget
{
    QString runtime;      ///< "python3.12".
    QString architecture; ///< "x86_64" or "arm64".

    QString version() const { return runtimeVersion(runtime); }
    QString machine() const { return architecture == QLatin1String("arm64") ? QStringLiteral("aarch64") : QStringLiteral("x86_64"); }
    QString npmCpu() const { return architecture == QLatin1String("arm64") ? QStringLiteral("arm64") : QStringLiteral("x64"); }
    /// Minor version of glibc 2 in the runtime's image.
    int glibcMinor() const;
    /// Platform tags for wheels, best first: "manylinux_2_34_x86_64" … "manylinux2014_x86_64".
    QStringList wheelPlatforms() const;
    /// Why a wheel of this file name cannot be used there, in one translatable sentence; empty when it can.
    QString wheelProblem(const QString &fileName) const;
};

/// The first of `runtimes` in the family, else the newest that is not a preview.
LayerTarget layerTarget(RuntimeFamily family, const QStringList &runtimes, const QString &architecture);

} // namespace lathe
