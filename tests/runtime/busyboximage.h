// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/imagemaker.h"

/// Images that run: a static busybox for everything that a Linux needs, or this machine's Python with its libraries.
namespace lathe::test {

/// A runtime in shell: answers each event with {"event":…,"cwd":…} and what `report` prints. `$@` is what CMD gives.
inline QByteArray shellRuntime(const QByteArray &report = "")
{
    return "#!/bin/sh\n"
           "api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime\n"
           "while :; do\n"
           "  { wget -q -S -O /tmp/event $api/invocation/next; } 2>/tmp/headers || exit 3\n"
           "  id=$(sed -n 's/^ *[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: *//p' /tmp/headers | tr -d '\\r')\n"
           "  echo \"handling $*\"\n"
           "  " + (report.isEmpty() ? QByteArray("printf '{\"event\":%s,\"cwd\":\"%s\",\"args\":\"%s\"}' \"$(cat /tmp/event)\" \"$PWD\" \"$*\" >/tmp/answer") : report) + "\n"
           "  wget -q -O /dev/null --post-file=/tmp/answer $api/invocation/$id/response\n"
           "done\n";
}

inline ImageMaker busyboxImage(const QByteArray &runtime = shellRuntime())
{
    ImageMaker image;
    QFile busybox(QStringLiteral("/bin/busybox"));
    if (!busybox.open(QIODevice::ReadOnly))
        return image;
    QList<TarEntry> tools{folderEntry("bin"), fileEntry("bin/busybox", busybox.readAll(), 0755)};
    for (const char *name : {"sh", "wget", "sed", "tr", "cat", "printf", "ls", "touch", "env", "sleep", "head", "grep", "id"})
        tools << linkEntry(QByteArray("bin/") + name, "busybox");
    image.add(tools);
    image.add({folderEntry("app"), fileEntry("app/bootstrap", runtime, 0755), folderEntry("work")});
    image.config = {{QStringLiteral("Entrypoint"), QJsonArray{QStringLiteral("/app/bootstrap")}},
                    {QStringLiteral("Cmd"), QJsonArray{QStringLiteral("app.handler")}},
                    {QStringLiteral("WorkingDir"), QStringLiteral("/work")},
                    {QStringLiteral("User"), QStringLiteral("root")},
                    {QStringLiteral("Env"), QJsonArray{QStringLiteral("PATH=/bin"), QStringLiteral("FROM_IMAGE=1"), QStringLiteral("BOTH=image"),
                                                       QStringLiteral("AWS_REGION=nowhere"), QStringLiteral("LAMBDA_TASK_ROOT=/app")}}};
    return image;
}

} // namespace lathe::test
