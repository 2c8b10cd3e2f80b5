// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QStringList>
#include <optional>

namespace lathe {

/// The global and weak symbols that an ELF file defines for others (.dynsym), sorted, each once; nothing when it is no ELF file of
/// this machine's byte order or has no such table. Bounded for any input. A pure function.
std::optional<QStringList> exportedSymbols(const QByteArray &bytes);

} // namespace lathe
