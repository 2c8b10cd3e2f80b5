// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <atomic>
#include <functional>

namespace lathe {

/// What was done to make a layer out of what the user gave, or what he should know about it: one whole sentence, and
/// the two paths it speaks of.
struct LayerNote
{
    enum class Kind {
        Moved,   ///< It stands where the runtimes look, not where it was dropped.
        Made,    ///< Something was installed or set, e.g. an execute bit.
        LeftOut, ///< It is not in the layer.
        Warning  ///< The layer may not work as it is.
    };
    Kind kind = Kind::Moved;
    QString text;
    QString from; ///< As given; may be empty.
    QString to;   ///< Inside the layer; may be empty.
    bool operator==(const LayerNote &) const = default;
};

/// How far a build is. Totals are 0 while they are not known.
struct LayerProgress
{
    enum class Phase { Looking, Installing, Copying, Checking };
    Phase phase = Phase::Looking;
    QString tool;  ///< "pip", "npm", "bundler" while installing.
    int count = 0; ///< Packages or files.
    int total = 0;
    qint64 bytes = 0;
    QString of = {}; ///< The layer that is built on the way to something else; else empty.
    bool operator==(const LayerProgress &) const = default;
};

/// A layer to build, from anything a user may drop.
struct LayerSpec
{
    /// Absolute paths: folders, zips, wheels, requirements.txt, package.json, Gemfile (their locks are found beside
    /// them), pyproject.toml, single files.
    QStringList inputs;
    /// What the layer is for, e.g. {"python3.12", "nodejs22.x"}; dependencies are installed for the first of their
    /// family. Empty: the newest runtime of what is found.
    QStringList runtimes;
    QString architecture = QStringLiteral("x86_64"); ///< "x86_64" or "arm64", Lambda's words.
    bool allowScripts = false; ///< Install scripts and builds from source may run, in the sandbox. For trusted folders only.
    bool again = false;        ///< Install although the result is in the cache.
    QString cacheDir;          ///< Empty: <cache>/layer-builds.
    QString projectDir;        ///< Tools are not taken from below it; may be empty.
    std::function<void(const LayerProgress &)> onProgress; ///< On the calling thread.
    std::function<void(const QByteArray &line)> onLine;    ///< What the tools say, on the calling thread.
    const std::atomic_bool *cancel = nullptr;              ///< May be null.
};

/// A built layer: a finished tree, not yet part of a project (see LayerShelf::keep()).
struct LayerOutcome
{
    QString dir;               ///< Its content, as it will stand at /opt. In the cache: read, never written.
    QString suggestedName;     ///< From the inputs, e.g. "pillow" of a requirements.txt with that one line.
    QByteArray hash;           ///< SHA-256 of the tree, 32 bytes: paths, execute bits and contents.
    QStringList runtimes;      ///< Compatible ones, of those asked for.
    QStringList architectures; ///< Both where nothing in it is compiled.
    int files = 0;
    qint64 bytes = 0;          ///< Unzipped.
    QList<LayerNote> notes;
    bool fromCache = false;    ///< No tool ran.
    QStringList inputs;        ///< As given.
    CacheLease inUse;          ///< The folder stays as long as this does.
};

} // namespace lathe
