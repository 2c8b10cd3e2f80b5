// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/samples.h"
#include "shared.h"
#include <QDir>
#include <QLocale>

namespace lathe {

namespace {

/// What a positional argument or an option's value can be completed with.
enum class Words { None, Files, Folders, Functions, Literal };

Words wordsOf(const QString &value)
{
    if (value == u"DIR" || value == u"FOLDER")
        return Words::Folders;
    if (value == u"FILE" || value.endsWith(u"FILE") || value.endsWith(u"DIR") || value == u"PATH" || value == u"ZIP")
        return Words::Files;
    if (value == u"FUNCTION")
        return Words::Functions;
    return value.isEmpty() || value.toUpper() == value ? Words::None : Words::Literal;
}

/// "[list|show]" → {"list", "show"}; nothing for names of values.
QStringList literalsOf(QString positional)
{
    positional.remove(u'[').remove(u']').remove(QStringLiteral("..."));
    return wordsOf(positional) == Words::Literal ? positional.split(u'|', Qt::SkipEmptyParts) : QStringList();
}

QString bare(QString positional) { return positional.remove(u'[').remove(u']').remove(QStringLiteral("...")); }

QList<OptionSpec> allOptions(const CommandSpec &command)
{
    return command.options + commonOptions() + QList<OptionSpec>{{QStringLiteral("help"), QStringLiteral("h"), {}, QStringLiteral("Print this help")}};
}

/// Words that are offered where a command's first words stand: its actions, shell and runtime names.
QStringList firstWords(const CommandSpec &command)
{
    QStringList words;
    for (const QString &positional : command.positionals)
        words += literalsOf(positional);
    if (command.name == u"init" || command.name == u"tour")
        for (const SampleInfo &sample : sampleList(QLocale().name()))
            words.append(sample.id);
    words.removeDuplicates();
    return words;
}

bool takes(const CommandSpec &command, Words kind)
{
    for (const QString &positional : command.positionals)
        if (wordsOf(bare(positional)) == kind)
            return true;
    return false;
}

QString quoted(QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\''; }

QString bash()
{
    QStringList names, cases;
    for (const CommandSpec &command : commandTable()) {
        names.append(command.name);
        QStringList options, files, folders, functions, fixed;
        for (const OptionSpec &o : allOptions(command)) {
            const QStringList forms = o.letter.isEmpty() ? QStringList{QStringLiteral("--") + o.name} : QStringList{QStringLiteral("-") + o.letter, QStringLiteral("--") + o.name};
            options += forms;
            switch (wordsOf(o.value)) {
            case Words::Files: files += forms; break;
            case Words::Folders: folders += forms; break;
            case Words::Functions: functions += forms; break;
            case Words::Literal: fixed.append(QStringLiteral("%1) words='%2' ;;").arg(forms.join(u'|'), o.value.split(u'|').join(u' '))); break;
            case Words::None: break;
            }
            if (!o.value.isEmpty() && wordsOf(o.value) == Words::None)
                fixed.append(QStringLiteral("%1) return ;;").arg(forms.join(u'|')));
        }
        QString body = QStringLiteral("    %1)\n      case $previous in\n").arg(command.name);
        if (!files.isEmpty())
            body += QStringLiteral("        %1) files=1 ;;\n").arg(files.join(u'|'));
        if (!folders.isEmpty())
            body += QStringLiteral("        %1) folders=1 ;;\n").arg(folders.join(u'|'));
        if (!functions.isEmpty())
            body += QStringLiteral("        %1) words=$(lathe completion functions 2>/dev/null) ;;\n").arg(functions.join(u'|'));
        for (const QString &line : fixed)
            body += QStringLiteral("        ") + line + u'\n';
        const QString functionWords = takes(command, Words::Functions) ? QStringLiteral(" $(lathe completion functions 2>/dev/null)") : QString();
        body += QStringLiteral("        *) if [[ $current == -* ]]; then words='%1'; else words=\"%2%3\"; %4fi ;;\n      esac ;;\n")
                    .arg(options.join(u' '), firstWords(command).join(u' '), functionWords,
                        takes(command, Words::Files) || takes(command, Words::Folders) ? QStringLiteral("files=1; ") : QString());
        cases.append(body);
    }
    return QStringLiteral(R"sh(# bash completion for lathe; made by 'lathe completion bash'
_lathe()
{
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words= files= folders=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='%1 --help --version'; folders=1
  else
    case ${COMP_WORDS[1]} in
%2    esac
  fi
  [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  [[ -n $files ]] && { compopt -o filenames 2>/dev/null; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current"); }
  [[ -n $folders ]] && { compopt -o filenames 2>/dev/null; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$current"); }
  return 0
}
complete -F _lathe lathe
)sh").arg(names.join(u' '), cases.join(QString()));
}

QString zshAction(Words kind, const QString &value)
{
    switch (kind) {
    case Words::Files: return QStringLiteral("_files");
    case Words::Folders: return QStringLiteral("_files -/");
    case Words::Functions: return QStringLiteral("_lathe_functions");
    case Words::Literal: return u'(' + value.split(u'|').join(u' ') + u')';
    case Words::None: break;
    }
    return QStringLiteral(" ");
}

QString zsh()
{
    const auto plain = [](QString text) { return text.replace(u'\\', QStringLiteral("\\\\")).replace(u'[', QStringLiteral("\\[")).replace(u']', QStringLiteral("\\]")).replace(u':', QStringLiteral("\\:")); };
    QString names, cases;
    for (const CommandSpec &command : commandTable()) {
        names += QStringLiteral("    %1\n").arg(quoted(command.name + u':' + plain(command.summary)));
        QStringList specs;
        for (const OptionSpec &o : allOptions(command)) {
            const QString tail = u'[' + plain(o.help) + u']' + (o.value.isEmpty() ? QString() : u':' + plain(o.value) + u':' + zshAction(wordsOf(o.value), o.value));
            if (!o.letter.isEmpty())
                specs.append(quoted(QStringLiteral("-") + o.letter + tail));
            specs.append(quoted(QStringLiteral("--") + o.name + tail));
        }
        int place = 1;
        for (const QString &positional : command.positionals) {
            const QString name = bare(positional);
            QString action = zshAction(wordsOf(name), literalsOf(positional).join(u'|'));
            if (place == 1 && !firstWords(command).isEmpty())
                action = u'(' + firstWords(command).join(u' ') + u')';
            specs.append(quoted(QStringLiteral("%1::%2:%3").arg(place++).arg(plain(name), action)));
        }
        cases += QStringLiteral("    (%1)\n      _arguments -s \\\n        %2 ;;\n").arg(command.name, specs.join(QStringLiteral(" \\\n        ")));
    }
    return QStringLiteral(R"sh(#compdef lathe
# zsh completion for lathe; made by 'lathe completion zsh'
_lathe_functions() { local -a names; names=(${(f)"$(lathe completion functions 2>/dev/null)"}); _describe function names }
_lathe() {
  local -a commands
  commands=(
%1  )
  if ((CURRENT == 2)); then
    _describe command commands
    _files -/
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
%2  esac
}
if [ "$funcstack[1]" = _lathe ]; then _lathe "$@"; else compdef _lathe lathe; fi
)sh").arg(names, cases);
}

QString fish()
{
    QString text = QStringLiteral("# fish completion for lathe; made by 'lathe completion fish'\ncomplete -c lathe -f\n");
    for (const CommandSpec &command : commandTable()) {
        text += QStringLiteral("complete -c lathe -n __fish_use_subcommand -a %1 -d %2\n").arg(command.name, quoted(command.summary));
        const QString seen = QStringLiteral("complete -c lathe -n %1").arg(quoted(QStringLiteral("__fish_seen_subcommand_from ") + command.name));
        for (const OptionSpec &o : allOptions(command)) {
            text += seen + QStringLiteral(" -l ") + o.name + (o.letter.isEmpty() ? QString() : QStringLiteral(" -s ") + o.letter) + QStringLiteral(" -d ") + quoted(o.help);
            switch (wordsOf(o.value)) {
            case Words::Files: text += QStringLiteral(" -r -F"); break;
            case Words::Folders: text += QStringLiteral(" -x -a '(__fish_complete_directories)'"); break;
            case Words::Functions: text += QStringLiteral(" -x -a '(lathe completion functions 2>/dev/null)'"); break;
            case Words::Literal: text += QStringLiteral(" -x -a ") + quoted(o.value.split(u'|').join(u' ')); break;
            case Words::None: text += o.value.isEmpty() ? QString() : QStringLiteral(" -x"); break;
            }
            text += u'\n';
        }
        if (const QStringList words = firstWords(command); !words.isEmpty())
            text += seen + QStringLiteral(" -a ") + quoted(words.join(u' ')) + u'\n';
        if (takes(command, Words::Functions))
            text += seen + QStringLiteral(" -a '(lathe completion functions 2>/dev/null)'\n");
        if (takes(command, Words::Files) || takes(command, Words::Folders))
            text += seen + QStringLiteral(" -F\n");
    }
    return text;
}

/// Text for troff: backslashes, leading dots and dashes as they are typed.
QString roff(QString text)
{
    text.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-")).replace(u'\'', QStringLiteral("\\(aq"));
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        if (line.startsWith(u'.'))
            line.prepend(QStringLiteral("\\&"));
    return lines.join(u'\n');
}

QString manual()
{
    QString text = QStringLiteral(".TH LATHE 1 \"\" \"lathe " LATHE_VERSION "\" \"User Commands\"\n"
                                  ".SH NAME\nlathe \\- write, run, package and deploy serverless functions\n"
                                  ".SH SYNOPSIS\n.B lathe\n.I COMMAND\n.RI [ ARGUMENTS ]\n.br\n.B lathe\n.RI [ FOLDER ]\n"
                                  ".SH DESCRIPTION\nLathe runs AWS Lambda functions in an execution environment on this machine, without Docker, packages them and\n"
                                  "deploys them to AWS, to an emulator or to the endpoint that it brings along. Without a command it opens the workbench.\n"
                                  "It sends nothing anywhere unless a command says so.\n.SH COMMANDS\n");
    for (const CommandSpec &command : commandTable()) {
        text += QStringLiteral(".SS \"lathe %1 %2\"\n%3.\n").arg(roff(command.name), roff(command.positionals.join(u' ')), roff(command.summary));
        for (const OptionSpec &o : command.options)
            text += QStringLiteral(".TP\n%1\\fB\\-\\-%2\\fR%3\n%4.\n").arg(o.letter.isEmpty() ? QString() : QStringLiteral("\\fB\\-%1\\fR, ").arg(o.letter), roff(o.name),
                o.value.isEmpty() ? QString() : QStringLiteral(" \\fI%1\\fR").arg(roff(o.value)), roff(o.help));
        if (!command.examples.isEmpty())
            text += QStringLiteral(".PP\nExamples:\n.PP\n.nf\n%1\n.fi\n").arg(roff(command.examples.trimmed().replace(QStringLiteral("\n  "), QStringLiteral("\n"))));
    }
    text += QStringLiteral(".SH COMMON OPTIONS\n");
    for (const OptionSpec &o : commonOptions())
        text += QStringLiteral(".TP\n%1\\fB\\-\\-%2\\fR\n%3.\n").arg(o.letter.isEmpty() ? QString() : QStringLiteral("\\fB\\-%1\\fR, ").arg(o.letter), roff(o.name), roff(o.help));
    text += QStringLiteral(".SH EXIT STATUS\n");
    const QList<std::pair<int, QString>> codes{{0, QStringLiteral("ok")}, {1, QStringLiteral("the function failed")}, {2, QStringLiteral("usage")},
        {3, QStringLiteral("configuration, credentials or trust")}, {4, QStringLiteral("network or API")}, {5, QStringLiteral("verification")}, {124, QStringLiteral("timed out")},
        {130, QStringLiteral("interrupted")}};
    for (const auto &[code, meaning] : codes)
        text += QStringLiteral(".TP\n.B %1\n%2\n").arg(code).arg(roff(meaning));
    text += QStringLiteral(".SH ENVIRONMENT\n.TP\n.B AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL_LAMBDA, \\fR...\nas the AWS command line interface reads them\n"
                           ".TP\n.B LATHE_SPARES\nexecution environments that are started ahead; 0 turns that off\n"
                           ".TP\n.B NO_COLOR\nno colours on standard error\n"
                           ".SH FILES\n.TP\n.I ~/.config/lathe, ~/.local/share/lathe, ~/.local/state/lathe, ~/.cache/lathe\nsettings, samples' libraries and runtimes, the endpoint's store, what can be made again\n"
                           ".TP\n.I events/*.json\ntest events of a project\n");
    return text;
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString what = args.positional(0);
    if (what == u"functions") { // what the scripts ask for while somebody types: silent, whatever is wrong with the folder
        const auto project = readProject(args.value(QStringLiteral("project"), QDir::currentPath()), ProjectContext::fromProcess());
        if (project)
            for (const FunctionDefinition &function : project->functions)
                console.line(function.name);
        return scope.finish(0);
    }
    const QString text = what == u"bash" ? bash() : what == u"zsh" ? zsh() : what == u"fish" ? fish() : what == u"man" ? manual() : QString();
    if (text.isEmpty())
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Completions exist for bash, zsh and fish, not for '%1'.").arg(what), {}, {}}));
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("text"), text}});
    else
        console.data(text.toUtf8());
    scope.finish(0);
}

} // namespace

CommandSpec completionCommand()
{
    return {QStringLiteral("completion"), QStringLiteral("Print the completions for a shell, or the manual page"), {QStringLiteral("bash|zsh|fish|man|functions")}, projectOptions(),
        QStringLiteral("  source <(lathe completion bash)\n  lathe completion fish > ~/.config/fish/completions/lathe.fish\n  lathe completion man | man -l -\n"), run};
}

} // namespace lathe
