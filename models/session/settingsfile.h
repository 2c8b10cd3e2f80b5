// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QVariant>
#include <mutex>

namespace lathe {

/// Keys and values in an INI file as QSettings reads it, but written as a whole or not at all: on a full disk QSettings replaces the
/// file by an empty one, because QSaveFile misses that its last buffer could not be written. What is set is written from the next turn of
/// the event loop on, on a worker thread, and at the end; keys that another program changed meanwhile stay as that made them. Owned by
/// Settings; window's thread.
class SettingsFile : public QObject
{
    Q_OBJECT
public:
    explicit SettingsFile(QString file);
    ~SettingsFile() override;
    /// It made sense, if it could be read. One that could not is left as it is until it can be.
    bool isSound() const { return m_sound; }

    QVariant value(const QString &key, const QVariant &fallback = {}) const { return m_values.value(key, fallback); }
    void setValue(const QString &key, const QVariant &value);
    void remove(const QString &key) { setValue(key, {}); }

private:
    void write();

    QString m_file;
    QHash<QString, QVariant> m_values;
    std::mutex m_mutex;                 ///< Of the changes.
    QHash<QString, QVariant> m_changes; ///< Not yet taken by the worker; an invalid value: the key is to go.
    QHash<QString, QVariant> m_held;    ///< The worker's: taken, but not in the file yet.
    QThreadPool m_writer;               ///< One thread: writes keep their order.
    bool m_asked = false;
    bool m_sound = true;
};

} // namespace lathe
