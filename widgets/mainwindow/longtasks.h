// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <chrono>

class QWidget;

namespace lathe {

class Session;

/// Tells of what took long and ended while somebody looked elsewhere: a run, a deploy, tests, a package, a layer, a sample. Owned by the main window.
class LongTasks : public QObject
{
    Q_OBJECT
public:
    LongTasks(Session &session, QWidget &window);
    /// What takes less is not told.
    void setLong(std::chrono::milliseconds least) { m_least = least; }

signals:
    /// Both plain text, in the user's language.
    void ended(const QString &title, const QString &detail);

private:
    enum Kind { Run, Deploy, Tests, Package, Layer, Sample };
    void note(Kind kind);
    void end(Kind kind, const QString &title, const QString &detail = {});

    Session &m_session;
    QWidget &m_window;
    std::chrono::milliseconds m_least;
    QHash<int, QElapsedTimer> m_begun;
};

} // namespace lathe
