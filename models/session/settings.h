// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <memory>
#include <optional>

namespace lathe {

class SettingsFile;

/// The workbench's settings: scalars in one INI file. A damaged file is moved aside and defaults hold; a value out of
/// range is its default. Owned by the composition root; window's thread.
class Settings
{
public:
    /// `file` is usually paths::config()/workbench.ini; its folder is made when something is first set.
    explicit Settings(QString file);
    ~Settings();

    /// Where a damaged file was moved, empty when there was none.
    QString movedAside() const { return m_movedAside; }

    /// The theme's id as the widgets know it ("system", "light", "dark" …); "system" when nothing sensible is stored.
    QString theme() const;
    void setTheme(const QString &id);
    /// "en", "ko", or empty: the desktop's language.
    QString language() const;
    void setLanguage(const QString &language);
    /// Size of the interface's type in pixels, 11 to 20.
    int basePixels() const;
    void setBasePixels(int pixels);
    /// The window's geometry and docks of this layout version; empty when they were saved by another version.
    QByteArray geometry(int layoutVersion) const;
    QByteArray docks(int layoutVersion) const;
    void setLayout(int layoutVersion, const QByteArray &geometry, const QByteArray &docks);
    /// Whether functions get CPU in proportion to their memory, as on Lambda; off, so that the machine's speed is there.
    bool whitespace() const; ///< Spaces and tabs are shown in editors.
    void setWhitespace(bool shown);
    bool cpuShare() const;
    void setCpuShare(bool share);
    /// Whether environments are started ahead of their events; on.
    bool spares() const;
    void setSpares(bool spares);
    /// The keys that somebody gave an action instead of its own, in portable text; empty: none at all. Nothing when its own hold.
    std::optional<QString> shortcut(const QString &action) const;
    void setShortcut(const QString &action, const std::optional<QString> &keys);
    /// A view's own small state (splitter sizes, columns), by its object name.
    QByteArray viewState(const QString &view) const;
    void setViewState(const QString &view, const QByteArray &state);
    /// The folder that was open when the window was last closed.
    QString lastFolder() const;
    void setLastFolder(const QString &dir);

private:
    std::unique_ptr<SettingsFile> m_settings;
    QString m_movedAside;
};

} // namespace lathe
