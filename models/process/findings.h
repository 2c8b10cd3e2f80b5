// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxcapabilities.h"
#include <QJsonObject>
#include <optional>

namespace lathe {

/// What the probe found, without a word in any language: it is kept on disk, and the sentences are made each time.
struct SandboxFindings
{
    SandboxCapabilities found;
    QString ownProblem;          ///< Why the own sandbox does not start; empty when it does or was not tried.
    QString bubblewrapProblem;   ///< The same for bubblewrap.
    QString forcedProblem;       ///< Why the tier of $LATHE_SANDBOX does not start.
    bool pidsController = false; ///< The control groups bound processes.
    bool cpuController = false;  ///< The control groups bound CPU.
    bool scope = false;          ///< They are made in a scope of our own, for which each process asks anew.
};

/// The capabilities with their `notEnforced` sentences in the user's language.
SandboxCapabilities capabilitiesOf(const SandboxFindings &findings);
/// `key` names machine, boot, helper and user; what carries another one is not taken back.
QJsonObject findingsToJson(const SandboxFindings &findings, const QByteArray &key);
std::optional<SandboxFindings> findingsFromJson(const QJsonObject &object, const QByteArray &key);

} // namespace lathe
