// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnosticsink.h"
#include <QByteArray>

namespace lathe {

/// Says where a text is no TOML 1.0 (LTH-SYN-002): samconfig.toml, pyproject.toml, Cargo.toml. What is nested more than 64 levels deep is not looked at:
/// toml11, the only reader of TOML here, is recursive. Thread: any.
void checkToml(const QByteArray &bytes, const QString &file, DiagnosticSink &sink);

} // namespace lathe
