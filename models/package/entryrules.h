// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <string>
#include <string_view>
#include <unordered_map>

/// What a name inside a package may be: one set of rules for the writer and the reader, so that what is written can be read.
namespace lathe::entryrules {

/// Why this path (without trailing slash) may not stand in a package, in one translatable sentence without the name; empty
/// when it may: relative, valid UTF-8, no ".", ".." or empty part, no backslash, NUL, control character or drive letter, parts of at most 255
/// and in all 4,096 bytes.
QString nameProblem(std::string_view path);

/// The same for a symbolic link at `path`: its target must be relative, begin with all its "..", and stay inside.
QString linkProblem(std::string_view path, std::string_view target);

/// A name for messages: invalid bytes and control characters are made visible, at most 200 characters.
QString shown(std::string_view path);

/// Equal for two names that are one on a file system that ignores case or Unicode form; seldom equal otherwise.
std::size_t foldedHash(std::string_view name);

/// Finds names that are one on a file system that ignores case or Unicode form, files that are also folders, and things
/// below a symbolic link. Feed it every entry.
class TwinFinder
{
public:
    enum class Kind { Folder, File, Link };
    /// Empty, or why `path` cannot stand beside the earlier ones.
    QString add(std::string_view path, Kind kind);

private:
    struct Seen
    {
        std::string path;
        Kind kind;
        bool listed; ///< An entry of its own, not just a parent of one.
    };
    QString addOne(std::string_view path, Kind kind, bool listed);
    std::unordered_map<std::string, Seen> m_seen;
    std::string m_lastParent;
};

} // namespace lathe::entryrules
