// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "core/error.h"
#include <QHash>
#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

namespace lathe {

class Console;
class SandboxAhead;

/// One option of a command. An empty `value` makes it a flag.
struct OptionSpec
{
    QString name;   ///< Long name without dashes.
    QString letter; ///< One letter, may be empty.
    QString value;  ///< Name of the value in the help text.
    QString help;
};

/// What the user typed, checked against the CommandSpec.
struct Arguments
{
    QHash<QString, QString> values;
    QStringList positionals;
    bool has(const QString &name) const { return values.contains(name); }
    QString value(const QString &name, const QString &otherwise = {}) const { return values.value(name, otherwise); }
    /// --target, --state and so on by position: empty when it was not given.
    QString positional(int index) const { return positionals.value(index); }
};

/// The life of one running command: owned by main(), destroyed before the program ends. A command calls finish() once.
class CommandScope : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void finish(int exitCode) { emit finished(exitCode); }
    /// What the first Ctrl-C or SIGTERM does; without one the program ends with 130.
    std::function<void()> onInterrupt;
    /// A sandbox that main() has begun for a command that needs one; may be empty.
    std::shared_ptr<SandboxAhead> ahead;
    /// An unpacked package that stays until the command ends.
    CacheLease inUse;

signals:
    void finished(int exitCode);
};

/// One row of the command table: help, parser, completions and manual page are made from it.
struct CommandSpec
{
    QString name;
    QString summary;
    QStringList positionals; ///< Names for the help text; in brackets when they may be left out.
    QList<OptionSpec> options;
    QString examples;
    std::function<void(const Arguments &, Console &, CommandScope &)> run;
};

/// All commands in the order of the help text.
QList<CommandSpec> commandTable();
/// Options that every command has.
QList<OptionSpec> commonOptions();

CommandSpec invokeCommand();
CommandSpec packageCommand();
CommandSpec keyCommand();
CommandSpec imageCommand();
CommandSpec cacheCommand();
CommandSpec layerCommand();
CommandSpec deployCommand();
CommandSpec versionCommand();
CommandSpec aliasCommand();
CommandSpec serveCommand();
CommandSpec envCommand();
CommandSpec initCommand();
CommandSpec doctorCommand();
CommandSpec runtimeCommand();
CommandSpec tourCommand();
CommandSpec completionCommand();
CommandSpec testCommand();
CommandSpec eventsCommand();
CommandSpec historyCommand();

} // namespace lathe
