// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnostic.h"
#include "session/sessionstate.h"
#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <memory>

namespace lathe {

/// Finds out whether saved sources can be read: Python, JavaScript and Ruby by the interpreter's own parser, alone with a copy of
/// the file in a sandbox without network and only where the folder is trusted; TypeScript by the project's own or this machine's
/// TypeScript, by Node.js, else by its brackets alone; YAML, JSON and TOML by Lathe's own readers; and
/// whether the handlers that the project names are in their files (LTH-LINT-002). Checks wait for each other and for a pause
/// in saving; one whose file was saved again or whose project is gone is stopped. Owned by the session; window's thread, work
/// on a worker.
class SourceChecker : public QObject
{
    Q_OBJECT
public:
    explicit SourceChecker(SessionState &state, QObject *parent = nullptr);
    ~SourceChecker() override; ///< Stops what is running and waits for it.

    /// The file was opened or saved.
    void check(const QString &path);
    /// The project was read again: its handlers are looked for.
    void checkHandlers();
    /// Forgets everything, e.g. with another project or without trust.
    void clear();
    QList<Diagnostic> diagnostics() const;
    bool isBusy() const { return m_running > 0 || m_delay.isActive(); }

signals:
    void changed();

private:
    void begin();
    void take(const QString &path, const QList<Diagnostic> &found);

    SessionState &m_state;
    QThreadPool m_pool;
    QTimer m_delay;
    QSet<QString> m_due;
    QHash<QString, std::shared_ptr<std::atomic_bool>> m_stops; ///< Of running checks, by path.
    QHash<QString, QList<Diagnostic>> m_found;
    QList<Diagnostic> m_handlers;
    int m_running = 0;
    int m_round = 0; ///< Of handler checks; only the newest counts.
};

} // namespace lathe
