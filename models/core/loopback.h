// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Whether a URL's host (without brackets) is this machine: localhost, an IPv4 address of 127.0.0.0/8 in dotted form, ::1 (RFC 6761,
/// 1122, 4291). Names that merely begin so, as 127.0.0.1.example.org, are not. Asks no resolver; any thread.
bool isLoopbackHost(const QString &host);

/// Whether programs of this machine reach one another over 127.0.0.1. In a network namespace of its own (`unshare -n`, some
/// containers and build services) the device is down until somebody raises it: listening works there, connecting does not. Sends
/// nothing; any thread.
bool isLoopbackUp();

/// What to say, and to do, where it is down.
QString loopbackRemedy();

} // namespace lathe
