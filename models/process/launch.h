// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "process/protocol.h"
#include "process/sandboxcapabilities.h"
#include "process/sandboxspec.h"
#include "process/spawn.h"

namespace lathe {

/// The ends that the engine holds of a helper it started.
struct LaunchedHelper
{
    pid_t pid = -1;
    OwnedFd pidFd;       ///< Readable when the helper ended; invalid on kernels without pidfd.
    OwnedFd control;     ///< SOCK_SEQPACKET, non-blocking.
    OwnedFd output;      ///< Non-blocking.
    OwnedFd errorOutput; ///< Non-blocking.
    OwnedFd extensionOutput; ///< Non-blocking; invalid where there are no extensions.
    OwnedFd page;        ///< memfd of initproto::Page.
};

/// Turns the specification into the helper's, for the tier of this machine; merges layers where the kernel does not; what
/// was merged stays as long as `lease` is kept.
Result<initproto::Spec> helperSpec(const SandboxSpec &spec, const SandboxCapabilities &capabilities, CacheLease *lease = nullptr);
/// The specification as the helper reads it: a sealed memfd.
Result<OwnedFd> sealedSpec(const initproto::Spec &spec);
/// Starts lathe-init (`program`; empty: the one that belongs to this executable) with its descriptors and this role on its
/// command line; `tmpMount` goes with Tmp::Given. The caller reaps it.
Result<LaunchedHelper> launchHelper(const initproto::Spec &spec, const QByteArray &program = {}, const QByteArray &role = "outer",
                                    int tmpMount = -1);
/// Sends a record of this type with a descriptor. False when the helper is gone.
bool sendMessage(int socket, initproto::Message::Type type, int attached);
/// One record, with the descriptor that came with it. As recvmsg: 0 at the end, -1 with errno.
ssize_t receiveMessage(int socket, initproto::Message &message, OwnedFd &attached);
/// The sentence for a Failed record.
QString setupError(const initproto::Message &message);

} // namespace lathe
