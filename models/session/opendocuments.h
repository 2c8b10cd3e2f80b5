// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/textedit.h"
#include <QHash>
#include <QString>
#include <optional>

namespace lathe {

/// What became of edits of an open document.
enum class EditOutcome {
    Refused, ///< Nothing changed: it is not open, or read-only.
    Unsaved, ///< The text has them, but it could not be saved; its own bar says why.
    Applied, ///< And saved, if the text had no unsaved changes before.
};

/// The texts that are open in editors, as those see them who change files: an open file is changed in its editor, where it can
/// be undone, and not behind it. Implemented by the editors; window's thread.
class OpenDocuments
{
public:
    virtual ~OpenDocuments() = default;
    /// Texts of changed documents by absolute path; compositions are not ended.
    virtual QHash<QString, QString> unsavedTexts() const = 0;
    /// The text as it stands in the editor; nothing when the file is not open.
    virtual std::optional<QString> openText(const QString &path) const = 0;
    /// Applies edits as one step that can be undone, and saves if the text had no unsaved changes before.
    virtual EditOutcome applyEdits(const QString &path, const QList<TextEdit> &edits) = 0;
};

} // namespace lathe
