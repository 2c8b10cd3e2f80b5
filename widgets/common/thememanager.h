// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/iconprovider.h"
#include "common/theme.h"
#include "common/typography.h"
#include <QObject>
#include <QPointer>
#include <functional>
#include <optional>

class QApplication;

namespace lathe {

class DesktopScheme;
class LatheStyle;

/// What the user chose; System follows the desktop's light or dark preference.
enum class ThemeMode { System, Light, Dark, HighContrast };

/// The look in force: theme, fonts and icons, and the application's palette and style sheet made from them. Made once by
/// the composition root and passed by reference to everything that draws; window's thread.
class ThemeManager : public QObject
{
    Q_OBJECT
public:
    /// Reads from `resources` (paths::resources()). Nothing is applied before setMode() or apply().
    explicit ThemeManager(const QString &resources, QObject *parent = nullptr);
    ~ThemeManager() override;

    /// Sets style, palette, font and style sheet of the application and follows the desktop from now on.
    void apply(QApplication &application);
    /// The same without the style sheet, which comes by apply(): with a sheet in force every widget that is made or moved is
    /// styled at once and often more than once; a window that is built between the two is styled once.
    /// `beforeFonts` runs when all but the fonts is done: the first question about a font reads what fonts there are.
    void prepare(QApplication &application, const std::function<void()> &beforeFonts = {});
    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    /// Base size of the interface's type in pixels (see Typography).
    void setBasePixels(int pixels);

    const Theme &theme() const { return m_theme; }
    QColor color(Token token) const { return m_theme.color(token); }
    /// The light colours, whatever is in force: for pictures that go onto white paper.
    Theme paperTheme() const;
    /// Looks for the families when it is asked for the first time.
    const Typography &type() const;
    const IconProvider &icons() const { return m_icons; }
    QIcon icon(const QString &name, IconRole role = IconRole::Normal) const { return m_icons.icon(name, role); }
    /// False when the desktop asks for no animation: then nothing fades or spins.
    bool animates() const;
    /// Why a theme could not be read; code Internal and empty text when all went well.
    Error problem() const { return m_problem; }

    static QString modeId(ThemeMode mode);
    static ThemeMode modeFromId(const QString &id);

signals:
    /// After palette and style sheet were set; repaint what is drawn by hand.
    void changed();

private:
    void load();
    void show();
    void reload();
    bool prefersDark() const;
    QString m_resources;
    QApplication *m_application = nullptr;
    ThemeMode m_mode = ThemeMode::System;
    Theme m_theme;
    int m_basePixels = Typography::designPixels;
    mutable std::optional<Typography> m_type;
    IconProvider m_icons;
    Error m_problem;
    QPalette m_desktop;
    QPointer<LatheStyle> m_style;
    DesktopScheme *m_scheme;
    bool m_sheet = false; ///< The style sheet is in force.
};

} // namespace lathe
