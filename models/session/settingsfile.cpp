// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/settingsfile.h"
#include "core/atomicfile.h"
#include "core/logging.h"
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <optional>
#include <utility>

namespace lathe {

using Values = QHash<QString, QVariant>;

/// Nothing when they make no sense, or (`readable` is then false) cannot be read now.
static std::optional<Values> valuesIn(const QString &file, bool *readable = nullptr)
{
    const QSettings settings(file, QSettings::IniFormat);
    Values values;
    for (const QString &key : settings.allKeys())
        values.insert(key, settings.value(key));
    if (readable)
        *readable = settings.status() != QSettings::AccessError;
    return settings.status() == QSettings::NoError ? std::optional(values) : std::nullopt;
}

/// The file's text with these changes, made beside it under a name of its own: QSettings remembers files by their names.
static Result<QByteArray> changed(const QString &file, const Values &changes)
{
    const QTemporaryDir dir;
    const QString copy = dir.filePath(QStringLiteral("settings.ini"));
    if (QFileInfo::exists(file) && !QFile::copy(file, copy))
        return fail(ErrorCode::Io, QStringLiteral("%1 cannot be copied.").arg(file));
    Values wanted = valuesIn(copy).value_or(Values());
    {
        QSettings settings(copy, QSettings::IniFormat);
        for (auto it = changes.begin(); it != changes.end(); ++it) {
            it.value().isValid() ? settings.setValue(it.key(), it.value()) : settings.remove(it.key());
            it.value().isValid() ? void(wanted.insert(it.key(), it.value())) : void(wanted.remove(it.key()));
        }
        settings.sync();
        if (settings.status() != QSettings::NoError)
            return fail(ErrorCode::Io, QStringLiteral("%1 cannot be written.").arg(copy));
    }
    const QString again = dir.filePath(QStringLiteral("again.ini"));
    if (!QFile::rename(copy, again) || valuesIn(again).value_or(Values()).size() != wanted.size())
        return fail(ErrorCode::Io, QStringLiteral("%1 is not what was written.").arg(copy));
    return readFile(again);
}

SettingsFile::SettingsFile(QString file) : m_file(std::move(file))
{
    if (!QFileInfo::exists(m_file))
        return;
    bool readable = true;
    const auto values = valuesIn(m_file, &readable);
    m_sound = values.has_value() || !readable;
    m_values = values.value_or(Values());
}

SettingsFile::~SettingsFile()
{
    write();
}

void SettingsFile::setValue(const QString &key, const QVariant &value)
{
    if (m_values.value(key) == value && m_values.contains(key) == value.isValid())
        return;
    value.isValid() ? void(m_values.insert(key, value)) : void(m_values.remove(key));
    m_changes.insert(key, value);
    if (!std::exchange(m_asked, true))
        QMetaObject::invokeMethod(this, &SettingsFile::write, Qt::QueuedConnection);
}

void SettingsFile::write()
{
    m_asked = false;
    if (m_changes.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_file).path());
    const auto done = changed(m_file, m_changes).and_then([this](const QByteArray &bytes) { return writeFileAtomically(m_file, bytes, 0600); });
    if (done)
        m_changes.clear();
    else // tried again with the next change, and at the end
        qCWarning(logUi).noquote() << "The settings were not written:" << done.error().text << done.error().detail;
}

} // namespace lathe
