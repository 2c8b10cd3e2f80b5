// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandspec.h"
#include "console.h"
#include "core/logging.h"
#include "functionbuilds.h"
#include "interrupts.h"
#include "process/sandboxahead.h"
#include "shared.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace lathe {

QList<CommandSpec> commandTable()
{
    return {invokeCommand(), testCommand(), eventsCommand(), historyCommand(), buildCommand(), packageCommand(), keyCommand(), layerCommand(), imageCommand(), deployCommand(), serveCommand(), envCommand(), initCommand(), runtimeCommand(), doctorCommand(), tourCommand(), completionCommand()};
}

QList<OptionSpec> commonOptions()
{
    return {{QStringLiteral("json"), {}, {}, QStringLiteral("Print one JSON object with \"schema\": 1")},
        {QStringLiteral("quiet"), QStringLiteral("q"), {}, QStringLiteral("Print no talk and no log on standard error")},
        {QStringLiteral("no-input"), {}, {}, QStringLiteral("Never ask a question")},
        {QStringLiteral("verbose"), QStringLiteral("v"), {}, QStringLiteral("Print debug messages (secrets are redacted)")}};
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

/// CLI11's help with the positional arguments as the command table writes them.
class HelpText : public CLI::Formatter
{
public:
    explicit HelpText(std::string usage) : m_usage(std::move(usage)) {}
    std::string make_usage(const CLI::App *, std::string) const override { return m_usage; }

private:
    std::string m_usage;
};

/// Parses the command line of one command; an exit code when there is nothing to run (help, usage error).
std::optional<int> parse(const CommandSpec &spec, int argc, char **argv, Arguments *result)
{
    CLI::App app{spec.summary.toStdString(), "lathe " + spec.name.toStdString()};
    app.set_help_flag("-h,--help", "Print this help");
    app.formatter(std::make_shared<HelpText>("Usage: lathe " + (QStringList{spec.name, QStringLiteral("[OPTIONS]")} + spec.positionals).join(u' ').toStdString() + '\n'));
    app.footer("Examples:\n" + spec.examples.toStdString());
    const QList<OptionSpec> options = spec.options + commonOptions();
    std::vector<std::string> values(size_t(options.size()));
    std::vector<std::string> positionals;
    QList<CLI::Option *> made;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const OptionSpec &o = options[i];
        const std::string names = (o.letter.isEmpty() ? std::string() : "-" + o.letter.toStdString() + ",") + "--" + o.name.toStdString();
        const std::string help = o.help.toStdString();
        if (o.value.isEmpty())
            made << app.add_flag(names, help);
        else
            made << app.add_option(names, values[size_t(i)], help)->type_name(o.value.toStdString());
    }
    if (!spec.positionals.isEmpty()) {
        constexpr int maxWords = 1000;
        int required = 0;
        for (const QString &p : spec.positionals)
            required += !p.startsWith(u'[');
        app.add_option("words", positionals, "")->expected(required, spec.positionals.last().endsWith(QStringLiteral("…")) ? maxWords : int(spec.positionals.size()))->required(required > 0)->group(""); // usage() names them
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp &e) {
        app.exit(e);
        return 0;
    } catch (const CLI::ParseError &e) {
        return usageError(QStringLiteral("%1: %2").arg(spec.name, QString::fromUtf8(e.what())), QStringLiteral("lathe ") + spec.name, argc, argv);
    }
    for (qsizetype i = 0; i < options.size(); ++i)
        if (made[i]->count() > 0)
            result->values.insert(options[i].name, QString::fromStdString(values[size_t(i)]));
    for (const std::string &p : positionals)
        result->positionals << QString::fromStdString(p);
    return std::nullopt;
}

/// A program started with a closed standard stream would get its next file or socket in that stream's place.
void occupyStandardStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!::open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY); // the lowest free number; writing data fails
}

/// Whether the command line runs a function in a sandbox of this process. Wrong guesses cost a process that ends at once.
bool wantsSandbox(int argc, char **argv)
{
    if (argc < 2 || std::strcmp(argv[1], "invoke") != 0)
        return false;
    return std::none_of(argv + 2, argv + argc, [](const char *arg) {
        return std::strncmp(arg, "--target", 8) == 0 || std::strcmp(arg, "--help") == 0 || std::strcmp(arg, "-h") == 0;
    });
}

int runCommand(const CommandSpec &spec, int argc, char **argv, std::unique_ptr<SandboxAhead> ahead)
{
    Arguments args;
    if (const auto code = parse(spec, argc, argv, &args))
        return *code;
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

int main(int argc, char **argv)
{
    lathe::occupyStandardStreams();
    auto ahead = lathe::wantsSandbox(argc, argv) ? lathe::SandboxAhead::start() : nullptr; // grows while the rest is loaded
    qputenv("QT_NO_GLIB", "1"); // GLib's event loop wakes itself with a system call for every posted event
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
