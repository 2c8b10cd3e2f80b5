// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QColor>
#include <QList>
#include <QPalette>
#include <QString>
#include <array>

namespace lathe {

/// The colours of the interface, by meaning. Names in resources/themes/*.json are these with a small first letter.
enum class Token {
    Window, Panel, Raised, Line, LineStrong, Text, Muted, Disabled,
    Accent, AccentHover, AccentPressed, OnAccent, AccentSoft,
    Hover, Pressed, Selection, Link,
    Success, Warning, Error, Info,
    SuccessSoft, WarningSoft, ErrorSoft, InfoSoft,
    Local, Dev, Stage, Production, OnProduction,
    Editor, EditorLine, EditorSelection, EditorGutter, EditorLineNumber, EditorGuide, EditorBrace, EditorFind,
    EditorWhitespace, Shadow,
    Count
};

/// The colours of source text, by what a lexer says a piece is.
enum class Syntax {
    Keyword, String, Number, Comment, Function, Type, Operator, Constant, Variable, Decorator, Tag, Attribute, Regex, Key,
    Heading, Invalid,
    Count
};

/// One colour table (light, dark or high contrast): the only place that colours come from. The palette, the style sheet,
/// the editor's lexers and the charts are made from it. A value; any thread, except palette().
class Theme
{
public:
    /// Neutral greys; valid() is false. Stands in when the files of the product are missing.
    Theme();
    /// Reads one resources/themes/<name>.json. Every token must be there (Config error otherwise).
    static Result<Theme> load(const QString &file);

    bool valid() const { return m_valid; }
    QString name() const { return m_name; }
    bool isDark() const { return m_dark; }
    QColor color(Token token) const { return m_colors[size_t(token)]; }
    QColor syntax(Syntax kind) const { return m_syntax[size_t(kind)]; }
    /// At most five, for charts, in the order of use.
    QList<QColor> series() const { return m_series; }
    /// Folder of the little pictures the style sheet uses (resources/themes/<name>).
    QString assets() const { return m_assets; }
    QPalette palette() const;

    /// The name of a token as in the JSON file.
    static QString tokenName(Token token);
    static QString syntaxName(Syntax kind);
    /// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
    static double contrast(const QColor &a, const QColor &b);

private:
    QString m_name;
    QString m_assets;
    bool m_dark = false;
    bool m_valid = false;
    std::array<QColor, size_t(Token::Count)> m_colors;
    std::array<QColor, size_t(Syntax::Count)> m_syntax;
    QList<QColor> m_series;
};

} // namespace lathe
