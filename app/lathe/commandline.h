// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commandspec.h"
#include <optional>
#include <string>

namespace lathe {

/// Why a command line gives nothing to run.
struct LineProblem
{
    std::string help; ///< --help was among the words: this text, and no error. Else empty.
    QString error;
};

/// Parses the words of one command, its name first, with the options of its own and those that every command has.
std::optional<LineProblem> parseLine(const CommandSpec &spec, int argc, char **argv, Arguments *result);

} // namespace lathe
