// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace lathe {

/// One line of a stack trace that a function reported.
struct StackFrame
{
    QString text;      ///< As the function's runtime wrote it, its first line.
    QString source;    ///< The line of code, where the runtime quotes it (Python does).
    QString file;      ///< The file in the open project (or one of its layers), empty when it is not part of it.
    int line = 0;      ///< 1-based.
    int column = 0;    ///< 1-based, 0 when unknown.
    bool operator==(const StackFrame &) const = default;
};

/// What an error response says, in the form that Lambda's Python and Node.js runtimes use.
struct FunctionFailure
{
    QString type;
    QString message;
    QList<StackFrame> frames;
    bool innermostLast = false; ///< Python's order; Node.js begins with the frame that threw.
};

/// Reads {"errorType", "errorMessage", "stackTrace"|"trace"}; paths below /var/task and /opt become files of the project.
/// Pure but for looking whether files exist; any thread.
FunctionFailure readFailure(const QByteArray &payload, const QString &codeDir, const QStringList &layerDirs);

} // namespace lathe
