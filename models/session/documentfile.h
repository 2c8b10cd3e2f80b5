// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QString>

namespace lathe {

enum class LineEnding { Lf, CrLf, Cr };

/// How the text of a file is stored, so that saving changes nothing but what was edited.
struct TextForm
{
    QByteArray encoding = "UTF-8"; ///< "UTF-8", "UTF-16LE", "UTF-16BE", "CP949" (EUC-KR is a part of it), "ISO-8859-1".
    bool bom = false;
    LineEnding ending = LineEnding::Lf;
    bool mixedEndings = false;     ///< Kept as they are.
    bool operator==(const TextForm &) const = default;
};

/// A file's text as it is edited.
struct DocumentText
{
    QString text;            ///< Line ends as in the file.
    TextForm form;
    bool readOnly = false;   ///< Not writable, binary (NUL bytes) or with a line over 1 MB.
    bool binary = false;
    bool longLines = false;  ///< A line over 20 kB: no lexer, no wrap.

    /// The same bytes on disk. Line ends are part of the text; the encoding matters only where a character is not ASCII.
    bool sameOnDisk(const DocumentText &other) const;
};

/// Reads a file for editing; blocking, any thread. A binary file comes back read-only with a note, never cut.
/// Bytes as loadDocument() would read them.
DocumentText decodeDocument(const QByteArray &bytes);
/// `before`: its encoding when it was read before, kept where the bytes leave a choice.
Result<DocumentText> loadDocument(const QString &path, const QByteArray &before = {});
/// Saves atomically in the same form.
Result<void> saveDocument(const QString &path, const QString &text, const TextForm &form);

} // namespace lathe
