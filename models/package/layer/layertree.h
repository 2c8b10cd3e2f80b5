// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerplan.h"

namespace lathe {

/// Copies what a plan says into one folder, which is empty before. Modes become 0755 and 0644, links are kept, two
/// different files at one place are an error that names both (LTH-LYR-003), as are names that no package may hold (LTH-LYR-029) and what
/// cannot be read or went meanwhile (LTH-LYR-030); sockets and pipes are left out with a note. Programs in bin/ and extensions/ and the
/// bootstrap get their execute bit, with a note. Blocking; any thread.
Result<> copyPlacements(const QList<LayerPlacement> &placements, const QString &dir, QList<LayerNote> &notes,
                        const std::function<void(int files, qint64 bytes)> &onCopied, const std::atomic_bool *cancel);

/// What a tree holds.
struct LayerTreeFacts
{
    QByteArray hash; ///< SHA-256 over path, kind, execute bit and content of every entry, sorted by path: no times, no owners.
    int files = 0;
    qint64 bytes = 0;
    QStringList native;      ///< ELF files, relative, sorted, at most 2,000.
    QStringList foreign;     ///< Those of them for another processor than `architecture`.
    QStringList topFolders;  ///< "python", "nodejs" …
};

/// Reads the whole tree. Blocking; any thread.
Result<LayerTreeFacts> layerTreeFacts(const QString &dir, const QString &architecture, const std::atomic_bool *cancel = nullptr);

/// The hash of what copyPlacements() would copy: without what no layer needs, with what links out of it lead to. More than a layer
/// may hold is an error before it is read (LTH-LYR-009). Blocking; any thread.
Result<QByteArray> layerSourceHash(const LayerPlacement &one, const std::atomic_bool *cancel);

/// More bytes than Lambda takes; `largest` (may be empty) names the file that alone is too large.
tl::unexpected<Error> layerTooLarge(qint64 bytes, const QString &largest);

/// Copies a tree as it is into a folder that does not exist yet. Blocking; any thread.
Result<> copyLayerTree(const QString &from, const QString &to);

} // namespace lathe
