// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "project/project.h"
#include <QByteArray>

namespace lathe {

/// A SAM template that says what a plain folder means by convention, so that settings have a place. The function keeps the name that it is
/// deployed under. For folders of one function without layers; for others an error says so (LTH-PRJ-082). Thread: any.
struct PlainTemplate
{
    QByteArray yaml;
    QString function; ///< Its name in the template.
};
Result<PlainTemplate> templateOfPlainFolder(const Project &project);

} // namespace lathe
