// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QString>
#include <QStringList>

namespace lathe {

/// The text of a serverless.yml with these entries at the end of the function's `package.patterns`, or of the service's when the
/// function has none of its own; the list is made where it is missing. A text edit at the places of the nodes: every other
/// byte stays. The result is parsed again and must hold the old entries and the new ones, else an error says what to write by
/// hand (LTH-PKG-040). `patterns` in the framework's form ("!x" leaves out). Any thread.
Result<QByteArray> withServerlessPatterns(const QByteArray &yaml, const QString &file, const QString &function, const QStringList &patterns);

} // namespace lathe
