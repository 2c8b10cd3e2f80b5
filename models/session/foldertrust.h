// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMutex>
#include <QString>

namespace lathe {

/// Whether commands from a shell may run a folder's code in this window's engine: any folder whose name the user types,
/// but not the one that is open here and not trusted. Shared by the session, which fills it in, and the engine; any
/// thread.
class FolderTrust
{
public:
    /// The folder that is open and not trusted; empty: there is none.
    void setUntrusted(const QString &root);
    bool mayRun(const QString &root) const;

private:
    mutable QMutex m_mutex;
    QString m_untrusted; ///< Canonical.
};

} // namespace lathe
