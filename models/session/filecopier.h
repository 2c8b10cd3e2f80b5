// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/filecopy.h"
#include <QObject>
#include <QThreadPool>
#include <memory>

namespace lathe {

/// Copies files of anywhere into the project, one lot at a time, on a worker thread; each ends in copied() or failed(). Window's thread; owned by the
/// session.
class FileCopier : public QObject
{
    Q_OBJECT
public:
    explicit FileCopier(QObject *parent = nullptr);
    ~FileCopier() override; ///< A copy under way is stopped and taken back.

    bool isBusy() const { return m_cancel != nullptr; }
    void copy(const FileCopySpec &spec);
    /// Back to how it was before.
    void undo(const QString &root, const FileCopyOutcome &outcome);
    void cancel();

signals:
    void stateChanged();
    /// `fraction`: 0 to 1, or -1 while it is not known.
    void progressed(double fraction);
    void copied(const lathe::FileCopySpec &spec, const lathe::FileCopyOutcome &outcome);
    void undone();
    void failed(const lathe::Error &error);

private:
    bool begin();
    void end();

    std::shared_ptr<std::atomic_bool> m_cancel; ///< Of the copy under way.
    QThreadPool m_pool;
};

} // namespace lathe
