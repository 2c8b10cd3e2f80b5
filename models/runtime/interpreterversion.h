// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtimes.h"
#include <QHash>
#include <QString>

namespace lathe {

/// The version as far as the file's place tells it: a full one from a version manager's folder (`label`) or from
/// include/node/node_version.h or a JDK's `release`, "3.11" from the name python3.11; empty when it tells nothing. Runs nothing.
QString versionFromPath(RuntimeFamily family, const QString &executable, const QString &label);

/// A Java version as three numbers that begin with the one Lambda's identifiers use: "1.8.0_392" is "8.0.392"; or empty.
QString javaVersion(const QString &text);

/// Where `lathe runtime install` puts what it fetches.
QString runtimesFolder();
/// Where `lathe runtime install aws-sdk-js` puts the AWS SDK for JavaScript.
QString sdkFolder();
/// The file that keeps versions which took a process to find.
QString interpreterCacheFile();

/// Versions of executables, asked once each: kept by path, size and time of the file. Use it within one call, on one thread.
class InterpreterVersions
{
public:
    explicit InterpreterVersions(QString cacheFile) : m_file(std::move(cacheFile)) {}
    /// E.g. "3.11.2"; empty when the executable does not answer.
    QString of(RuntimeFamily family, const QString &executable);
    /// Writes new answers down; does nothing when there are none. A failure costs only time.
    void save();

private:
    void load();

    QString m_file;
    bool m_loaded = false;
    bool m_changed = false;
    QHash<QString, QString> m_versions;
};

} // namespace lathe
