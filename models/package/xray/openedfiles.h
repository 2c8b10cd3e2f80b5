// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace lathe {

/// Files that runs opened, as absolute paths in the file system's own bytes. A value.
struct OpenedFiles
{
    QSet<QByteArray> paths;
    int runs = 0;            ///< How many runs' union this is.
    bool before = false;     ///< They ran with another state of the folders than the one asked for.
    bool isEmpty() const { return runs == 0; }
    /// Whether a run opened this file, or the bytecode that Python made of it and reads instead.
    bool has(const QByteArray &absolute) const;
    bool operator==(const OpenedFiles &) const = default;
};

/// What recorded runs opened, kept in one file a function: the newest `maxRuns` sets with the state of the folders they ran on.
/// Blocking, small files; any thread.
class OpenedFilesStore
{
public:
    static constexpr int maxRuns = 50;
    explicit OpenedFilesStore(QString dir) : m_dir(std::move(dir)) {}

    /// The union over the runs on this state of the folders; with none, over those on the state before (`before` is set).
    /// `roots`: code folder and layers, which also name the file.
    OpenedFiles load(const QStringList &roots, const QByteArray &state) const;
    Result<> add(const QStringList &roots, const QByteArray &state, const QSet<QByteArray> &paths);
    void clear(const QStringList &roots);

private:
    QString fileFor(const QStringList &roots) const;
    QString m_dir;
};

/// Names the state of these folders: it changes when a file comes, goes, or gets another size or time. Bytecode, .git and
/// Lathe's own folder do not count. Blocking; any thread.
QByteArray packageState(const QStringList &roots);

} // namespace lathe
