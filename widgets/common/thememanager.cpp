// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/thememanager.h"
#include "common/desktopscheme.h"
#include "common/lathestyle.h"
#include "common/stylesheet.h"
#include <QApplication>
#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace lathe {

namespace {

/// Keeps every widget from hearing of a change of style, whose consequences another one redoes right behind it.
class StyleChangeSilence : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override { return event->type() == QEvent::StyleChange; }
};

/// Where one sheet gives way to another, Qt 6.4 styles each widget once for itself and once more for each widget it lies in: six times on
/// average, 140 ms for this window. Without a sheet in between, each is styled twice, the first time with hardly any rules.
void replaceSheet(QApplication &application, const QString &sheet)
{
    // What is not seen is styled when it is: Qt polishes a widget that is shown, if it is not yet. With every panel open most are behind others.
    // Before the first window comes they would be styled twice for it.
    const QWidgetList windows = QApplication::topLevelWidgets();
    const bool seen = std::any_of(windows.begin(), windows.end(), [](const QWidget *window) { return window->isVisible(); });
    for (QWidget *widget : seen ? QApplication::allWidgets() : QWidgetList())
        if (!widget->isVisible() && widget->testAttribute(Qt::WA_WState_Polished)) {
            widget->style()->unpolish(widget);
            widget->setAttribute(Qt::WA_WState_Polished, false);
        }
    StyleChangeSilence silence;
    application.installEventFilter(&silence);
    application.setStyleSheet({});
    application.removeEventFilter(&silence);
    application.setStyleSheet(sheet);
}

} // namespace

ThemeManager::ThemeManager(const QString &resources, QObject *parent)
    : QObject(parent), m_resources(resources), m_icons(resources + QStringLiteral("/icons")), m_problem{ErrorCode::Internal, {}, {}, {}},
      m_scheme(new DesktopScheme(this))
{
    connect(m_scheme, &DesktopScheme::changed, this, [this] {
        if (m_mode == ThemeMode::System)
            reload();
    });
    load();
}

ThemeManager::~ThemeManager() = default;

void ThemeManager::prepare(QApplication &application, const std::function<void()> &beforeFonts)
{
    if (m_application)
        return;
    m_desktop = QApplication::palette();
    m_application = &application;
    m_scheme->start();
    m_style = new LatheStyle(m_theme);
    m_style->setIcons([self = QPointer<ThemeManager>(this)](const QString &name) { return self ? self->icon(name, IconRole::Muted) : QIcon(); });
    application.setStyle(m_style);
    if (m_mode == ThemeMode::System)
        load(); // what the desktop wants is known now
    if (beforeFonts)
        beforeFonts();
    show();
}

void ThemeManager::apply(QApplication &application)
{
    prepare(application);
    m_sheet = true;
    application.setStyleSheet(styleSheet(m_theme));
}

void ThemeManager::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    reload();
}

void ThemeManager::setBasePixels(int pixels)
{
    const int wanted = std::clamp(pixels, Typography::leastPixels, Typography::mostPixels);
    if (wanted == m_basePixels)
        return;
    m_basePixels = wanted;
    m_type.reset();
    reload();
}

const Typography &ThemeManager::type() const
{
    if (!m_type)
        m_type.emplace(m_basePixels);
    return *m_type;
}

bool ThemeManager::animates() const
{
    return !m_application || m_application->style()->styleHint(QStyle::SH_Widget_Animate) != 0;
}

bool ThemeManager::prefersDark() const
{
    if (m_scheme->preference() != DesktopScheme::Preference::Unknown)
        return m_scheme->preference() == DesktopScheme::Preference::Dark;
    return m_desktop.color(QPalette::Window).lightness() < 128; // the palette the desktop gave at the start
}

void ThemeManager::load()
{
    QString name = modeId(m_mode);
    if (m_mode == ThemeMode::System)
        name = prefersDark() ? QStringLiteral("dark") : QStringLiteral("light");
    const Result<Theme> theme = Theme::load(m_resources + QStringLiteral("/themes/") + name + QStringLiteral(".json"));
    m_problem = theme ? Error{ErrorCode::Internal, {}, {}, {}} : theme.error();
    m_theme = theme.value_or(Theme());
    m_icons.setTheme(m_theme);
}

void ThemeManager::reload()
{
    load();
    show();
}

void ThemeManager::show()
{
    if (!m_application)
        return;
    if (m_style)
        m_style->setTheme(m_theme);
    QApplication::setPalette(m_theme.palette());
    QApplication::setFont(type().font(TextRole::Body));
    if (m_sheet)
        replaceSheet(*m_application, styleSheet(m_theme));
    emit changed();
}

Theme ThemeManager::paperTheme() const
{
    return Theme::load(m_resources + QStringLiteral("/themes/light.json")).value_or(m_theme);
}

QString ThemeManager::modeId(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::System: return QStringLiteral("system");
    case ThemeMode::Light: return QStringLiteral("light");
    case ThemeMode::Dark: return QStringLiteral("dark");
    case ThemeMode::HighContrast: return QStringLiteral("high-contrast");
    }
    return QStringLiteral("system");
}

ThemeMode ThemeManager::modeFromId(const QString &id)
{
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast})
        if (id == modeId(mode))
            return mode;
    return ThemeMode::System;
}

} // namespace lathe
