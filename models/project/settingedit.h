// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "project/project.h"
#include <QByteArray>

namespace lathe {

enum class FunctionSetting { Memory, Timeout, Tmp, Variable };

/// A value of a function that is to stand in its template.
struct SettingChange
{
    FunctionSetting setting = FunctionSetting::Memory;
    QString variable; ///< Name of the environment variable.
    QString value;    ///< Memory and /tmp in MB, the timeout in seconds.
    bool operator==(const SettingChange &) const = default;
};

/// Whether a value is one that Lambda takes; the error says what it takes (LTH-PRJ-080).
Result<> checkSetting(const SettingChange &change);

/// The template's text with the function's own value for this setting, put in where there is none; Globals' and the provider's stay. A text
/// edit at the places of the nodes: every other byte stays. The result is parsed again and must say the new value, else an error
/// says what to write by hand (LTH-PRJ-081). Thread: any.
Result<QByteArray> withSetting(const QByteArray &yaml, const QString &file, ProjectKind kind, const QString &function, const SettingChange &change);

} // namespace lathe
