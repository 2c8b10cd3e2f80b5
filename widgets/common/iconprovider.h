// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/theme.h"
#include <QIcon>
#include <QStringList>
#include <memory>

namespace lathe {

/// Which token an icon is drawn in.
enum class IconRole { Normal, Muted, Accent, OnAccent, Success, Warning, Error, Info };

/// The one set of icons (resources/icons/*.svg, 24 grid, currentColor) in the colours of the theme, sharp at every
/// scale. Icons that were handed out follow a change of the theme by themselves. Owned by ThemeManager; window's thread.
class IconProvider
{
public:
    explicit IconProvider(const QString &dir);
    ~IconProvider();
    void setTheme(const Theme &theme);
    /// Empty icon when there is no such name.
    QIcon icon(const QString &name, IconRole role = IconRole::Normal) const;
    /// Size in device-independent pixels.
    QPixmap pixmap(const QString &name, IconRole role, int size, qreal devicePixelRatio) const;
    /// The icon for a file, by its name: python, javascript, json … or "file".
    static QString forFile(const QString &fileName);
    /// The icon of a function's language, by its runtime's identifier; "function" for one that has none.
    static QString forRuntime(const QString &runtime);
    QStringList names() const;

private:
    struct Shared;
    class Engine;
    std::shared_ptr<Shared> m_shared;
};

} // namespace lathe
