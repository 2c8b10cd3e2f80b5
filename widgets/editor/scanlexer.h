// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSet>
#include <Qsci/qscilexercustom.h>

namespace lathe {

/// What a ScanLexer looks for.
struct ScanRules
{
    const char *name;            ///< Of the language, for QScintilla.
    const char *keywords = "";
    const char *types = "";
    bool tripleStrings = false;  ///< """ and ''' may span lines.
    bool sections = false;       ///< [name] on a line of its own.
    bool keysBeforeEquals = false;
    bool firstWordIsKey = false; ///< A line begins with a name.
    bool options = false;        ///< -r and --hash are keywords.
};

/// Colours for small languages that QScintilla has no lexer for and that write comments with #: TOML, GraphQL, lists of Python
/// requirements. Looks at whole lines; only strings of several lines reach over them. Owned by its view.
class ScanLexer : public QsciLexerCustom
{
    Q_OBJECT
public:
    ScanLexer(const ScanRules &rules, QObject *parent);
    const char *language() const override { return m_rules.name; }
    QString description(int style) const override;
    void styleText(int start, int end) override;

private:
    enum Style { Default, Comment, String, TripleDouble, TripleSingle, Number, Keyword, Type, Key, Section, Operator, Decorator };
    int styleLine(const QByteArray &line, int open);
    void put(int length, int style);
    QByteArray wordAt(const QByteArray &line, int at) const;

    ScanRules m_rules;
    QSet<QByteArray> m_keywords;
    QSet<QByteArray> m_types;
};

} // namespace lathe
