// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace lathe {

// Scintilla lays out a line in one piece, anew with each key in it, and asks for the widths of what has one style in one go; of pieces of less
// than 30 bytes they are kept. QScintilla takes 10 µs for a piece that is not known yet, 25,000 of which are in a line of 600 kB that is cut
// every 24 bytes, and half a second for one that is not cut. Characters by themselves are few: such a line has a hundred or two, and to look
// them up costs no more. So plain text gets styles of equal look, another one with every character.

inline constexpr int plainPieceStyles = 4; ///< The first is that of what was just typed: it stays until that is as long as a piece may be.
inline constexpr int plainPieceBytes = 24; ///< Of what is no single character, and one that is not over yet: below Scintilla's 30.

/// The styles of plain text by its bytes and the styles they have (a byte of text, a byte of style, and so on). Pieces have no less than
/// `pieceBytes`: 1 where lines are long, plainPieceBytes where many pieces would be drawn and few measured. Marks, letters that change beside
/// others and emoji stay with what is before them; none ends within a character. Pieces that are there stay, so that a key changes one of them
/// and not all behind it. Pure; any thread.
QByteArray plainPieces(const QByteArray &cells, int pieceBytes = 1);

} // namespace lathe
