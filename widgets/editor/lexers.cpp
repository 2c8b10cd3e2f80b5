// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/lexers.h"
#include "editor/namedlexer.h"
#include "editor/scanlexer.h"
#include <Qsci/qscilexerbash.h>
#include <Qsci/qscilexercsharp.h>
#include <Qsci/qscilexercss.h>
#include <Qsci/qscilexerdiff.h>
#include <Qsci/qscilexerhtml.h>
#include <Qsci/qscilexerjava.h>
#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerlua.h>
#include <Qsci/qscilexermakefile.h>
#include <Qsci/qscilexermarkdown.h>
#include <Qsci/qscilexerperl.h>
#include <Qsci/qscilexerproperties.h>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qscilexerruby.h>
#include <Qsci/qscilexersql.h>
#include <Qsci/qscilexerxml.h>
#include <Qsci/qscilexeryaml.h>

namespace lathe {

namespace {

/// JavaScript with today's words; the library's list is of 2010.
class ModernJavaScript : public QsciLexerJavaScript
{
public:
    ModernJavaScript(QObject *parent, bool typed) : QsciLexerJavaScript(parent), m_typed(typed)
    {
        setFoldComments(true);
        setFoldCompact(false);
    }
    const char *keywords(int set) const override
    {
        if (set == 1)
            return m_typed ? "abstract any as asserts async await bigint boolean break case catch class const constructor continue debugger "
                             "declare default delete do else enum export extends false finally for from function get if implements import in "
                             "infer instanceof interface is keyof let module namespace never new null number object of private protected "
                             "public readonly require return satisfies set static string super switch symbol this throw true try type typeof "
                             "undefined unique unknown var void while with yield"
                           : "async await break case catch class const continue debugger default delete do else export extends false finally "
                             "for from function get if import in instanceof let new null of return set static super switch this throw true "
                             "try typeof undefined var void while with yield";
        if (set == 2)
            return "Array ArrayBuffer BigInt Boolean Buffer Date Error JSON Map Math Number Object Promise Proxy Reflect RegExp Set String "
                   "Symbol TypeError URL WeakMap WeakSet console exports globalThis module process require";
        return nullptr;
    }

private:
    bool m_typed;
};

/// Go, Kotlin, F# and Groovy are near enough to C++ for colours; only the words differ.
class WordLexer : public QsciLexerCPP
{
public:
    WordLexer(QObject *parent, const char *words, const char *types) : QsciLexerCPP(parent), m_words(words), m_types(types)
    {
        setFoldComments(true);
        setFoldCompact(false);
        setStylePreprocessor(false);
        setHighlightBackQuotedStrings(true);
    }
    const char *keywords(int set) const override { return set == 1 ? m_words : set == 2 ? m_types : nullptr; }

private:
    const char *m_words;
    const char *m_types;
};

class DockerLexer : public QsciLexerBash
{
public:
    using QsciLexerBash::QsciLexerBash;
    const char *keywords(int set) const override
    {
        return set == 1 ? "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR "
                          "add arg as cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal user volume workdir"
                        : nullptr;
    }
};

/// Texts of several lines between three quotes, which are younger than the library's lexers.
QsciLexer *withTextBlocks(QsciLexerCPP *lexer)
{
    lexer->setHighlightTripleQuotedStrings(true);
    lexer->setFoldComments(true);
    lexer->setFoldCompact(false);
    return lexer;
}

QsciLexer *create(Language language, QObject *parent)
{
    switch (language) {
    case Language::Python: {
        auto *lexer = new QsciLexerPython(parent);
        lexer->setFoldCompact(false);
        lexer->setFoldComments(true);
        lexer->setHighlightSubidentifiers(false);
        return lexer;
    }
    case Language::JavaScript: return new ModernJavaScript(parent, false);
    case Language::TypeScript: return new ModernJavaScript(parent, true);
    case Language::Json: {
        auto *lexer = new QsciLexerJSON(parent);
        lexer->setHighlightComments(true);
        lexer->setFoldCompact(false);
        return lexer;
    }
    case Language::Yaml: return new QsciLexerYAML(parent);
    case Language::Shell: return new QsciLexerBash(parent);
    case Language::Ruby: return new QsciLexerRuby(parent);
    case Language::Java: return withTextBlocks(new QsciLexerJava(parent));
    case Language::CSharp: return withTextBlocks(new QsciLexerCSharp(parent));
    case Language::Go:
        return new WordLexer(parent,
                             "break case chan const continue default defer else fallthrough false for func go goto if import interface iota map "
                             "nil package range return select struct switch true type var",
                             "any append bool byte cap clear close complex128 complex64 copy delete error float32 float64 int int16 int32 int64 "
                             "int8 len make max min new panic print println recover rune string uint uint16 uint32 uint64 uint8 uintptr");
    case Language::Rust: return NamedLexer::rust(parent);
    case Language::PowerShell: return NamedLexer::powerShell(parent);
    case Language::Perl: return new QsciLexerPerl(parent);
    case Language::Lua: return new QsciLexerLua(parent);
    case Language::Php: // within the tags of a page
    case Language::Html: return new QsciLexerHTML(parent);
    case Language::Css: return new QsciLexerCSS(parent);
    case Language::Xml: return new QsciLexerXML(parent);
    case Language::Sql: return new QsciLexerSQL(parent);
    case Language::Markdown: return new QsciLexerMarkdown(parent);
    case Language::Properties: return new QsciLexerProperties(parent);
    case Language::Toml: return new ScanLexer({.name = "TOML", .keywords = "true false inf nan", .tripleStrings = true, .sections = true, .keysBeforeEquals = true}, parent);
    case Language::Requirements: return new ScanLexer({.name = "Requirements", .keywords = "and or in not", .firstWordIsKey = true, .options = true}, parent);
    case Language::GraphQl:
        return new ScanLexer({.name = "GraphQL",
                                 .keywords = "directive enum extend false fragment implements input interface mutation null on query repeatable scalar schema subscription true type union",
                                 .types = "Boolean Float ID Int Mutation Query String Subscription AWSDate AWSDateTime AWSEmail AWSJSON AWSTime AWSTimestamp AWSURL",
                                 .tripleStrings = true},
            parent);
    case Language::Kotlin: {
        auto *lexer = new WordLexer(parent,
            "abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external false final finally for "
            "fun get if import in infix init inline inner interface internal is lateinit noinline null object open operator out override package private protected public "
            "reified return sealed set super suspend tailrec this throw true try typealias val var vararg when where while",
            "Any Array Boolean Byte Char Double Float Int List Long Map MutableList MutableMap Nothing Pair Set Short String Unit");
        lexer->setHighlightTripleQuotedStrings(true);
        return lexer;
    }
    case Language::FSharp:
        return withTextBlocks(new WordLexer(parent,
            "abstract and as assert async base begin class default delegate do done downcast downto elif else end exception extern false finally for fun function global if in inherit inline "
            "interface internal lazy let match member module mutable namespace new null of open or override private public rec return sig static struct task then to true try type upcast use val void "
            "when while with yield",
            "Async Error None Ok Option Result Some Task bool byte char decimal double float int int64 list obj option seq single string uint unit"));
    case Language::Groovy:
        return withTextBlocks(new WordLexer(parent,
            "abstract as assert boolean break byte case catch char class continue def default do double else enum extends false final finally float for if implements import in instanceof int "
            "interface long new null package private protected public return short static super switch this throw throws trait true try void while",
            "apply dependencies implementation mavenCentral plugins repositories task testImplementation String List Map"));
    case Language::Cpp: {
        auto *lexer = new WordLexer(parent,
            "alignas alignof auto bool break case catch char char16_t char32_t char8_t class co_await co_return co_yield concept const consteval constexpr constinit continue decltype default delete do "
            "double else enum explicit export extern false final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private protected public requires "
            "return short signed sizeof static static_assert static_cast struct switch template this throw true try typedef typename union unsigned using virtual void volatile while",
            "int8_t int16_t int32_t int64_t size_t ssize_t std string string_view uint8_t uint16_t uint32_t uint64_t unique_ptr vector");
        lexer->setHighlightBackQuotedStrings(false);
        return lexer;
    }
    case Language::Terraform:
        return new ScanLexer({.name = "Terraform", .keywords = "data false for if in locals module null output provider resource terraform true variable", .types = "any bool list map number object set string",
                                 .keysBeforeEquals = true},
            parent);
    case Language::Dockerfile: return new DockerLexer(parent);
    case Language::Makefile: return new QsciLexerMakefile(parent);
    case Language::Diff: return new QsciLexerDiff(parent);
    case Language::Plain: break;
    }
    return nullptr;
}

} // namespace

Syntax syntaxOfStyle(const QString &description)
{
    // First fit wins: "Comment keyword" is a comment, "Triple double-quoted f-string" a string.
    static constexpr struct { const char *word; Syntax syntax; } table[] = {
        {"error", Syntax::Invalid}, {"unclosed", Syntax::Invalid}, {"invalid", Syntax::Invalid}, {"inconsistent", Syntax::Invalid},
        {"removed", Syntax::Invalid}, {"added", Syntax::String}, {"changed", Syntax::Number},
        {"comment", Syntax::Comment}, {"regular expression", Syntax::Regex}, {"regex", Syntax::Regex},
        {"attribute", Syntax::Attribute}, {"tag", Syntax::Tag}, {"script", Syntax::Variable},
        {"decorator", Syntax::Decorator}, {"pre-processor", Syntax::Decorator}, {"directive", Syntax::Decorator}, {"entity", Syntax::Constant},
        {"number", Syntax::Number}, {"header", Syntax::Heading}, {"section", Syntax::Heading}, {"position", Syntax::Heading},
        {"property", Syntax::Key}, {"key", Syntax::Key}, {"string", Syntax::String}, {"quoted", Syntax::String}, {"here document", Syntax::String},
        {"character", Syntax::String}, {"text block", Syntax::String}, {"code", Syntax::String}, {"link", Syntax::Type}, {"emphasis", Syntax::Constant},
        {"class", Syntax::Type}, {"function", Syntax::Function}, {"method", Syntax::Function}, {"module", Syntax::Type}, {"type", Syntax::Type},
        {"symbol", Syntax::Constant}, {"constant", Syntax::Constant}, {"global", Syntax::Constant}, {"reference", Syntax::Constant},
        {"value", Syntax::Constant}, {"variable", Syntax::Attribute}, {"parameter expansion", Syntax::Attribute}, {"scalar", Syntax::Attribute},
        {"backtick", Syntax::String}, {"operator", Syntax::Operator}, {"assignment", Syntax::Operator}, {"target", Syntax::Function},
        {"selector", Syntax::Tag}, {"pseudo", Syntax::Decorator}, {"media", Syntax::Decorator}, {"important", Syntax::Decorator}, {"iri", Syntax::Type}};
    const QString text = description.toLower();
    // "Keyword" is a key in no sense.
    if (!text.contains(QLatin1String("comment"))) {
        if (text.contains(QLatin1String("keyword set 2")) || text.contains(QLatin1String("secondary keyword")) || text.contains(QLatin1String("highlighted identifier")))
            return Syntax::Type;
        if (text.contains(QLatin1String("keyword")) || text.contains(QLatin1String("document delimiter")))
            return Syntax::Keyword;
    }
    for (const auto &row : table)
        if (text.contains(QLatin1String(row.word)))
            return row.syntax;
    return Syntax::Variable;
}

namespace {

/// Where a lexer's own description misleads.
Syntax corrected(Language language, const QString &description, Syntax found)
{
    const QString text = description.toLower();
    if (language == Language::Yaml && text == QLatin1String("identifier"))
        return Syntax::Key;
    if (language == Language::Yaml && text == QLatin1String("keyword"))
        return Syntax::Constant;
    if (language == Language::Properties && text.contains(QLatin1String("default value")))
        return Syntax::Constant;
    return found;
}

} // namespace

QsciLexer *makeLexer(Language language, const Theme &theme, const QFont &font, QObject *parent)
{
    QsciLexer *lexer = create(language, parent);
    if (lexer) {
        dressLexer(*lexer, language, theme, font);
        lexer->setAutoIndentStyle(0);
    }
    return lexer;
}

void dressLexer(QsciLexer &lexer, Language language, const Theme &theme, const QFont &font)
{
    lexer.setDefaultColor(theme.color(Token::Text));
    lexer.setDefaultPaper(theme.color(Token::Editor));
    lexer.setDefaultFont(font);
    lexer.setFont(font, -1);
    lexer.setPaper(theme.color(Token::Editor), -1);
    for (int style = 0; style < 128; ++style) {
        const QString description = lexer.description(style);
        if (description.isEmpty())
            continue;
        const Syntax syntax = corrected(language, description, syntaxOfStyle(description));
        lexer.setColor(theme.syntax(syntax), style);
        lexer.setEolFill(false, style);
        QFont styled = font;
        if (syntax == Syntax::Comment)
            styled.setItalic(true);
        if (syntax == Syntax::Heading)
            styled.setBold(true);
        lexer.setFont(styled, style);
    }
}

} // namespace lathe
