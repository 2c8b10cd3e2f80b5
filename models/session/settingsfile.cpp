// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/settingsfile.h"
#include "core/atomicfile.h"
#include "core/logging.h"
#include "core/paths.h"
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
    const QTemporaryDir dir(paths::makePrivate(paths::runtime()).value_or(paths::temporary()) + QStringLiteral("/settings-XXXXXX")); // usually no disk
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
    m_writer.setMaxThreadCount(1);
    if (!QFileInfo::exists(m_file))
        return;
    bool readable = true;
    const auto values = valuesIn(m_file, &readable);
    m_sound = values.has_value() || !readable;
    m_values = values.value_or(Values());
}

SettingsFile::~SettingsFile()
{
    m_writer.waitForDone();
    write();
}

void SettingsFile::setValue(const QString &key, const QVariant &value)
{
    if (m_values.value(key) == value && m_values.contains(key) == value.isValid())
        return;
    value.isValid() ? void(m_values.insert(key, value)) : void(m_values.remove(key));
    const std::lock_guard guard(m_mutex);
    m_changes.insert(key, value);
    if (!std::exchange(m_asked, true)) // what is set in one go is one write
        QMetaObject::invokeMethod(this, [this] {
            m_asked = false;
            m_writer.start([this] { write(); });
        }, Qt::QueuedConnection);
}

/// On the worker, and at the end: the disk may take its time.
void SettingsFile::write()
{
    {
        const std::lock_guard guard(m_mutex);
        for (auto it = m_changes.constBegin(); it != m_changes.constEnd(); ++it)
            m_held.insert(it.key(), it.value());
        m_changes.clear();
    }
    if (m_held.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_file).path());
    const auto done = changed(m_file, m_held).and_then([this](const QByteArray &bytes) { return writeFileAtomically(m_file, bytes, 0600); });
    if (done)
        m_held.clear();
    else // tried again with the next change, and at the end
        qCWarning(logUi).noquote() << "The settings were not written:" << done.error().text << done.error().detail;
}

} // namespace lathe
