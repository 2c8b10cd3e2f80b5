// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/desktopnotice.h"
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QFileInfo>
#include <QGuiApplication>
#include <QVariantMap>

namespace lathe {

void tellDesktop(const QString &title, const QString &body)
{
    // libdbus would start a bus of its own without one: look first.
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") && !QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage notify = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("Notify"));
    // Servers may read the body as markup, never the title.
    notify << QStringLiteral("Lathe") << uint(0) << QGuiApplication::desktopFileName() << title << body.toHtmlEscaped() << QStringList()
           << QVariantMap{{QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}} << int(-1);
    bus.asyncCall(notify, 2000);
}

} // namespace lathe
