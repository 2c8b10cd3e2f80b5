// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/filekind.h"
#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace lathe {

template <std::size_t n>
static bool oneOf(std::string_view text, const std::array<std::string_view, n> &list)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

static std::vector<std::string_view> parts(std::string_view path)
{
    std::vector<std::string_view> list;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t at = std::min(path.find('/', from), path.size());
        if (at > from)
            list.push_back(path.substr(from, at - from));
        from = at + 1;
    }
    return list;
}

/// A folder of tests, unless it is itself a package's folder: node_modules/test, node_modules/@scope/test.
static bool isTestFolder(const std::vector<std::string_view> &path, std::size_t at)
{
    static constexpr std::array<std::string_view, 8> names{"test", "tests", "__tests__", "spec", "specs", "__mocks__", "testdata", "test-data"};
    if (!oneOf(path[at], names) || at == 0)
        return false;
    if (path[at - 1] == "node_modules" || path[at - 1] == "site-packages" || path[at - 1] == "python")
        return false;
    return !(at >= 2 && path[at - 1].front() == '@' && path[at - 2] == "node_modules");
}

static bool isTestFile(std::string_view name)
{
    if (name == "conftest.py" || (name.starts_with("test_") && name.ends_with(".py")) || name.ends_with("_test.py"))
        return true;
    for (const std::string_view middle : {".test.", ".spec."})
        if (const auto at = name.rfind(middle); at != std::string_view::npos && at > 0)
            if (const auto end = name.substr(at + middle.size()); end == "js" || end == "mjs" || end == "cjs" || end == "ts" || end == "jsx" || end == "tsx")
                return true;
    return false;
}

static bool isDoc(const std::vector<std::string_view> &path, std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    for (const std::string_view kept : {"licen", "copying", "notice", "copyright"}) // must travel with the code
        if (lower.find(kept) != std::string::npos)
            return false;
    const std::string_view text = lower;
    static constexpr std::array<std::string_view, 6> endings{".md", ".markdown", ".rst", ".adoc", ".txt", ".html"};
    static constexpr std::array<std::string_view, 9> names{"readme", "changelog", "changes", "history", "contributing", "authors", "security", "code_of_conduct", "upgrading"};
    const std::size_t dot = text.rfind('.');
    const std::string_view stem = text.substr(0, dot), ending = dot == std::string_view::npos ? std::string_view() : text.substr(dot);
    const bool proses = oneOf(ending, endings);
    if ((proses || ending.empty()) && oneOf(stem, names))
        return true;
    if (ending == ".md" || ending == ".markdown")
        return true;
    static constexpr std::array<std::string_view, 3> folders{"doc", "docs", "man"};
    return proses && std::any_of(path.begin(), path.end() - 1, [](std::string_view part) { return oneOf(part, folders); });
}

FileKind fileKind(std::string_view whole)
{
    const auto path = parts(whole);
    if (path.empty())
        return FileKind::Needed;
    const std::string_view name = path.back();
    static constexpr std::array<std::string_view, 8> caches{".cache", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".nyc_output", ".turbo", ".parcel-cache", ".vite"};
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (path[i] == "__pycache__")
            return FileKind::Bytecode;
        if (oneOf(path[i], caches))
            return FileKind::Cache;
    }
    if (name.ends_with(".pyc") || name.ends_with(".pyo"))
        return FileKind::Bytecode;
    const bool installed = path.size() > 1; // the project's own top folder is the user's
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        if (isTestFolder(path, i))
            return FileKind::Test;
    if (installed && isTestFile(name))
        return FileKind::Test;
    for (const std::string_view end : {".js.map", ".mjs.map", ".cjs.map", ".css.map", ".ts.map"})
        if (name.ends_with(end))
            return FileKind::SourceMap;
    for (const std::string_view end : {".d.ts", ".d.mts", ".d.cts", ".pyi", ".js.flow"})
        if (name.ends_with(end))
            return FileKind::Typings;
    if (name == "py.typed" || name.ends_with(".tsbuildinfo"))
        return FileKind::Typings;
    if (path.size() > 1 && (path[path.size() - 2].ends_with(".dist-info") || path[path.size() - 2].ends_with(".egg-info"))) {
        static constexpr std::array<std::string_view, 8> notes{"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "SOURCES.txt", "not-zip-safe", "zip-safe", "dependency_links.txt"};
        return oneOf(name, notes) ? FileKind::Metadata : FileKind::Needed;
    }
    for (const std::string_view end : {".a", ".o", ".obj", ".lib", ".h", ".hpp", ".hh", ".gyp", ".gypi", ".pyx", ".pxd"})
        if (name.ends_with(end))
            return FileKind::Build;
    if (std::find(path.begin(), path.end() - 1, "node_modules") != path.end() - 1) // sources that npm compiled an addon from
        for (const std::string_view end : {".c", ".cc", ".cpp", ".cxx", ".mm", ".rs"})
            if (name.ends_with(end))
                return FileKind::Build;
    return installed && isDoc(path, name) ? FileKind::Docs : FileKind::Needed;
}

QStringList patternsOf(FileKind kind)
{
    const auto list = [](std::initializer_list<const char *> patterns) {
        QStringList out;
        for (const char *pattern : patterns)
            out << QString::fromLatin1(pattern);
        return out;
    };
    switch (kind) {
    case FileKind::Bytecode: return list({"**/__pycache__/**", "**/*.pyc"});
    case FileKind::SourceMap: return list({"**/*.js.map", "**/*.mjs.map", "**/*.cjs.map", "**/*.css.map", "**/*.ts.map"});
    case FileKind::Typings: return list({"**/*.d.ts", "**/*.d.mts", "**/*.d.cts", "**/*.pyi", "**/py.typed", "**/*.js.flow", "**/*.tsbuildinfo"});
    case FileKind::Metadata: return list({"**/*.dist-info/RECORD", "**/*.dist-info/INSTALLER", "**/*.dist-info/REQUESTED", "**/*.dist-info/direct_url.json"});
    default: return {};
    }
}

} // namespace lathe
