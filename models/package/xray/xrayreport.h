// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/lastbuild.h"
#include "package/xray/filekind.h"
#include "project/diagnostic.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <vector>

namespace lathe {

/// What speaks against a file; bits of XrayNode::flags.
namespace xrayflag {
inline constexpr quint32 hidden = 1 << 0;    ///< A later layer has a file of this path below /opt.
inline constexpr quint32 duplicate = 1 << 1; ///< The same bytes stand elsewhere in function or layers.
inline constexpr quint32 test = 1 << 2;
inline constexpr quint32 cache = 1 << 3;
inline constexpr quint32 bytecode = 1 << 4;
inline constexpr quint32 sourceMap = 1 << 5;
inline constexpr quint32 typings = 1 << 6;
inline constexpr quint32 docs = 1 << 7;
inline constexpr quint32 metadata = 1 << 8;
inline constexpr quint32 build = 1 << 9;
inline constexpr quint32 unopened = 1 << 10; ///< No recorded run opened it.
inline constexpr quint32 native = 1 << 11;   ///< A compiled program or library.
inline constexpr quint32 foreign = 1 << 12;  ///< Compiled for another system or processor.
inline constexpr quint32 broken = 1 << 13;   ///< Will not load on Lambda.
/// Those that say: it may go.
inline constexpr quint32 removable = hidden | duplicate | test | cache | bytecode | sourceMap | typings | docs | metadata | build | unopened | foreign;
} // namespace xrayflag

/// Whose files these are: the function's, or a layer's.
struct XrayOwner
{
    QString name;      ///< The function's, or the layer folder's.
    QString root;      ///< Absolute folder on this machine.
    int layer = 0;     ///< 0: the function; 1 to 5: the layer's place.
    qint64 bytes = 0;  ///< Unzipped, as Lambda counts.
    qint64 packedBytes = -1; ///< As a zip of its own; -1 until measured.
    int files = 0;
    int node = 0;      ///< Its folder in XrayReport::nodes.
    bool operator==(const XrayOwner &) const = default;
};

/// A folder or file of the tree. Children stand side by side, largest first.
struct XrayNode
{
    QString name;
    int parent = -1;
    int first = -1;    ///< Index of the first child.
    int count = 0;     ///< Number of children; 0: a file, or an empty folder.
    int owner = -1;    ///< Index in owners; -1: the root of all.
    bool folder = false;
    qint64 bytes = 0;
    qint64 packedBytes = -1; ///< -1 until measured.
    int files = 0;
    quint32 flags = 0; ///< xrayflag bits; of a folder: those that all files below it have.
    bool operator==(const XrayNode &) const = default;
};

/// Something to know about the package, with what it costs and what to do.
struct XrayFinding
{
    enum class Kind {
        TooLarge, TooLargeZip, WrongSystem, WrongMachine, NewerGlibc, NewerLibstdcxx, Musl, MissingLibrary,
        Hidden, Duplicate, Unopened, Test, Cache, Bytecode, SourceMap, Typings, Docs, Metadata, Build
    };
    Kind kind = Kind::Test;
    Severity severity = Severity::Hint;
    int owner = -1;        ///< Index in owners; -1: of the whole.
    QString text;          ///< What is the matter.
    QString remedy;        ///< What to do.
    qint64 bytes = 0;      ///< What it costs, unzipped.
    qint64 packedBytes = -1;
    int files = 0;
    QStringList patterns;  ///< Leave these out of the owner's files to be rid of it; empty: leaving out is no remedy.
    std::vector<int> nodes; ///< The files, largest first.
    bool operator==(const XrayFinding &) const = default;

    /// Stable word for JSON: "hidden", "newer-glibc" …
    static QString word(Kind kind);
};

/// Function and layers against Lambda's limits: sizes as a tree, and what could go or will not work. A value.
struct XrayReport
{
    QString function, runtime, architecture;
    QString image;          ///< "Amazon Linux 2023"; empty when not known.
    QList<XrayOwner> owners; ///< The function first, then layers in Lambda's order.
    std::vector<XrayNode> nodes; ///< [0] is the root of all; below it the owners.
    QList<XrayFinding> findings; ///< Gravest first, then by bytes.
    BuildState build = BuildState::NotNeeded; ///< Missing: these are the sources; OutOfDate: what the last build made.
    QStringList notes;      ///< What could not be looked at, such as layers named by ARN, and builds that are missing or old.
    qint64 bytes = 0;
    qint64 packedBytes = -1;
    int files = 0;
    qint64 removableBytes = 0; ///< Of all files with a finding that says: may go. Each file once.
    int recordedRuns = 0;   ///< Runs whose opened files are known.
    bool recordedBefore = false; ///< They ran with an earlier state of the package.
    bool measured = false;  ///< Contents were read; before that there are sizes and names only.

    /// Inside its owner, forward slashes; empty for owners and the root.
    QString path(int node) const;
    /// On this machine.
    QString absolutePath(int node) const;
    /// Below `/var/task` or `/opt`, as the function sees it.
    QString lambdaPath(int node) const;
    /// The pattern that leaves out exactly this file or folder.
    QString pattern(int node) const;
};

} // namespace lathe
