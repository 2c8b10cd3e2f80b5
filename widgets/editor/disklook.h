// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/documentfile.h"
#include <optional>

namespace lathe {

/// What a page knows of its file when it looks at the disk. A value; any thread.
struct DiskQuestion
{
    QString path;
    DocumentText known;                  ///< The text on disk as the page knows it.
    std::optional<DocumentText> ignored; ///< The version that the user chose to leave.
    std::optional<QByteArray> mine;      ///< The editor's text as UTF-8, if it is another one.
};

/// What is on disk, and how it differs; all that takes time with a large text is done here. A value; any thread.
struct DiskLook
{
    DocumentText theirs;
    bool sameAsKnown = false;
    bool sameAsIgnored = false;
    bool sameAsMine = false;
    qsizetype knownBytes = 0; ///< Of the known text as UTF-8.
    qsizetype start = 0;      ///< Where the known text, as UTF-8, gives way,
    qsizetype length = 0;     ///< how much of it,
    QByteArray text;          ///< and to what. Empty and no length: to nothing.
};

/// Reads the file and compares; blocking, any thread. Fails as loadDocument() does.
Result<DiskLook> lookAtFile(const DiskQuestion &question);

} // namespace lathe
