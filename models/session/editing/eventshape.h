// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include <QByteArray>

namespace lathe {

/// The event whose keys a handler's text is to offer: the chosen one, or, when that is empty, the template of what triggers the
/// function. Thread: any.
QByteArray eventShape(const QByteArray &chosen, const FunctionDefinition *function);

} // namespace lathe
