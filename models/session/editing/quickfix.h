// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include "session/textedit.h"
#include <functional>
#include <optional>

namespace lathe {

/// A way to mend what a diagnostic tells: edits of one file's text, which can be undone.
struct QuickFix
{
    QString title; ///< Translatable, says what will stand there.
    QString file;
    QList<TextEdit> edits;
    bool operator==(const QuickFix &) const = default;
};

/// What can be done about a diagnostic, the best first; `textOf` gives the text of a file as it stands in the editor or on disk. A fix
/// whose place is no longer what it was is left out. Thread: any.
QList<QuickFix> quickFixes(const Diagnostic &diagnostic, const Project &project, const std::function<std::optional<QString>(const QString &file)> &textOf);

} // namespace lathe
