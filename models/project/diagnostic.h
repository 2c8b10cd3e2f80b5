// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace lathe {

enum class Severity { Hint, Warning, Error };

/// One thing to tell about a place in a file: what, where, and what to do about it.
struct Diagnostic
{
    Severity severity = Severity::Warning;
    QString id;      ///< Stable, e.g. "LTH-PRJ-004".
    QString file;    ///< Absolute path.
    int line = 0;    ///< 1-based; 0 when it concerns the whole file.
    int column = 0;  ///< 1-based, in characters.
    QString text;    ///< What is the matter (translatable, plain text).
    QString remedy;  ///< What to do, may be empty.
    bool operator==(const Diagnostic &) const = default;
};

} // namespace lathe
