// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QLoggingCategory>
#include <QString>

namespace lathe {

Q_DECLARE_LOGGING_CATEGORY(logRuntime)
Q_DECLARE_LOGGING_CATEGORY(logProcess)
Q_DECLARE_LOGGING_CATEGORY(logHttp)
Q_DECLARE_LOGGING_CATEGORY(logCloud)
Q_DECLARE_LOGGING_CATEGORY(logAws)
Q_DECLARE_LOGGING_CATEGORY(logUi)

/// Replaces what looks like a credential (AWS secret keys, session tokens, signatures, Authorization and cookie headers,
/// passwords in URLs, private key blocks, bearer tokens) with "[redacted]". Used by the one log sink and by every export.
QString redacted(QString text);

/// Installs the one message handler: redacts, then writes to standard error. Called once by each composition root.
/// `verbose` lets debug messages of the lathe.* categories through.
void installLogSink(bool verbose);

} // namespace lathe
