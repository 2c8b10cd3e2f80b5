// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"
#include "console.h"
#include "core/epolldispatcher.h"
#include "core/logging.h"
#include "functionbuilds.h"
#include "interrupts.h"
#include "process/sandboxahead.h"
#include "shared.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace lathe {

QList<CommandSpec> commandTable()
{
    return {invokeCommand(), testCommand(), eventsCommand(), historyCommand(), buildCommand(), packageCommand(), keyCommand(), layerCommand(), imageCommand(), cacheCommand(), deployCommand(), versionCommand(), aliasCommand(), serveCommand(), envCommand(), initCommand(), runtimeCommand(), doctorCommand(), tourCommand(), completionCommand()};
}

namespace {

void printHelp()
{
    QByteArray text = "Lathe " LATHE_VERSION ": write, run, package and deploy serverless functions.\n\n"
                      "Usage: lathe COMMAND [ARGUMENTS]\n       lathe [FOLDER]            open the workbench\n\nCommands:\n";
    const auto table = commandTable();
    for (const CommandSpec &command : table)
        text += "  " + command.name.toUtf8().leftJustified(12) + command.summary.toUtf8() + '\n';
    text += "\n'lathe COMMAND --help' shows options and examples.\n\n"
            "Exit codes: 0 ok, 1 the function failed, 2 usage, 3 configuration, credentials or trust,\n"
            "4 network or API, 5 verification, 124 timed out, 130 interrupted.\n";
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
}

/// With --json the error is an object on standard output as every other error.
int usageError(const QString &text, const QString &command, int argc, char **argv)
{
    const bool json = std::any_of(argv, argv + argc, [](const char *arg) { return std::strcmp(arg, "--json") == 0; });
    Console(json, false, true).error({ErrorCode::Usage, text, QStringLiteral("Try '%1 --help'.").arg(command), {}});
    return 2;
}

/// Replaces this process with the window.
int openWorkbench(const QStringList &args)
{
    const QByteArray program = QFile::encodeName(QCoreApplication::applicationDirPath() + QStringLiteral("/lathe-workbench"));
    std::vector<QByteArray> bytes{program};
    for (const QString &arg : args)
        bytes.push_back(QFile::encodeName(arg));
    std::vector<char *> argv;
    for (QByteArray &b : bytes)
        argv.push_back(b.data());
    argv.push_back(nullptr);
    ::execv(program.constData(), argv.data());
    std::fprintf(stderr, "lathe: the window (%s) cannot be started: %s. The commands work without it; see 'lathe --help'.\n", program.constData(),
        qPrintable(qt_error_string()));
    return 3;
}

int runCommand(const CommandSpec &spec, int argc, char **argv, std::unique_ptr<SandboxAhead> ahead)
{
    Arguments args;
    if (const auto problem = parseLine(spec, argc, argv, &args)) {
        if (problem->help.empty())
            return usageError(problem->error, QStringLiteral("lathe ") + spec.name, argc, argv);
        std::fwrite(problem->help.data(), 1, problem->help.size(), stdout);
        return 0;
    }
    installLogSink(args.has(QStringLiteral("verbose")));
    Interrupts interrupts;
    WorkFolder work;
    Console console(args.has(QStringLiteral("json")), args.has(QStringLiteral("quiet")), args.has(QStringLiteral("no-input")));
    CommandScope scope;
    scope.ahead = std::move(ahead);
    int exitCode = -1;
    QObject::connect(&scope, &CommandScope::finished, qApp, [&exitCode](int code) {
        exitCode = code;
        QCoreApplication::exit(code);
    });
    QObject::connect(&interrupts, &Interrupts::interrupted, qApp, [&scope] {
        if (scope.onInterrupt)
            scope.onInterrupt();
        else
            QCoreApplication::exit(130);
    });
    spec.run(args, console, scope);
    if (exitCode < 0)
        exitCode = QCoreApplication::exec();
    return console.outputError() != 0 && exitCode == 0 ? console.error({ErrorCode::Io,
               QStringLiteral("Standard output cannot be written: %1. Give the command another file or pipe for its output.").arg(qt_error_string(console.outputError())), {}, {}})
                                                       : exitCode;
}

} // namespace
} // namespace lathe

/// Called by the program `lathe` (front/), which loads this library; `begun` is the sandbox that it has begun.
extern "C" int lathe_command(int argc, char **argv, const lathe::AheadStart *begun)
{
    auto ahead = lathe::SandboxAhead::adopt(*begun);
    QCoreApplication::setEventDispatcher(new lathe::EpollDispatcher);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lathe"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LATHE_VERSION));
    const QString first = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (first == QStringLiteral("--help") || first == QStringLiteral("-h") || first == QStringLiteral("help")) {
        lathe::printHelp();
        return 0;
    }
    if (first == QStringLiteral("--version")) {
        std::puts("lathe " LATHE_VERSION);
        return 0;
    }
    const auto table = lathe::commandTable();
    for (const lathe::CommandSpec &command : table)
        if (command.name == first)
            return lathe::runCommand(command, argc - 1, argv + 1, std::move(ahead));
    if (first.isEmpty() || QFileInfo::exists(first) || first.startsWith(QStringLiteral("--")))
        return lathe::openWorkbench(QCoreApplication::arguments().mid(1));
    for (const lathe::CommandSpec &command : table)
        if (command.name.startsWith(first.left(3)))
            return lathe::usageError(QStringLiteral("'%1' is neither a command nor a folder. Did you mean 'lathe %2'?").arg(first, command.name), QStringLiteral("lathe"), argc, argv);
    return lathe::usageError(QStringLiteral("'%1' is neither a command nor a folder.").arg(first), QStringLiteral("lathe"), argc, argv);
}
