// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>
#include <utility>

namespace lathe {

/// What an image says to start, as OCI's image configuration has it. Its user is not here: Lambda runs every image as
/// its own unprivileged user.
struct ImageConfig
{
    QStringList entryPoint;
    QStringList command;
    QString workingDir;
    QList<std::pair<QString, QString>> environment; ///< In the image's order.
    bool operator==(const ImageConfig &) const = default;
};

/// A function's own ImageConfig: what is set replaces the image's (an empty list counts as set and empties it).
struct ImageOverrides
{
    std::optional<QStringList> entryPoint;
    std::optional<QStringList> command;
    std::optional<QString> workingDir;
    bool operator==(const ImageOverrides &) const = default;

    ImageConfig applied(ImageConfig config) const
    {
        config.entryPoint = entryPoint.value_or(config.entryPoint);
        // As Docker and Lambda have it: another entry point takes the image's command away.
        config.command = command ? *command : entryPoint ? QStringList() : config.command;
        config.workingDir = workingDir.value_or(config.workingDir);
        return config;
    }
};

} // namespace lathe
