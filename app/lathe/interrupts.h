// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <memory>

class QSocketNotifier;

namespace lathe {

/// SIGINT and SIGTERM as a signal of the event loop (signalfd). The second one ends the program at once with 130.
/// Made once by main() before any thread starts.
class Interrupts : public QObject
{
    Q_OBJECT
public:
    explicit Interrupts(QObject *parent = nullptr);
    /// Keeps the signals for an object that is made later: for programs whose application starts threads. Before any thread starts.
    static void hold();
    ~Interrupts() override;

signals:
    void interrupted();

private:
    void read();
    int m_fd = -1;
    int m_count = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace lathe
