// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <vector>

namespace lathe {

/// Lines that are too long to be laid out in one piece, shown as rows: a carriage return stands where a row ends within a line. Lines, rows
/// and columns are 1-based, columns count code points. A value; any thread.
class LineRows
{
public:
    static constexpr int rowCharacters = 1000;
    struct Place
    {
        int line = 1;
        int column = 1;
    };

    /// Cuts the text, which keeps its own line ends. Nothing to do for it, because no line is longer than a row: isEmpty().
    static LineRows cut(const QString &text, QString *shown);

    bool isEmpty() const { return m_firstRow.empty(); }
    int lineCount() const { return int(m_firstRow.size()); }
    /// Where a place of the text is shown, and the other way.
    Place shown(Place place) const;
    Place real(Place shown) const;
    /// How many rows before this one end within a line: so many bytes more are shown than there are.
    int cutsBefore(int row) const { return row - real({row, 1}).line; }
    /// Where a byte of the text's UTF-8 stands in that of the shown text.
    qsizetype shownByte(qsizetype byte) const;
    /// The piece of the shown text that begins at `place`, as it is in the file.
    QByteArray uncut(const QByteArray &shownUtf8, Place place) const;

private:
    std::vector<int> m_firstRow; ///< Of each line.
    std::vector<qsizetype> m_cuts; ///< The byte of the text before which each row ends that ends within a line.
};

} // namespace lathe
