// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"
#include "process/toolrun.h"

namespace lathe {

/// Where a package tool works: a sandbox with the network, in which only one private folder can be written (it is /tmp
/// and HOME there), with the user's own settings of that tool and nothing else of his. Owned by one installation; one
/// thread, which it blocks.
class ToolBench
{
public:
    /// `dir` is an empty private folder of this machine; it becomes /tmp.
    ToolBench(const LayerSpec &layer, QString dir);

    /// Host path of a path below /tmp.
    QString host(const QString &inside) const;
    /// The same for what a tool has made: empty where it is missing, or where a link of the tool's leads elsewhere on this
    /// machine. Nothing that a tool could have put there is read, changed or removed by another path.
    QString made(const QString &inside) const;
    /// Copies a file (0600: settings may hold passwords); false when it cannot be read.
    bool bring(const QString &hostFile, const QString &inside);
    /// Refused where a tool has put a link in the way.
    Result<> write(const QString &inside, const QByteArray &bytes);
    /// Shows a file or folder at its own path, read-only. Nothing for what is part of the system anyway.
    void show(const QString &hostPath);
    /// Shows the installation that a program belongs to, when it is not the system's.
    void showProgram(const QString &program);
    /// Lets the tool write to a folder of this machine, at a path below /tmp.
    void share(const QString &hostDir, const QString &inside);
    void set(const QByteArray &name, const QByteArray &value);
    /// Hands variables of this process on, where they are set.
    void pass(const QList<QByteArray> &names);
    /// Hands on the variables that a settings file of the user's names as ${NAME}, and shows the files that it names by absolute path.
    void passNamedIn(const QString &settingsFile);
    /// The same for a file of the project, which somebody else may have written: not AWS's keys, and nothing below the home folder
    /// but the project's own.
    void passNamedInProject(const QString &file);
    /// The variables among `names` that a file of the project may ask for.
    void passToProject(const QList<QByteArray> &names);
    /// show() for what a list of the project names: nothing hidden in the home folder (~/.aws, ~/.ssh).
    void showListed(const QString &hostPath);

    /// Runs `argv` (absolute program) in `workingDir` (below /tmp). `onLine` sees every line; bytes below /tmp are
    /// reported as they grow. `tool` is its name for people. Errors: those of runToolBlocking(), TimedOut.
    Result<ToolOutcome> run(const QStringList &argv, const QString &workingDir, LayerProgress progress,
                            const std::function<void(const QByteArray &line, LayerProgress &progress)> &onLine);

private:
    void showToProject(const QString &hostPath);

    const LayerSpec &m_layer;
    QString m_dir;
    SandboxSpec m_sandbox;
    QList<std::pair<QString, QString>> m_shared; ///< Inside, and where that is here.
};

/// What a tool said, without user names and passwords in addresses.
QByteArray withoutSecrets(QByteArray text);
/// Whether a tool's words mean that there is no network, or the server is not reached.
bool speaksOfNetwork(const QByteArray &text);
/// The last lines of a tool for an Error's detail.
QString lastLines(const QByteArray &tail);

} // namespace lathe
