// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/documentfile.h"
#include <QDateTime>
#include <optional>

namespace lathe {

/// A file's text that is read before there is an editor for it, while the program's start waits for its fonts. A value.
struct DocumentAhead
{
    QString path; ///< Absolute and clean.
    qint64 bytes = 0;
    QDateTime modified;
    DocumentText document;

    /// Files over 1 MiB take longer than anything waits, and are read beside the window. Blocking, any thread; nothing for a
    /// folder, a large file or one that cannot be read: whoever opens it says why.
    static std::optional<DocumentAhead> read(const QString &path);
    /// False once the file on disk has another size or time.
    bool isCurrent() const;

    static constexpr qint64 mostBytes = 1024 * 1024;
};

} // namespace lathe
