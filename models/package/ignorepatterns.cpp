// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/ignorepatterns.h"
#include <QStringView>
#include <algorithm>

namespace lathe {

static std::u32string decode(std::string_view utf8)
{
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return {utf8.begin(), utf8.end()};
    const auto ucs4 = QString::fromUtf8(utf8.data(), qsizetype(utf8.size())).toUcs4();
    return std::u32string(ucs4.begin(), ucs4.end());
}

/// Fits one character against the set that starts after '[' at `at`; moves `at` behind the ']'. False in `closed` when the set
/// has no end, so that '[' stands for itself.
static bool fitsSet(const std::u32string &pattern, std::size_t &at, char32_t c, bool &closed)
{
    std::size_t i = at + 1;
    bool inverted = false;
    if (i < pattern.size() && (pattern[i] == U'!' || pattern[i] == U'^')) {
        inverted = true;
        ++i;
    }
    bool found = false, first = true;
    for (; i < pattern.size() && (first || pattern[i] != U']'); first = false) {
        if (pattern[i] == U'\\' && i + 1 < pattern.size())
            ++i;
        const char32_t low = pattern[i++];
        char32_t high = low;
        if (i + 1 < pattern.size() && pattern[i] == U'-' && pattern[i + 1] != U']') {
            ++i;
            if (pattern[i] == U'\\' && i + 1 < pattern.size())
                ++i;
            high = pattern[i++];
        }
        found = found || (c >= low && c <= high);
    }
    closed = i < pattern.size();
    if (closed)
        at = i + 1;
    return closed && found != inverted;
}

/// One path segment against one pattern segment: at most one step back for each '*', so never exponential.
static bool fitsSegment(const std::u32string &pattern, const std::u32string &text)
{
    std::size_t p = 0, t = 0, starP = std::u32string::npos, starT = 0;
    while (t < text.size()) {
        bool fits = false;
        std::size_t next = p + 1;
        if (p < pattern.size() && pattern[p] == U'*') {
            starP = ++p;
            starT = t;
            continue;
        }
        if (p < pattern.size()) {
            bool closed = false;
            if (pattern[p] == U'?') {
                fits = true;
            } else if (std::size_t at = p; pattern[p] == U'[' && (fits = fitsSet(pattern, at, text[t], closed), closed)) {
                next = at;
            } else if (pattern[p] == U'\\' && p + 1 < pattern.size()) {
                fits = pattern[p + 1] == text[t];
                next = p + 2;
            } else {
                fits = pattern[p] == text[t];
            }
        }
        if (fits) {
            p = next;
            ++t;
        } else if (starP != std::u32string::npos) {
            p = starP;
            t = ++starT;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == U'*')
        ++p;
    return p == pattern.size();
}

static bool fitsPath(const std::vector<std::u32string> &pattern, const std::vector<std::u32string> &path)
{
    // Most patterns end in a name: most paths are turned away by their last part.
    if (!pattern.empty() && !path.empty() && pattern.back() != U"**" && !fitsSegment(pattern.back(), path.back()))
        return false;
    std::size_t p = 0, t = 0, starP = std::size_t(-1), starT = 0;
    while (t < path.size()) {
        if (p < pattern.size() && pattern[p] == U"**") {
            starP = ++p;
            starT = t;
        } else if (p < pattern.size() && fitsSegment(pattern[p], path[t])) {
            ++p;
            ++t;
        } else if (starP != std::size_t(-1)) {
            p = starP;
            t = ++starT;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == U"**")
        ++p;
    return p == pattern.size();
}

static std::vector<std::u32string> split(const std::u32string &text)
{
    std::vector<std::u32string> parts;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find(U'/', from)) != std::u32string::npos; from = at + 1)
        if (at > from)
            parts.push_back(text.substr(from, at - from));
    if (from < text.size())
        parts.push_back(text.substr(from));
    return parts;
}

IgnorePatterns::IgnorePatterns(const QStringList &patterns, int guarded)
{
    for (int index = 0; index < patterns.size(); ++index) {
        QString text = patterns.at(index);
        while (text.endsWith(u' ') && !text.endsWith(QStringLiteral("\\ ")))
            text.chop(1);
        Pattern p;
        if (text.startsWith(u'#'))
            text.clear();
        if (text.startsWith(u'!')) {
            p.negated = true;
            text.remove(0, 1);
        }
        if (text.startsWith(QStringLiteral(":(file)"))) {
            p.fileOnly = true;
            text.remove(0, 7);
        }
        while (text.startsWith(QStringLiteral("./")))
            text.remove(0, 1);
        while (text.endsWith(u'/')) {
            p.dirOnly = true;
            text.chop(1);
        }
        p.tied = text.contains(u'/');
        if (index == guarded)
            m_guarded = int(m_patterns.size());
        const auto parts = split(decode(text.toStdString()));
        if (parts.empty())
            continue;
        if (!p.tied && parts.front() != U"**")
            p.segments.push_back(U"**");
        for (const auto &part : parts)
            if (part != U"**" || p.segments.empty() || p.segments.back() != U"**")
                p.segments.push_back(part);
        p.named = p.segments.back().find_first_of(U"*?[") == std::u32string::npos;
        p.plain = p.segments.back().find_first_of(U"*?[\\") == std::u32string::npos;
        if (p.segments.back() == U"**") { // everything below, but not the folder itself
            p.everythingBelow = true;
            p.segments.push_back(U"*");
        }
        if (p.tied) {
            const QString plain = text.startsWith(u'/') ? text.mid(1) : text;
            qsizetype end = 0;
            while (end < plain.size() && !QStringLiteral("*?[\\").contains(plain.at(end)))
                ++end;
            p.literal = plain.left(end).toStdString();
        }
        m_patterns.push_back(std::move(p));
    }
    if (guarded >= patterns.size())
        m_guarded = int(m_patterns.size());
}

bool IgnorePatterns::returnsBelow(const Pattern &p, std::string_view dir, const State &state) const
{
    if (!p.negated || !p.tied)
        return false;
    const std::string_view top = dir.substr(0, state.excludedLength);
    if (state.by < m_guarded) // spelled out, up to and with the folder's name
        return p.literal.size() >= top.size() && p.literal.compare(0, top.size(), top) == 0
            && (p.literal.size() == top.size() || p.literal[top.size()] == '/');
    const std::size_t common = std::min(p.literal.size(), dir.size());
    return p.literal.compare(0, common, dir.substr(0, common)) == 0;
}

bool IgnorePatterns::guarded(const std::vector<std::u32string> &dir) const
{
    for (int i = 0; i < m_guarded; ++i)
        if (const Pattern &p = m_patterns[std::size_t(i)]; !p.negated && !p.fileOnly && fitsPath(p.segments, dir))
            return true;
    return false;
}

IgnorePatterns::State IgnorePatterns::decide(std::string_view path, bool isDir, const State &parent) const
{
    // Most patterns end in a name, and most paths are turned away by theirs: the rest of the path is taken apart when it counts.
    const std::u32string name = decode(path.substr(path.rfind('/') + 1));
    std::vector<std::u32string> segments;
    const auto fits = [&](const Pattern &p) {
        if (p.plain ? p.segments.back() != name : !fitsSegment(p.segments.back(), name))
            return false;
        if (p.segments.size() == 2 && p.segments.front() == U"**")
            return true;
        if (segments.empty())
            segments = split(decode(path));
        return fitsPath(p.segments, segments);
    };
    for (int i = int(m_patterns.size()) - 1; i >= 0; --i) {
        const Pattern &p = m_patterns[std::size_t(i)];
        if (parent.excluded && i <= parent.by)
            break;
        if ((p.dirOnly && !isDir) || (p.fileOnly && isDir))
            continue;
        if (!parent.excluded && p.everythingBelow && i < parent.by)
            continue; // the folder was put back after it
        if (!fits(p))
            continue;
        if (parent.excluded && p.negated && !returnsBelow(p, path, parent))
            continue;
        if (!parent.excluded && p.negated && isDir && !p.named && i >= m_guarded && guarded(split(decode(path))))
            continue; // "!**" does not mean .git
        return {!p.negated, i, p.negated ? 0 : path.size()};
    }
    if (parent.excluded || parent.by >= 0)
        return {parent.excluded, parent.by, parent.excludedLength};
    return {};
}

bool IgnorePatterns::mayReturnBelow(std::string_view dir, const State &state) const
{
    for (std::size_t i = std::size_t(state.by + 1); i < m_patterns.size(); ++i)
        if (returnsBelow(m_patterns[i], dir, state))
            return true;
    return false;
}

bool IgnorePatterns::excludes(std::string_view path, bool isDir) const
{
    State state;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        at = path.find('/', at + 1);
        const bool last = at == std::string_view::npos;
        state = decide(path.substr(0, at), last ? isDir : true, state);
    }
    return state.excluded;
}

QStringList defaultPackageExcludes()
{
    static const char *const table[] = {
        ".git/", ".gitignore", ".gitattributes", ".gitmodules", "/.latheignore", ".hg/", ".svn/", ".bzr/",
        ".lathe/", ".*.lathe-??????", ".serverless/", ".serverless_plugins/", ".aws-sam/", "/samconfig.toml", "cdk.out/", ".terraform/",
        "__pycache__/", "*.pyc", "*.pyo", ".pytest_cache/", ".mypy_cache/", ".ruff_cache/", ".tox/", ".nox/", "/.venv/", "/venv/",
        ".coverage", ".nyc_output/", "node_modules/.cache/", "node_modules/.vite/", "npm-debug.log", "yarn-error.log",
        ".DS_Store", "._*", "Thumbs.db", "desktop.ini", ".idea/", ".vscode/", "*.swp", "*~", ".directory",
        "/events/**/*.json", "/events/**/*.meta.yaml",
    };
    QStringList list;
    for (const char *row : table)
        list.append(QString::fromLatin1(row));
    return list;
}

} // namespace lathe
