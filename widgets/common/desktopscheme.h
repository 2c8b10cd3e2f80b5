// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QVariant>

class QDBusVariant;

namespace lathe {

/// Whether the desktop prefers dark, by the settings portal (org.freedesktop.appearance color-scheme). Qt 6.4 has no
/// QStyleHints::colorScheme. Asks without waiting; without a session bus it stays silent. Owned by ThemeManager; window's
/// thread.
class DesktopScheme : public QObject
{
    Q_OBJECT
public:
    enum class Preference { Unknown, Dark, Light };

    explicit DesktopScheme(QObject *parent = nullptr);
    /// Asks the portal and listens from then on.
    void start();
    Preference preference() const { return m_preference; }
    /// What a value of the portal means: 1 dark, 2 light, others nothing; variants in variants are looked into.
    static Preference meaning(const QVariant &value);

signals:
    void changed();

private slots:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(Preference preference);
    Preference m_preference = Preference::Unknown;
};

} // namespace lathe
