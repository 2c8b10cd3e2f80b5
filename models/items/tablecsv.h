// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QByteArray>

namespace lathe {

/// What a cell or a head of a column is in a file: a number without its unit, a name with it ("start_ms"). A model that has
/// none of it for a cell gets its text written.
inline constexpr int RawRole = Qt::UserRole + 1000;

/// The table as CSV (RFC 4180, UTF-8, CRLF, heads first, numbers with a point). A text that a spreadsheet would take for a
/// formula gets an apostrophe in front.
QByteArray tableCsv(const QAbstractItemModel &model);

} // namespace lathe
