// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRegularExpression>
#include <QString>
#include <map>

namespace lathe {

/// Takes credentials out of many texts, one after the other: an expression is compiled when its kind first shows. Who has one
/// text calls redacted() of core/logging.h. Owned by whoever has the texts, on one thread.
class Redactor
{
public:
    QString of(QString text);
    /// Whether one of the words stands in it that every credential of a known kind has near it. Quick; false: of() changes nothing.
    static bool hasWords(const QByteArray &utf8);

private:
    std::map<int, QRegularExpression> m_expressions; ///< By the rule's number.
};

} // namespace lathe
