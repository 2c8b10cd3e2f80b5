// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QWidget;

namespace lathe {

class EventPanel;
class Session;
class Settings;

/// The shell command for what has the focus: a deploy, a version, tests, a run of the history, the package; else the run of the current function on
/// the event in its editor, here or, if that was the last run, where it is deployed. Empty without a project. Window's thread.
QString commandFor(const QWidget *focus, Session &session, const Settings &settings, EventPanel &event);

} // namespace lathe
