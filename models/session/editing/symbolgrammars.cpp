// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/symbolgrammars.h"
#include <QFileInfo>

namespace lathe {

namespace {

using Comments = SymbolGrammar::Comments;

constexpr char jsFunction[] = R"(^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(?<name>[\w$]+))";
constexpr char jsValue[] = R"(^\s*(?:export\s+)?(?:const|let|var)\s+(?<name>[\w$]+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>|[\w$.]+\(\s*(?:async\s*)?(?:\(|function\b)))";
constexpr char jsExport[] = R"(^\s*(?:module\.)?exports\.(?<name>[\w$]+)\s*=)";
constexpr char jsMethod[] = R"(^\s+(?:(?:static|async|get|set|public|private|protected|readonly|override|abstract)\s+)*\*?(?<name>(?!(?:if|for|while|switch|catch|function|return|await|do|else|with|super)\b)[#\w$]+)\s*(?:<[^>]*>)?\([^;{}]*\)\s*(?::\s*[^={}]+)?\{\s*$)";
constexpr char jsConstant[] = R"(^(?:export\s+)?const\s+(?<name>[A-Z][A-Z0-9_]*)\b)";

const SymbolGrammar grammars[] = {
    {" py pyi pyw ", Comments::Python,
        {{SymbolKind::Class, R"(^\s*class\s+(?<name>\w+))"}, {SymbolKind::Function, R"(^\s*(?:async\s+)?def\s+(?<name>\w+))"},
            {SymbolKind::Constant, R"(^(?<name>[A-Z][A-Z0-9_]*)\s*(?::[^=]+)?=(?!=))"}}},
    {" js mjs cjs jsx ts mts cts tsx ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:class|interface|enum|namespace)\s+(?<name>[\w$]+))"},
            {SymbolKind::Class, R"(^\s*(?:export\s+)?(?:declare\s+)?type\s+(?<name>[\w$]+)\s*(?:<[^=]*>)?\s*=)"}, {SymbolKind::Function, jsFunction},
            {SymbolKind::Function, jsValue}, {SymbolKind::Function, jsExport}, {SymbolKind::Function, jsMethod}, {SymbolKind::Constant, jsConstant}}},
    {" rb rake gemspec ", Comments::Ruby,
        {{SymbolKind::Class, R"(^\s*(?:class|module)\s+(?<name>[A-Z][\w:]*))"}, {SymbolKind::Function, R"(^\s*(?:private\s+)?def\s+(?:self\.)?(?<name>\w+[?!=]?))"},
            {SymbolKind::Constant, R"(^\s*(?<name>[A-Z][A-Z0-9_]*)\s*=(?!=))"}}},
    {" java cs ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:(?:public|private|protected|internal|static|final|abstract|sealed|partial)\s+)*(?:class|interface|enum|record|struct|@interface)\s+(?<name>\w+))"},
            {SymbolKind::Function, R"(^\s+(?:@\w+\s+)*(?:(?:public|private|protected|internal|static|final|abstract|synchronized|override|virtual|async|default)\s+)*(?:<[^>]+>\s+)?(?!(?:return|new|throw|else|await)\b)[\w<>\[\],.?]+(?:\s*<[^>]*>)?\s+(?<name>\w+)\s*\([^;]*$)"},
            {SymbolKind::Function, R"(^\s+(?:public|private|protected)\s+(?<name>[A-Z]\w*)\s*\()"},
            {SymbolKind::Constant, R"(^\s+(?:(?:public|private|protected|internal|static|virtual|override|required)\s+)+[\w<>\[\],.?]+\s+(?<name>\w+)\s*(?:=>|\{\s*(?:get|set|init)?\b))"}}},
    {" kt kts ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:\w+\s+)*(?:class|interface|object)\s+(?<name>\w+))"}, {SymbolKind::Function, R"(^\s*(?:\w+\s+)*fun\s+(?:<[^>]+>\s*)?(?:[\w.]+\.)?(?<name>\w+)\s*\()"}}},
    {" go ", Comments::Slashes,
        {{SymbolKind::Function, R"(^func\s+(?:\([^)]*\)\s*)?(?<name>\w+))"}, {SymbolKind::Class, R"(^\s*type\s+(?<name>\w+))"}, {SymbolKind::Constant, R"(^(?:const|var)\s+(?<name>\w+))"}},
        false, R"(^(type|const|var)\s*\(\s*(?://.*)?$)", R"(^(?:\t| {1,8})(?<name>\w+))"},
    {" rs ", Comments::Slashes,
        {{SymbolKind::Function, R"(^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|const|unsafe|extern(?:\s+"[^"]*")?)\s+)*fn\s+(?<name>\w+))"},
            {SymbolKind::Class, R"(^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait|union|mod|type)\s+(?<name>\w+))"},
            {SymbolKind::Class, R"(^\s*(?:unsafe\s+)?impl(?:<[^>]*>)?\s+(?:[\w:<>, ]+\s+for\s+)?(?<name>\w+))"},
            {SymbolKind::Function, R"(^\s*macro_rules!\s*(?<name>\w+))"}, {SymbolKind::Constant, R"(^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const|static)\s+(?<name>[A-Z]\w*))"}}},
    {" sh bash zsh ksh ", Comments::Shell,
        {{SymbolKind::Function, R"(^\s*function\s+(?<name>[\w:.+-]+))"}, {SymbolKind::Function, R"(^\s*(?<name>[A-Za-z_][\w:.+-]*)\s*\(\s*\))"},
            {SymbolKind::Constant, R"(^(?:(?:export|readonly|declare\s+-\w+)\s+)*(?<name>[A-Z][A-Z0-9_]*)=)"}}},
    {" ps1 psm1 psd1 ", Comments::PowerShell,
        {{SymbolKind::Class, R"(^\s*(?:class|enum)\s+(?<name>\w+))"}, {SymbolKind::Function, R"(^\s*(?:function|filter|workflow)\s+(?:(?:global|script|local|private):)?(?<name>[\w-]+))"}}, true},
    {" fs fsx fsi ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:namespace|module|type)\s+(?:(?:rec|private|internal|public)\s+)*(?<name>[\w.]+))"},
            {SymbolKind::Function, R"(^(?: {0,4}|\t)let\s+(?:(?:rec|inline|private|internal|mutable)\s+)*(?<name>\w+))"}, {SymbolKind::Function, R"(^\s+(?:(?:static|override|abstract|default)\s+)*(?:member|override|abstract)\s+(?:\w+\.)?(?<name>\w+))"}}},
    {" c h cc cpp cxx hh hpp hxx ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:template\s*<[^>]*>\s*)?(?:inline\s+)?(?:class|struct|union|enum(?:\s+class)?|namespace)\s+(?<name>[\w:]+)\s*(?:final\s*)?(?::[^;]*)?\{?\s*$)"},
            {SymbolKind::Function, R"(^(?!(?:return|else|using|typedef|if|for|while|switch|new|delete|throw|case)\b)[A-Za-z_][\w:<>,]*[\s*&]+(?:[\w:<>,]+[\s*&]+)*(?<name>~?[\w:]+)\s*\([^;]*$)"},
            {SymbolKind::Constant, R"(^\s*#\s*define\s+(?<name>\w+))"}}},
    {" php ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum)\s+(?<name>\w+))"},
            {SymbolKind::Function, R"(^\s*(?:(?:public|private|protected|static|final|abstract)\s+)*function\s+&?(?<name>\w+))"}}},
    {" pl pm ", Comments::Ruby, {{SymbolKind::Class, R"(^\s*package\s+(?<name>[\w:]+))"}, {SymbolKind::Function, R"(^\s*sub\s+(?<name>\w+))"}}},
    {" lua ", Comments::Sql, {{SymbolKind::Function, R"(^\s*(?:local\s+)?function\s+(?<name>[\w.:]+))"}, {SymbolKind::Function, R"(^\s*(?:local\s+)?(?<name>[\w.]+)\s*=\s*function\b)"}}},
    {" gradle groovy ", Comments::Slashes,
        {{SymbolKind::Class, R"(^\s*(?:(?:abstract|final|public)\s+)*(?:class|interface|trait|enum)\s+(?<name>\w+))"},
            {SymbolKind::Function, R"(^\s*(?:def|void|task)\s+(?<name>\w+))"}, {SymbolKind::Key, R"(^(?<name>\w+)\s*\{\s*$)"}}},
    {" tf tfvars hcl ", Comments::Shell,
        {{SymbolKind::Class, R"x(^(?:resource|data)\s+"[^"]+"\s+"(?<name>[^"]+)")x"}, {SymbolKind::Key, R"x(^(?:variable|module|output|provider)\s+"(?<name>[^"]+)")x"}}},
    {" dockerfile ", Comments::None,
        {{SymbolKind::Class, R"(^\s*FROM\s.*\sAS\s+(?<name>[^\s#]+))"}, {SymbolKind::Class, R"(^\s*FROM\s+(?:--\S+\s+)*(?<name>[^\s#]+))"},
            {SymbolKind::Constant, R"(^\s*(?:ARG|ENV)\s+(?<name>\w+))"}}, true},
    {" mk ", Comments::None, {{SymbolKind::Constant, R"(^(?:export\s+)?(?<name>[A-Za-z_][\w.-]*)\s*[:?+!]?:?=)"}, {SymbolKind::Function, R"(^(?<name>[^\s:#=][^:#=]*?)\s*::?(?!=))"}}},
    {" graphql graphqls gql ", Comments::Python,
        {{SymbolKind::Class, R"(^\s*(?:extend\s+)?(?:type|interface|input|enum|union|scalar)\s+(?<name>\w+))"}, {SymbolKind::Function, R"(^\s*(?:query|mutation|subscription|fragment|directive)\s+@?(?<name>\w+))"}}},
    {" sql ", Comments::Sql,
        {{SymbolKind::Class, R"(^\s*create\s+(?:or\s+replace\s+)?(?:(?:temp|temporary|unique|materialized)\s+)*(?:table|view|index|type|schema)\s+(?:if\s+not\s+exists\s+)?(?<name>[\w."`]+))"},
            {SymbolKind::Function, R"(^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure|trigger)\s+(?<name>[\w."`]+))"}}, true},
};

struct Kind
{
    const char *word;
    const char *kind;
};

constexpr Kind byName[] = {{"dockerfile", "dockerfile"}, {"containerfile", "dockerfile"}, {"makefile", "mk"}, {"gnumakefile", "mk"}, {"gemfile", "rb"}, {"rakefile", "rb"},
    {"pipfile", "toml"}, {"cargo.lock", "toml"}, {"poetry.lock", "toml"}, {"pipfile.lock", "json"}, {"jenkinsfile", "groovy"}};
constexpr Kind byInterpreter[] = {{"python", "py"}, {"node", "js"}, {"deno", "ts"}, {"ruby", "rb"}, {"perl", "pl"}, {"php", "php"}, {"lua", "lua"}, {"pwsh", "ps1"}, {"sh", "sh"}};

} // namespace

QString symbolKindOfFile(const QString &fileName, const QString &text)
{
    const QString name = QFileInfo(fileName).fileName().toLower();
    for (const Kind &row : byName)
        if (name == QLatin1String(row.word) || (name.startsWith(QLatin1String(row.word) + u'.') && QLatin1String(row.kind) == QLatin1String("dockerfile")))
            return QString::fromLatin1(row.kind);
    const QString suffix = QFileInfo(name).suffix();
    if (!suffix.isEmpty() || !text.startsWith(QLatin1String("#!")))
        return suffix;
    const QStringView first = QStringView(text).left(text.indexOf(u'\n') < 0 ? text.size() : text.indexOf(u'\n'));
    for (const Kind &row : byInterpreter)
        if (first.contains(QLatin1String(row.word)))
            return QString::fromLatin1(row.kind);
    return {};
}

const SymbolGrammar *symbolGrammar(const QString &kind)
{
    if (!kind.isEmpty())
        for (const SymbolGrammar &grammar : grammars)
            if (QString::fromLatin1(grammar.suffixes).contains(u' ' + kind + u' '))
                return &grammar;
    return nullptr;
}

} // namespace lathe
