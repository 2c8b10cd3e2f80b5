// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QString>
#include <QVariant>

namespace lathe {

/// Keys and values in an INI file as QSettings reads it, but written as a whole or not at all: on a full disk QSettings replaces the
/// file by an empty one, because QSaveFile misses that its last buffer could not be written. What is set is written with the next turn of
/// the event loop, and at the end; keys that another program changed meanwhile stay as that made them. Owned by Settings; window's thread.
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
    QHash<QString, QVariant> m_changes; ///< Not yet written; an invalid value: the key is to go.
    bool m_asked = false;
    bool m_sound = true;
};

} // namespace lathe
