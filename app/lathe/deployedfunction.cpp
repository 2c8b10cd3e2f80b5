// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployedfunction.h"

namespace lathe {

static Result<QString> nameAtTarget(const Arguments &args, const QString &given, Console &console)
{
    const auto project = projectFrom(args, console);
    if (!given.isEmpty()) {
        const FunctionDefinition *function = project ? project->function(given) : nullptr;
        return function ? function->deployedName.text : given;
    }
    if (!project)
        return tl::unexpected(project.error());
    return functionFrom(*project, {}).map([](const FunctionDefinition &function) { return function.deployedName.text; });
}

void DeployedFunction::open(const Arguments &args, const QString &given, Console &console, CommandScope &scope, std::function<void(const DeployedFunction &)> go)
{
    const auto name = nameAtTarget(args, given, console);
    if (!name)
        return scope.finish(console.error(name.error()));
    Remote::openWhenFree(args, console, &scope, [args, name = *name, &console, &scope, go = std::move(go)](const Result<Remote *> &remote) {
        if (!remote)
            return scope.finish(console.error(remote.error()));
        go({args, console, scope, name, *remote});
    });
}

void DeployedFunction::fail(Error error) const
{
    const QString target = remote->target().id;
    if (error.detail.startsWith(QStringLiteral("ResourceNotFoundException: Function not found")))
        error.text = QStringLiteral("%1 is not deployed to %2, or not with this version. 'lathe version list %1 --target %2' lists its versions, 'lathe deploy --target %2' deploys it.").arg(name, target);
    else if (error.detail.startsWith(QStringLiteral("ResourceNotFoundException: Cannot find alias")))
        error.text = QStringLiteral("%1 has no such alias. 'lathe alias list --function %1 --target %2' lists them.").arg(name, target);
    scope.finish(console.error(error));
}

void DeployedFunction::done(QJsonObject object, const std::function<void()> &text) const
{
    if (console.isJson()) {
        object.insert(QStringLiteral("ok"), true);
        object.insert(QStringLiteral("function"), name);
        console.object(object);
    } else {
        text();
    }
    scope.finish(0);
}

bool DeployedFunction::mayChange(const QString &what) const
{
    if (remote->target().isLocal || args.has(QStringLiteral("yes")))
        return true;
    if (!console.canAsk()) {
        usage(QStringLiteral("This would change %1. Add --yes to do it without a question.").arg(remote->target().title));
        return false;
    }
    if (console.confirm(QStringLiteral("%1 on %2?").arg(what, remote->target().title)))
        return true;
    scope.finish(130);
    return false;
}

} // namespace lathe
