// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QStringList>
#include <string>
#include <vector>

namespace lathe {

/// Which paths of a folder are left out: an ordered list of patterns in the form of gitignore(5), compiled once. A value;
/// const use from any thread.
///
/// As in gitignore: `*` and `?` stop at a slash, `**` spans folders, `[a-z]` and `[!a]` are sets, `dir/` fits folders only, a
/// slash elsewhere ties the pattern to the root, `!x` puts back, a backslash escapes, `#` starts a comment, the last match wins.
/// Other than gitignore:
/// - below a left-out folder a file comes back when a later `!` pattern that contains a slash fits it ("node_modules/**",
///   "!node_modules/sharp/**"); below a folder that the first `guarded` patterns leave out, only when that pattern spells the
///   folder out ("!.git/HEAD", not "!**/HEAD");
/// - `:(file)x` fits files only, as patterns of the Serverless Framework do.
class IgnorePatterns
{
public:
    /// What is known about a folder while walking down; the root's is a default value.
    struct State
    {
        bool excluded = false;
        int by = -1;                  ///< Index of the pattern that decided.
        std::size_t excludedLength = 0; ///< Length of the path of the left-out folder.
    };

    IgnorePatterns() = default;
    explicit IgnorePatterns(const QStringList &patterns, int guarded = 0);

    /// The state of `path` (relative to the root, UTF-8, no leading or trailing slash) inside a folder of state `parent`.
    State decide(std::string_view path, bool isDir, const State &parent) const;
    /// Whether something below a left-out folder could come back, that is, whether it must be walked.
    bool mayReturnBelow(std::string_view dir, const State &state) const;
    /// decide() from the root on, for one path.
    bool excludes(std::string_view path, bool isDir = false) const;

private:
    struct Pattern
    {
        std::vector<std::u32string> segments; ///< "**" stands alone in its segment.
        std::string literal; ///< Leading text without wildcards.
        bool negated = false;
        bool tied = false;   ///< Contains a slash.
        bool dirOnly = false;
        bool fileOnly = false;
        bool named = false;  ///< The last segment has no wildcards.
        bool plain = false;  ///< Nor a backslash: it is what the name must be.
        bool everythingBelow = false; ///< Ends in "/**".
    };
    bool returnsBelow(const Pattern &p, std::string_view dir, const State &state) const;
    bool guarded(const std::vector<std::u32string> &dir) const;
    std::vector<Pattern> m_patterns;
    int m_guarded = 0;
};

/// What a package leaves out unless told otherwise: version control, caches, editors' folders, tools' output, test events.
QStringList defaultPackageExcludes();

} // namespace lathe
