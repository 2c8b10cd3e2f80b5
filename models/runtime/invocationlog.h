// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/limits.h"
#include <QByteArray>
#include <QByteArrayView>
#include <functional>

namespace lathe {

/// The log of one invocation: everything is passed on as it comes, the newest part is kept. A flood costs no memory
/// beyond twice the capacity. A value-like helper of one thread.
class InvocationLog
{
public:
    /// `sink` gets every byte once, in order; may be empty.
    explicit InvocationLog(std::function<void(const QByteArray &)> sink = {}, qsizetype capacity = limits::invocationLogBytes);

    /// The function's own output. Lines longer than limits::logLineBytes are cut into several.
    void append(QByteArrayView bytes);
    /// A line of the platform (START, END, REPORT): begins on a line of its own; without its line end.
    void appendLine(const QByteArray &line);
    /// What is kept; when something was dropped, the first line says how much.
    QByteArray text() const;
    qint64 droppedBytes() const { return m_dropped + excess(); }

private:
    qsizetype excess() const;
    void keep(const QByteArray &bytes);

    std::function<void(const QByteArray &)> m_sink;
    qsizetype m_capacity;
    QByteArray m_kept;
    qint64 m_dropped = 0;
    qsizetype m_lineLength = 0;
};

} // namespace lathe
