// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layertree.h"
#include <QJsonArray>
#include <QJsonObject>

/// What the builder writes down beside a finished tree, and what it hashes before it builds one.
namespace lathe {

/// The content of a file or of everything in a folder, as text to hash. Blocking.
Result<QByteArray> placementText(const LayerPlacement &one, const std::atomic_bool *cancel);
/// Those runtimes that find something in the tree: of its families, and of its version where it says one.
QStringList fittingRuntimes(const LayerTreeFacts &facts, const QStringList &asked);

Result<> writeBuildRecord(const LayerOutcome &outcome, const QString &file);
/// Nothing when there is no record, or not a whole one.
std::optional<LayerOutcome> readBuildRecord(const QString &file);

QJsonArray notesToJson(const QList<LayerNote> &notes);
QList<LayerNote> notesFromJson(const QJsonArray &array);

} // namespace lathe
