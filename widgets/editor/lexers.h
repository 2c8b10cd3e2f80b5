// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/theme.h"
#include "editor/language.h"
#include <QFont>

class QObject;
class QsciLexer;

namespace lathe {

/// A lexer for the language in the theme's colours; null for plain text. Internal to widgets/editor.
QsciLexer *makeLexer(Language language, const Theme &theme, const QFont &font, QObject *parent);

/// Gives a lexer the colours of another theme, and its font. What is coloured already stays so.
void dressLexer(QsciLexer &lexer, Language language, const Theme &theme, const QFont &font);

/// What a lexer's own (English) description of a style means; Variable when it says nothing particular.
Syntax syntaxOfStyle(const QString &description);

} // namespace lathe
