// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/language.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <iterator>

namespace lathe {

namespace {

struct Row
{
    const char *key;
    Language language;
};

constexpr Row byName[] = {{"dockerfile", Language::Dockerfile}, {"containerfile", Language::Dockerfile},
    {"makefile", Language::Makefile}, {"gnumakefile", Language::Makefile}, {"gemfile", Language::Ruby}, {"rakefile", Language::Ruby},
    {"pipfile", Language::Toml}, {"cargo.lock", Language::Toml}, {"poetry.lock", Language::Toml}, {"pipfile.lock", Language::Json},
    {".bashrc", Language::Shell}, {".profile", Language::Shell}, {".env", Language::Properties}, {".npmrc", Language::Properties},
    {".editorconfig", Language::Properties}, {".gitconfig", Language::Properties}, {"credentials", Language::Properties},
    {"jenkinsfile", Language::Groovy}, {".babelrc", Language::Json}, {".eslintrc", Language::Json}, {"go.mod", Language::Go}};

constexpr Row bySuffix[] = {{"py", Language::Python}, {"pyi", Language::Python}, {"pyw", Language::Python}, {"js", Language::JavaScript},
    {"mjs", Language::JavaScript}, {"cjs", Language::JavaScript}, {"jsx", Language::JavaScript}, {"ts", Language::TypeScript},
    {"mts", Language::TypeScript}, {"cts", Language::TypeScript}, {"tsx", Language::TypeScript}, {"json", Language::Json},
    {"jsonc", Language::Json}, {"json5", Language::Json}, {"ipynb", Language::Json}, {"map", Language::Json}, {"yml", Language::Yaml},
    {"yaml", Language::Yaml}, {"sh", Language::Shell}, {"bash", Language::Shell}, {"zsh", Language::Shell}, {"ksh", Language::Shell},
    {"rb", Language::Ruby}, {"rake", Language::Ruby}, {"gemspec", Language::Ruby}, {"java", Language::Java}, {"kt", Language::Kotlin}, {"kts", Language::Kotlin}, {"graphql", Language::GraphQl}, {"graphqls", Language::GraphQl}, {"gql", Language::GraphQl},
    {"ps1", Language::PowerShell}, {"psm1", Language::PowerShell}, {"psd1", Language::PowerShell}, {"fs", Language::FSharp}, {"fsx", Language::FSharp}, {"fsi", Language::FSharp},
    {"c", Language::Cpp}, {"h", Language::Cpp}, {"cc", Language::Cpp}, {"cpp", Language::Cpp}, {"cxx", Language::Cpp}, {"hh", Language::Cpp}, {"hpp", Language::Cpp}, {"hxx", Language::Cpp},
    {"php", Language::Php}, {"pl", Language::Perl}, {"pm", Language::Perl}, {"lua", Language::Lua}, {"gradle", Language::Groovy}, {"groovy", Language::Groovy},
    {"tf", Language::Terraform}, {"tfvars", Language::Terraform}, {"hcl", Language::Terraform},
    {"go", Language::Go}, {"rs", Language::Rust}, {"cs", Language::CSharp}, {"html", Language::Html}, {"htm", Language::Html},
    {"vue", Language::Html}, {"css", Language::Css}, {"scss", Language::Css}, {"less", Language::Css}, {"xml", Language::Xml},
    {"svg", Language::Xml}, {"xsd", Language::Xml}, {"csproj", Language::Xml}, {"fsproj", Language::Xml}, {"vbproj", Language::Xml}, {"props", Language::Xml}, {"targets", Language::Xml}, {"config", Language::Xml}, {"xhtml", Language::Xml}, {"sql", Language::Sql}, {"md", Language::Markdown},
    {"markdown", Language::Markdown}, {"properties", Language::Properties}, {"ini", Language::Properties}, {"cfg", Language::Properties},
    {"conf", Language::Properties}, {"env", Language::Properties}, {"toml", Language::Toml}, {"mk", Language::Makefile},
    {"diff", Language::Diff}, {"patch", Language::Diff}};

constexpr Row byInterpreter[] = {{"python", Language::Python}, {"node", Language::JavaScript}, {"deno", Language::TypeScript},
    {"pwsh", Language::PowerShell}, {"perl", Language::Perl}, {"php", Language::Php}, {"lua", Language::Lua}, {"bash", Language::Shell}, {"dash", Language::Shell}, {"zsh", Language::Shell}, {"ruby", Language::Ruby}, {"sh", Language::Shell}};

} // namespace

Language languageFor(const QString &fileName, const QString &firstLine)
{
    const QString name = QFileInfo(fileName).fileName().toLower();
    for (const Row &row : byName)
        if (name == QLatin1String(row.key) || (row.language == Language::Dockerfile && name.startsWith(QLatin1String(row.key) + QLatin1Char('.'))))
            return row.language;
    if (name.startsWith(QLatin1String(".env.")))
        return Language::Properties;
    const QString suffix = QFileInfo(name).suffix();
    if ((name.startsWith(QLatin1String("requirements")) || name.startsWith(QLatin1String("constraints"))) && (suffix == QLatin1String("txt") || suffix == QLatin1String("in")))
        return Language::Requirements;
    for (const Row &row : bySuffix)
        if (suffix == QLatin1String(row.key))
            return row.language;
    if (firstLine.startsWith(QLatin1String("#!"))) {
        for (const Row &row : byInterpreter)
            if (firstLine.contains(QLatin1String(row.key)))
                return row.language;
    }
    if (firstLine.startsWith(QLatin1String("<?xml")))
        return Language::Xml;
    if (firstLine.startsWith(QLatin1String("<!DOCTYPE html"), Qt::CaseInsensitive))
        return Language::Html;
    return Language::Plain;
}

QString languageTitle(Language language)
{
    static constexpr const char *titles[] = {"Text", "Python", "JavaScript", "TypeScript", "JSON", "YAML", "Shell", "Ruby", "Java", "Go",
        "Rust", "C#", "HTML", "CSS", "XML", "SQL", "Markdown", "INI", "TOML", "Dockerfile", "Makefile", "Diff", "Kotlin", "GraphQL", "Requirements",
        "PowerShell", "F#", "C++", "PHP", "Perl", "Lua", "Groovy", "Terraform"};
    static_assert(std::size(titles) == size_t(Language::Terraform) + 1);
    return language == Language::Plain ? QCoreApplication::translate("lathe", "Text") : QString::fromLatin1(titles[int(language)]);
}

CommentSyntax commentSyntax(Language language)
{
    switch (language) {
    case Language::Python:
    case Language::Yaml:
    case Language::Shell:
    case Language::Ruby:
    case Language::Properties:
    case Language::Toml:
    case Language::Dockerfile:
    case Language::GraphQl:
    case Language::Requirements:
    case Language::PowerShell:
    case Language::Perl:
    case Language::Terraform:
    case Language::Makefile: return {QStringLiteral("#"), {}, {}};
    case Language::JavaScript:
    case Language::TypeScript:
    case Language::Java:
    case Language::Go:
    case Language::Rust:
    case Language::Kotlin:
    case Language::FSharp:
    case Language::Cpp:
    case Language::Php:
    case Language::Groovy:
    case Language::CSharp: return {QStringLiteral("//"), {}, {}};
    case Language::Lua:
    case Language::Sql: return {QStringLiteral("--"), {}, {}};
    case Language::Css: return {{}, QStringLiteral("/*"), QStringLiteral("*/")};
    case Language::Html:
    case Language::Xml:
    case Language::Markdown: return {{}, QStringLiteral("<!--"), QStringLiteral("-->")};
    case Language::Plain:
    case Language::Json:
    case Language::Diff: break;
    }
    return {};
}

int indentWidth(Language language)
{
    switch (language) {
    case Language::Go:
    case Language::Makefile: return 0;
    case Language::JavaScript:
    case Language::TypeScript:
    case Language::Json:
    case Language::Yaml:
    case Language::Ruby:
    case Language::GraphQl:
    case Language::Terraform:
    case Language::Lua:
    case Language::Html:
    case Language::Css:
    case Language::Xml:
    case Language::Markdown: return 2;
    default: return 4;
    }
}

} // namespace lathe
