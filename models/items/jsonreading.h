// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>

namespace lathe {

/// JSON to read: escapes such as \uac00, which Python's json.dumps() writes for all that is not ASCII, become their letters. It stays the
/// same value; escapes of controls, of marks that reorder text, of spaces and of halves of pairs stay as they are. For the eye alone:
/// what is sent, compared or kept has its own bytes. What is no JSON is returned as it is. Pure; any thread.
QByteArray readableJson(QByteArrayView json);

} // namespace lathe
