// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionsetting.h"

namespace lathe {

static constexpr std::pair<FunctionSetting, const char *> names[] = {{FunctionSetting::Policy, "policy"}, {FunctionSetting::EventInvoke, "event-invoke"},
    {FunctionSetting::Url, "url"}, {FunctionSetting::RuntimeManagement, "runtime-management"}, {FunctionSetting::Recursion, "recursion"}};

QString settingName(FunctionSetting setting)
{
    for (const auto &[value, name] : names)
        if (value == setting)
            return QString::fromLatin1(name);
    return {};
}

std::optional<FunctionSetting> settingNamed(const QString &text)
{
    for (const auto &[value, name] : names)
        if (text == QLatin1String(name))
            return value;
    return {};
}

} // namespace lathe
