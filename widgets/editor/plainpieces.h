// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace lathe {

// Scintilla lays out a line in one piece, anew with each key in it, and asks for the widths of what has one style in one go. The time that
// QScintilla takes grows with the square of such a piece: 0.3 ms for each kilobyte of a line without styles. Of pieces of less than 30 bytes
// the widths are kept. So plain text gets styles of equal look, another one every few characters.

inline constexpr int plainPieceStyles = 3;
inline constexpr int plainPieceBytes = 24; ///< And a character that is not over yet: below Scintilla's 30.

/// The styles of plain text by its bytes and the styles they have (a byte of text, a byte of style, and so on). Pieces that are short enough
/// stay as they are, so that a key changes one of them and not all behind it; none ends within a character. Pure; any thread.
QByteArray plainPieces(const QByteArray &cells);

} // namespace lathe
