// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/eventstore.h"
#include "project/project.h"
#include <QString>

namespace lathe {

/// What a test ran on, as two short texts: another one means that the result says nothing of what is there now.
struct TestStamp
{
    QString event; ///< Bytes of the event, of what is expected and of what goes along with it.
    QString code;
    bool operator==(const TestStamp &) const = default;
};

QString eventStamp(const EventFile &event);
/// Of a function as the folder has it: settings, and contents of its code and layers; events and Lathe's own files in it do not count.
/// Libraries, and trees over 2,000 files or 32 MB, count by their files' times. Blocking; any thread.
QString codeStamp(const FunctionDefinition &function);

} // namespace lathe
