// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/desktopscheme.h"
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

namespace lathe {

namespace {

const QLatin1String service("org.freedesktop.portal.Desktop");
const QLatin1String path("/org/freedesktop/portal/desktop");
const QLatin1String settings("org.freedesktop.portal.Settings");
const QLatin1String appearance("org.freedesktop.appearance");
const QLatin1String colorScheme("color-scheme");

/// libdbus would start a bus of its own without one: look first.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
           || (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR") && QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")));
}

} // namespace

DesktopScheme::DesktopScheme(QObject *parent) : QObject(parent) {}

void DesktopScheme::start()
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, settings, QStringLiteral("SettingChanged"), this, SLOT(settingChanged(QString,QString,QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(service, path, settings, QStringLiteral("Read"));
    ask << QString(appearance) << QString(colorScheme);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            take(meaning(reply.value().variant()));
        watcher->deleteLater();
    });
}

DesktopScheme::Preference DesktopScheme::meaning(const QVariant &value)
{
    QVariant inner = value;
    for (int depth = 0; depth < 4 && inner.metaType() == QMetaType::fromType<QDBusVariant>(); ++depth)
        inner = inner.value<QDBusVariant>().variant();
    switch (inner.toUInt()) {
    case 1: return Preference::Dark;
    case 2: return Preference::Light;
    default: return Preference::Unknown;
    }
}

void DesktopScheme::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance && key == colorScheme)
        take(meaning(value.variant()));
}

void DesktopScheme::take(Preference preference)
{
    if (preference == m_preference)
        return;
    m_preference = preference;
    emit changed();
}

} // namespace lathe
