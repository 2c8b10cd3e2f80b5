// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <optional>
#include <utility>

namespace lathe {

/// What is kept of a function, or of one of its versions or aliases, as a document whose form the operations of its kind know.
enum class FunctionSetting {
    Policy,            ///< {"Statement": […]}: who else may invoke it.
    EventInvoke,       ///< Retries, age and destinations of asynchronous invocations, as the API has them, and LastModified.
    Url,               ///< Members of FunctionUrlConfig, without what follows from the endpoint.
    RuntimeManagement, ///< UpdateRuntimeOn, RuntimeVersionArn.
    Recursion          ///< RecursiveLoop.
};

/// A kind and a qualifier; an empty one is the function itself.
using FunctionSettingKey = std::pair<FunctionSetting, QString>;

/// Its name in the database.
QString settingName(FunctionSetting setting);
std::optional<FunctionSetting> settingNamed(const QString &name);

} // namespace lathe
