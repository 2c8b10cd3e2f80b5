// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/interpreters.h"
#include "runtime/interpretersearch.h"
#include <QCoreApplication>
#include <QDate>

namespace lathe {

Result<Interpreter> interpreterFor(const QString &runtimeId)
{
    const RuntimeFamily family = runtimeFamily(runtimeId);
    if (family != RuntimeFamily::Python && family != RuntimeFamily::Node) {
        return fail(ErrorCode::Unsupported,
            QCoreApplication::translate("lathe", "Functions of the runtime \"%1\" cannot run on this machine; Python, Node.js and provided.* can.")
                .arg(runtimeId), {}, QStringLiteral("LTH-RUN-002"));
    }
    QString wanted;
    if (const RuntimeInfo *info = findRuntime(runtimeId)) {
        wanted = QString::fromLatin1(info->version);
    } else { // an identifier newer than the table: "python3.16", "nodejs28.x"
        wanted = runtimeId.mid(6);
        if (wanted.endsWith(QLatin1String(".x")))
            wanted.chop(2);
    }
    const std::optional<Interpreter> found = chooseInterpreter(family, wanted, InterpreterPlaces::ofProcess());
    if (found)
        return *found;
    const QString remedy = family == RuntimeFamily::Python ? QStringLiteral("apt install python3") : QStringLiteral("apt install nodejs");
    return fail(ErrorCode::Config,
        QCoreApplication::translate("lathe", "No interpreter for %1 was found on this machine; install one, for example with \"%2\".")
            .arg(runtimeId, remedy), {}, QStringLiteral("LTH-RUN-001"));
}

QString runtimeOnThisMachine(RuntimeFamily family)
{
    const InterpreterPlaces all = InterpreterPlaces::ofProcess();
    InterpreterPlaces system;
    system.cacheFile = all.cacheFile;
    for (const InterpreterPlaces &where : {system, all})
        if (const QString id = newestExactRuntime(family, where, QDate::currentDate().toString(Qt::ISODate)); !id.isEmpty())
            return id;
    return defaultRuntime(family);
}

QList<Interpreter> allInterpreters()
{
    return listInterpreters(InterpreterPlaces::ofProcess());
}

} // namespace lathe
