// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemView;
class QLineEdit;

namespace lathe {

/// The Down key leads from a search field into what it has found: to the row that is current, else to the first one that can be chosen. Window's thread.
void letDownLeadTo(QLineEdit &field, QAbstractItemView &view);

} // namespace lathe
