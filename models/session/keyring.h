// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/signing/signingkeys.h"
#include <QObject>
#include <QThreadPool>

namespace lathe {

/// The keys of this computer, as the window makes and keeps them. Work is done on a thread of its own: OpenSSL is loaded there, and
/// an RSA key takes its time. Owned by the session; window's thread.
class KeyRing : public QObject
{
    Q_OBJECT
public:
    explicit KeyRing(QObject *parent = nullptr);
    ~KeyRing() override;

    /// As changed() told them last; empty before the first refresh().
    const QList<SigningKey> &keys() const { return m_keys; }
    bool isBusy() const { return m_busy > 0; }
    /// Each ends in changed() or failed().
    void refresh();
    /// Ends in made() after changed().
    void create(const QString &name, SigningKeys::Algorithm algorithm);
    void trust(const QString &name, const QString &certificateFile);
    void remove(const QString &name);
    /// Ends in exported() or failed().
    void exportCertificate(const QString &name, const QString &file);

signals:
    void busyChanged();
    void changed();
    void made(const QString &name);
    void exported(const QString &file);
    void failed(const lathe::Error &error);

private:
    void work(std::function<Result<>()> step, std::function<void()> then = {});
    QThreadPool m_pool;
    QList<SigningKey> m_keys;
    int m_busy = 0;
};

} // namespace lathe
