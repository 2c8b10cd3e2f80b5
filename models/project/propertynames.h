// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Where a key stands in a template.
enum class PropertyPlace { SamFunction, LambdaFunction, ServerlessFunction };

/// The property that this key is nearly written like, if it is none itself; empty where it is one or like none (frameworks and plugins have keys of
/// their own). Pure; any thread.
QString misspeltProperty(PropertyPlace place, const QString &key);

} // namespace lathe
