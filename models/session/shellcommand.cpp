// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/shellcommand.h"
#include <QStringDecoder>

namespace lathe {

namespace {

/// A command that writes these bytes.
QString printing(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (!decoder.hasError() && !bytes.contains('\0') && text.toUtf8() == bytes)
        return QStringLiteral("printf %s ") + shellWord(text);
    return QStringLiteral("printf %s ") + shellWord(QString::fromLatin1(bytes.toBase64())) + QStringLiteral(" | base64 -d");
}

} // namespace

QString shellWord(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString targetOption(const QString &targetId)
{
    return targetId.isEmpty() || targetId == QStringLiteral("local") ? QString() : QStringLiteral(" --target ") + shellWord(targetId);
}

QString invokeLine(const InvokeLine &run)
{
    QString line = QStringLiteral("lathe invoke %1 -C %2").arg(shellWord(run.function), shellWord(run.root));
    if (!run.target.isEmpty()) {
        line += QStringLiteral(" --target ") + shellWord(run.target);
        if (!run.context.qualifier.isEmpty())
            line += QStringLiteral(" --qualifier ") + shellWord(run.context.qualifier);
    } else {
        if (run.offline)
            line += QStringLiteral(" --network none");
        if (run.cpuShare)
            line += QStringLiteral(" --cpu-share");
    }
    if (!run.eventPath.isEmpty())
        return line + QStringLiteral(" -e ") + shellWord(run.eventPath);
    if (!run.context.clientContext.isEmpty())
        line += QStringLiteral(" --client-context <(%1)").arg(printing(run.context.clientContext));
    if (run.event.trimmed().isEmpty() || run.event.trimmed() == "{}")
        return line;
    return printing(run.event) + QStringLiteral(" | ") + line + QStringLiteral(" -e -");
}

} // namespace lathe
