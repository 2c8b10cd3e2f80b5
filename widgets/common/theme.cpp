// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/theme.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>

namespace lathe {

namespace {

constexpr std::array<const char *, size_t(Token::Count)> tokenNames = {
    "window", "panel", "raised", "line", "lineStrong", "text", "muted", "disabled",
    "accent", "accentHover", "accentPressed", "onAccent", "accentSoft",
    "hover", "pressed", "selection", "link",
    "success", "warning", "error", "info",
    "successSoft", "warningSoft", "errorSoft", "infoSoft",
    "local", "dev", "stage", "production", "onProduction",
    "editor", "editorLine", "editorSelection", "editorGutter", "editorLineNumber", "editorGuide", "editorBrace", "editorFind",
    "editorWhitespace", "shadow"};

constexpr std::array<const char *, size_t(Syntax::Count)> syntaxNames = {
    "keyword", "string", "number", "comment", "function", "type", "operator", "constant", "variable", "decorator", "tag",
    "attribute", "regex", "key", "heading", "invalid"};

tl::unexpected<Error> broken(const QString &file, const QString &detail)
{
    return fail(ErrorCode::Config,
                QCoreApplication::translate("lathe", "The theme file cannot be used; install Lathe again: %1").arg(file), detail);
}

/// Fills a colour table from a JSON object; returns the first name that is missing or no colour.
template <size_t N>
QString readColors(const QJsonObject &object, const std::array<const char *, N> &names, std::array<QColor, N> &out)
{
    for (size_t i = 0; i < N; ++i) {
        const QString name = QString::fromLatin1(names[i]);
        const QColor color(object.value(name).toString());
        if (!color.isValid())
            return name;
        out[i] = color;
    }
    return {};
}

double luminance(const QColor &color)
{
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

} // namespace

Theme::Theme() : m_name(QStringLiteral("none"))
{
    m_colors.fill(QColor(0xf2, 0xf2, 0xf2));
    for (Token t : {Token::Text, Token::Muted, Token::Accent, Token::AccentHover, Token::AccentPressed, Token::Link,
                    Token::Success, Token::Warning, Token::Error, Token::Info, Token::Local, Token::Dev, Token::Stage,
                    Token::Production, Token::EditorLineNumber})
        m_colors[size_t(t)] = QColor(0x30, 0x30, 0x30);
    for (Token t : {Token::Line, Token::LineStrong, Token::Disabled, Token::Selection})
        m_colors[size_t(t)] = QColor(0xb0, 0xb0, 0xb0);
    m_syntax.fill(QColor(0x30, 0x30, 0x30));
    m_series.fill(QColor(0x30, 0x30, 0x30), 5);
}

Result<Theme> Theme::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return broken(path, file.errorString());
    QJsonParseError parse;
    const QJsonObject root = QJsonDocument::fromJson(file.read(1 << 20), &parse).object();
    if (parse.error != QJsonParseError::NoError)
        return broken(path, parse.errorString());
    Theme theme;
    theme.m_name = root.value(QStringLiteral("name")).toString();
    theme.m_dark = root.value(QStringLiteral("dark")).toBool();
    theme.m_assets = QFileInfo(path).absolutePath() + QLatin1Char('/') + QFileInfo(path).completeBaseName();
    QString missing = readColors(root.value(QStringLiteral("colors")).toObject(), tokenNames, theme.m_colors);
    if (missing.isEmpty())
        missing = readColors(root.value(QStringLiteral("syntax")).toObject(), syntaxNames, theme.m_syntax);
    if (!missing.isEmpty())
        return broken(path, missing);
    theme.m_series.clear();
    for (const QJsonValue &value : root.value(QStringLiteral("series")).toArray()) {
        const QColor color(value.toString());
        if (!color.isValid())
            return broken(path, QStringLiteral("series"));
        theme.m_series.append(color);
    }
    if (theme.m_series.isEmpty() || theme.m_series.size() > 5)
        return broken(path, QStringLiteral("series"));
    theme.m_valid = true;
    return theme;
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, Token token) { p.setColor(role, color(token)); };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Raised);
    set(QPalette::AlternateBase, Token::Panel);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::Muted);
    set(QPalette::Button, Token::Raised);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Error);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Highlight, Token::Selection);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::Link);
    set(QPalette::LinkVisited, Token::Link);
    set(QPalette::Light, Token::Raised);
    set(QPalette::Midlight, Token::Hover);
    set(QPalette::Mid, Token::Line);
    set(QPalette::Dark, Token::LineStrong);
    set(QPalette::Shadow, Token::Shadow);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, color(Token::Disabled));
    return p;
}

QString Theme::tokenName(Token token)
{
    return QString::fromLatin1(tokenNames[size_t(token)]);
}

QString Theme::syntaxName(Syntax kind)
{
    return QString::fromLatin1(syntaxNames[size_t(kind)]);
}

double Theme::contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace lathe
