// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

/// Finds out which problems have a quick fix, so that a lamp stands only where it lights something. Looks whenever it is told of other
/// problems; the last question counts. Owned by the session; window's thread, work on a worker.
class FixFinder : public QObject
{
    Q_OBJECT
public:
    explicit FixFinder(QObject *parent = nullptr);
    ~FixFinder() override; ///< Stops what is running and waits for it.

    /// `unsaved` has the texts of changed documents by path; other files are read. Ends in changed(), if the answer is another one.
    void look(const QList<Diagnostic> &diagnostics, const Project &project, const QHash<QString, QString> &unsaved);
    void clear();
    /// Those of the last question that have one.
    QList<Diagnostic> fixable() const { return m_fixable; }
    bool has(const Diagnostic &diagnostic) const { return m_fixable.contains(diagnostic); }
    bool isBusy() const { return m_running > 0; }

signals:
    void changed();

private:
    void take(const QList<Diagnostic> &fixable);
    QThreadPool m_pool;
    QList<Diagnostic> m_fixable;
    std::shared_ptr<std::atomic_bool> m_stop;
    int m_running = 0;
};

} // namespace lathe
