// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/settings.h"
#include "session/settingsfile.h"
#include "session/movedaside.h"
#include <QRegularExpression>

namespace lathe {

/// An INI file of ours is UTF-8 text; NUL bytes or a size beyond reason mean that something else wrote it. One that cannot be read is
/// not damaged: it stays, and nothing is written over it.
static bool looksDamaged(const QString &file)
{
    const Result<QByteArray> bytes = readStateFile(file, 4 * 1024 * 1024);
    return bytes ? bytes->contains('\0') : bytes.error().code == ErrorCode::Verification;
}

Settings::Settings(QString file)
{
    bool damaged = looksDamaged(file);
    if (!damaged) {
        m_settings = std::make_unique<SettingsFile>(file);
        damaged = !m_settings->isSound();
    }
    if (damaged) {
        m_settings.reset();
        m_movedAside = moveAside(file);
        m_settings = std::make_unique<SettingsFile>(file);
    }
}

Settings::~Settings() = default;

QString Settings::theme() const
{
    const QString id = m_settings->value(QStringLiteral("view/theme")).toString();
    static const QRegularExpression sensible(QStringLiteral("^[a-z][a-z-]{1,30}$"));
    return sensible.match(id).hasMatch() ? id : QStringLiteral("system");
}

void Settings::setTheme(const QString &id)
{
    m_settings->setValue(QStringLiteral("view/theme"), id);
}

QString Settings::language() const
{
    const QString language = m_settings->value(QStringLiteral("view/language")).toString();
    return language == QLatin1String("en") || language == QLatin1String("ko") ? language : QString();
}

void Settings::setLanguage(const QString &language)
{
    m_settings->setValue(QStringLiteral("view/language"), language);
}

int Settings::basePixels() const
{
    const int pixels = m_settings->value(QStringLiteral("view/basePixels"), 13).toInt();
    return pixels >= 11 && pixels <= 20 ? pixels : 13;
}

void Settings::setBasePixels(int pixels)
{
    m_settings->setValue(QStringLiteral("view/basePixels"), pixels);
}

bool Settings::whitespace() const
{
    return m_settings->value(QStringLiteral("editor/whitespace")).toBool();
}

void Settings::setWhitespace(bool shown)
{
    m_settings->setValue(QStringLiteral("editor/whitespace"), shown);
}

bool Settings::cpuShare() const
{
    return m_settings->value(QStringLiteral("run/cpuShare")).toBool();
}

void Settings::setCpuShare(bool share)
{
    m_settings->setValue(QStringLiteral("run/cpuShare"), share);
}

bool Settings::spares() const
{
    return m_settings->value(QStringLiteral("run/spares"), true).toBool();
}

void Settings::setSpares(bool spares)
{
    m_settings->setValue(QStringLiteral("run/spares"), spares);
}

QByteArray Settings::geometry(int layoutVersion) const
{
    return m_settings->value(QStringLiteral("layout/version")).toInt() == layoutVersion
        ? m_settings->value(QStringLiteral("layout/geometry")).toByteArray()
        : QByteArray();
}

QByteArray Settings::docks(int layoutVersion) const
{
    return m_settings->value(QStringLiteral("layout/version")).toInt() == layoutVersion
        ? m_settings->value(QStringLiteral("layout/docks")).toByteArray()
        : QByteArray();
}

void Settings::setLayout(int layoutVersion, const QByteArray &geometry, const QByteArray &docks)
{
    m_settings->setValue(QStringLiteral("layout/version"), layoutVersion);
    m_settings->setValue(QStringLiteral("layout/geometry"), geometry);
    m_settings->setValue(QStringLiteral("layout/docks"), docks);
}

std::optional<QString> Settings::shortcut(const QString &action) const
{
    const QVariant keys = m_settings->value(QStringLiteral("keys/") + action);
    return keys.isValid() ? std::optional(keys.toString()) : std::nullopt;
}

void Settings::setShortcut(const QString &action, const std::optional<QString> &keys)
{
    if (keys)
        m_settings->setValue(QStringLiteral("keys/") + action, *keys);
    else
        m_settings->remove(QStringLiteral("keys/") + action);
}

QByteArray Settings::viewState(const QString &view) const
{
    return m_settings->value(QStringLiteral("views/") + view).toByteArray();
}

void Settings::setViewState(const QString &view, const QByteArray &state)
{
    m_settings->setValue(QStringLiteral("views/") + view, state);
}

QString Settings::lastFolder() const
{
    const QString dir = m_settings->value(QStringLiteral("session/folder")).toString();
    return dir.startsWith(u'/') ? dir : QString();
}

void Settings::setLastFolder(const QString &dir)
{
    m_settings->setValue(QStringLiteral("session/folder"), dir);
}

} // namespace lathe
