// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <Qsci/qscilexer.h>

namespace lathe {

/// A lexer of the editor component that QScintilla has no class for.
struct NamedRules
{
    const char *title;
    const char *name;           ///< Of Scintilla: "rust".
    const char *keywords[2];    ///< Sets 1 and 2; null: none.
    const char *const *styles;  ///< Their descriptions as syntaxOfStyle() knows them, by number; ends with null.
};

/// Colours and folds by Scintilla's own lexer of a name: Rust, PowerShell. Owned by its view; window's thread.
class NamedLexer : public QsciLexer
{
    Q_OBJECT
public:
    NamedLexer(const NamedRules &rules, QObject *parent);
    static QsciLexer *rust(QObject *parent);
    static QsciLexer *powerShell(QObject *parent);
    const char *language() const override { return m_rules.title; }
    const char *lexer() const override { return m_rules.name; }
    const char *keywords(int set) const override { return set == 1 || set == 2 ? m_rules.keywords[set - 1] : nullptr; }
    QString description(int style) const override;
    void refreshProperties() override;

private:
    NamedRules m_rules;
    int m_styles = 0;
};

} // namespace lathe
