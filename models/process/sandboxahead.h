// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/aheadstart.h"
#include "process/launch.h"
#include <memory>
#include <optional>

namespace lathe {

/// A sandbox that is begun before anybody knows what will run in it: its helper makes the namespaces and the system's part
/// of the file system while the command is still reading the project. Owned by the command's composition root, taken by the
/// first sandbox that it fits; one that nobody takes ends with this object. Lives on the thread that made it.
class SandboxAhead
{
public:
    /// As the last run of this executable found the machine; nullptr when it left nothing.
    static std::unique_ptr<SandboxAhead> start() { return adopt(startAhead()); }
    /// The same for one that was begun before Qt was loaded. Owns what it is given.
    static std::unique_ptr<SandboxAhead> adopt(const AheadStart &begun);
    /// Leaves to the next start() what this machine allows; nothing is written when that is known.
    static void remember(const SandboxCapabilities &capabilities);
    /// Leaves to it that nothing can be begun on this machine as it is now: an ordinary start got through where it failed.
    static void giveUp(const initproto::Spec &spec);

    /// The helper, at work on this specification; nullopt when it was begun for another machine, has failed or was taken:
    /// start one the ordinary way then.
    std::optional<LaunchedHelper> begin(const initproto::Spec &spec);
    /// Whether the helper came to an end before begin().
    bool hasFailed() const { return m_failed; }

private:
    SandboxAhead(initproto::Spec hints, LaunchedHelper helper) : m_hints(std::move(hints)), m_helper(std::move(helper)) {}
    bool fits(const initproto::Spec &spec) const;

    initproto::Spec m_hints;
    std::optional<LaunchedHelper> m_helper;
    bool m_failed = false;
};

} // namespace lathe
