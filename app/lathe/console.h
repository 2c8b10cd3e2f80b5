// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/error.h"
#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace lathe {

/// Where a console's bytes go.
struct ConsoleStreams
{
    std::function<int(bool error, const QByteArray &bytes)> write; ///< To standard error or output: 0, or errno.
    bool errorIsTerminal = false;
    bool inputIsTerminal = false;
    static ConsoleStreams ofProcess();
};

/// The command's two streams: standard output carries data, standard error talk. No colour and no progress unless standard
/// error is a terminal (NO_COLOR and TERM=dumb are honoured). Thread: main.
class Console
{
public:
    Console(bool json, bool quiet, bool noInput, ConsoleStreams streams = ConsoleStreams::ofProcess());

    bool isJson() const { return m_json; }
    bool isQuiet() const { return m_quiet; }
    bool canAsk() const;
    /// errno of the last failure to write standard output; 0 when there was none.
    int outputError() const { return m_outputError; }

    /// Exact bytes to standard output.
    void data(const QByteArray &bytes);
    /// One line of text to standard output.
    void line(const QString &text);
    /// One object to standard output with "schema": 1 added.
    void object(QJsonObject object);
    /// A sentence to standard error, unless --quiet.
    void say(const QString &text);
    void warn(const QString &text);
    /// A function's log: exact bytes into a file or pipe; to a terminal control characters other than line ends, tabs and
    /// colours are shown as escapes, so that a log cannot drive the terminal.
    void log(const QByteArray &bytes);
    /// Prints the error (as an object on standard output with --json, to which `more` is added) and returns its exit code.
    int error(const Error &error, QJsonObject more = {});
    /// A transient line on a terminal; nothing elsewhere. Empty text removes it.
    void progress(const QString &text);
    /// Asks a yes/no question on the terminal; false without one.
    bool confirm(const QString &question);

private:
    void clearProgress();
    int write(bool error, const QByteArray &bytes) { return m_streams.write(error, bytes); }
    const ConsoleStreams m_streams;
    bool m_json;
    bool m_quiet;
    bool m_noInput;
    const bool m_errIsTty;
    int m_outputError = 0;
    bool m_progressShown = false;
};

/// Text from outside for a terminal: C0, C1, DEL, bidi controls and every escape but SGR colours become visible.
QByteArray printable(const QByteArray &utf8);

} // namespace lathe
