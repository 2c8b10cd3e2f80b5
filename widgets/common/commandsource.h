// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// A panel that can say which shell command does what it does; asked by "Copy as Command" when it has the focus.
class CommandSource
{
public:
    virtual ~CommandSource() = default;
    /// Empty: there is nothing to do at the moment.
    virtual QString command() const = 0;
};

} // namespace lathe
