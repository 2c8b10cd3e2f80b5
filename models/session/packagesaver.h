// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagewriter.h"
#include "session/availability.h"
#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

struct SessionState;

/// Writes the current function's deployment package to a file of the user's choice. Nothing of the folder runs, so it needs no
/// trust, unless the function has to be built first. One package at a time; each save() ends in saved() or failed(). Window's thread; owned by the session.
class PackageSaver : public QObject
{
    Q_OBJECT
public:
    explicit PackageSaver(const SessionState &state, QObject *parent = nullptr);
    ~PackageSaver() override;

    /// False with a reason: no project, no function, a container image, a package under way.
    Availability canSave() const;
    bool isBusy() const { return m_cancel != nullptr; }
    /// "<function>.zip", with nothing in it that a file name cannot hold.
    QString suggestedName() const;
    /// Builds what the project asks to be built, packs, and signs when a key is chosen; a finished package is copied.
    void save(const QString &file);
    /// Ends the package under way in failed(Cancelled); the file of before stays.
    void cancel();

signals:
    void stateChanged();
    /// 0 to 1, or -1 while the size is not known; `building` says what a build does, and is empty while files are written.
    void progressed(double fraction, const QString &building);
    /// `key`: what it is signed with, if it is. `warnings`: of the build.
    void saved(const lathe::PackageReport &report, const QString &key, const QStringList &warnings);
    void failed(const lathe::Error &error);

private:
    const SessionState &m_state;
    std::shared_ptr<std::atomic_bool> m_cancel; ///< Of the package under way.
    QThreadPool m_pool;
};

} // namespace lathe
