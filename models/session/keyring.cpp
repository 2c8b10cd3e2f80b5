// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/keyring.h"
#include "core/async.h"
#include "core/atomicfile.h"

namespace lathe {

KeyRing::KeyRing(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

KeyRing::~KeyRing()
{
    m_pool.waitForDone();
}

void KeyRing::work(std::function<Result<>()> step, std::function<void()> then)
{
    struct Outcome
    {
        Result<> done;
        QList<SigningKey> keys;
    };
    ++m_busy;
    emit busyChanged();
    const auto both = [step = std::move(step)]() -> Result<Outcome> {
        const auto done = step();
        return SigningKeys().list().transform([&](const QList<SigningKey> &keys) { return Outcome{done, keys}; });
    };
    whenDone(onWorker(m_pool, both), this, [this, then = std::move(then)](const Result<Outcome> &outcome) {
        --m_busy;
        emit busyChanged();
        if (outcome) {
            m_keys = outcome->keys;
            emit changed();
        }
        if (!outcome)
            emit failed(outcome.error());
        else if (!outcome->done)
            emit failed(outcome->done.error());
        else if (then)
            then();
    });
}

void KeyRing::refresh()
{
    work([]() -> Result<> { return {}; });
}

void KeyRing::create(const QString &name, SigningKeys::Algorithm algorithm)
{
    work([name, algorithm] { return SigningKeys().create(name, algorithm).transform([](const SigningKey &) {}); }, [this, name] { emit made(name); });
}

void KeyRing::trust(const QString &name, const QString &certificateFile)
{
    work([name, certificateFile] { return readFile(certificateFile, 1024 * 1024).and_then([&](const QByteArray &pem) { return SigningKeys().trust(name, pem); }).transform([](const SigningKey &) {}); });
}

void KeyRing::remove(const QString &name)
{
    work([name] { return SigningKeys().remove(name); });
}

void KeyRing::exportCertificate(const QString &name, const QString &file)
{
    work([name, file] { return SigningKeys().certificate(name).and_then([&](const QByteArray &pem) { return writeFileAtomically(file, pem); }); }, [this, file] { emit exported(file); });
}

} // namespace lathe
