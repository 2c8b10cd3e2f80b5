// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Whether a URL's host (without brackets) is this machine: localhost, an IPv4 address of 127.0.0.0/8 in dotted form, ::1 (RFC 6761,
/// 1122, 4291). Names that merely begin so, as 127.0.0.1.example.org, are not. Asks no resolver; any thread.
bool isLoopbackHost(const QString &host);

} // namespace lathe
