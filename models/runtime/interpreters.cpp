// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/interpreters.h"
#include "runtime/interpretersearch.h"
#include <QCoreApplication>

namespace lathe {

Result<Interpreter> interpreterFor(const QString &runtimeId)
{
    const RuntimeFamily family = runtimeFamily(runtimeId);
    if (family == RuntimeFamily::Dotnet)
        return fail(ErrorCode::Unsupported,
            QCoreApplication::translate("lathe", "The managed .NET runtime %1 is not on this machine. Two forms of the function run here and on Lambda: as the custom runtime provided.al2023, "
                                                 "published self-contained with Amazon.Lambda.RuntimeSupport and the assembly name bootstrap, or as a container image.")
                .arg(runtimeId),
            QStringLiteral("dotnet publish -c Release -r linux-x64 --self-contained -p:AssemblyName=bootstrap"), QStringLiteral("LTH-RUN-002"));
    if (family == RuntimeFamily::Go)
        return fail(ErrorCode::Unsupported,
            QCoreApplication::translate("lathe", "The runtime %1 is gone from Lambda. Build the program under the name bootstrap and set the runtime provided.al2023; it runs here then.").arg(runtimeId), {},
            QStringLiteral("LTH-RUN-002"));
    if (!managedFamilies().contains(family)) {
        return fail(ErrorCode::Unsupported,
            QCoreApplication::translate("lathe", "Functions of the runtime \"%1\" cannot run on this machine; Python, Node.js, Ruby, Java and provided.* can.")
                .arg(runtimeId), {}, QStringLiteral("LTH-RUN-002"));
    }
    const QString wanted = runtimeVersion(runtimeId);
    const std::optional<Interpreter> found = chooseInterpreter(family, wanted, InterpreterPlaces::ofProcess());
    if (found)
        return *found;
    return fail(ErrorCode::Config,
        QCoreApplication::translate("lathe", "No interpreter for %1 was found on this machine; install one, for example with \"%2\".")
            .arg(runtimeId, interpreterRemedy(family)), {}, QStringLiteral("LTH-RUN-001"));
}

QString interpreterRemedy(RuntimeFamily family)
{
    switch (family) {
    case RuntimeFamily::Python: return QStringLiteral("apt install python3");
    case RuntimeFamily::Node: return QStringLiteral("apt install nodejs");
    case RuntimeFamily::Ruby: return QStringLiteral("apt install ruby");
    case RuntimeFamily::Java: return QStringLiteral("apt install openjdk-17-jre-headless");
    default: return {};
    }
}

QString runtimeOnThisMachine(RuntimeFamily family)
{
    return runtimeAt(InterpreterPlaces::ofProcess(), family);
}

QList<RuntimeStandIn> runtimeStandIns()
{
    const InterpreterPlaces places = InterpreterPlaces::ofProcess();
    QHash<QString, std::optional<Interpreter>> known; // several identifiers mean one version
    QList<RuntimeStandIn> table;
    for (const RuntimeInfo &row : runtimeTable()) {
        RuntimeStandIn standIn{&row, {}};
        if (managedFamilies().contains(row.family)) {
            const QString key = QString::number(int(row.family)) + u'/' + QLatin1String(row.version);
            if (!known.contains(key))
                known.insert(key, chooseInterpreter(row.family, QLatin1String(row.version), places));
            standIn.interpreter = known.value(key);
        }
        table.append(standIn);
    }
    return table;
}

QList<Interpreter> allInterpreters()
{
    return listInterpreters(InterpreterPlaces::ofProcess());
}

} // namespace lathe
