// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/newfunction.h"
#include "core/atomicfile.h"
#include <QCoreApplication>
#include <QFileInfo>

namespace lathe {

Result<QString> writeNewFunction(const QString &dir, RuntimeFamily family)
{
    QString file;
    QByteArray text;
    if (family == RuntimeFamily::Python) {
        file = dir + QStringLiteral("/lambda_function.py");
        text = "def lambda_handler(event, context):\n    return {\"statusCode\": 200, \"body\": \"Hello\"}\n";
    } else if (family == RuntimeFamily::Node) {
        file = dir + QStringLiteral("/index.mjs");
        text = "export const handler = async (event) => {\n  return { statusCode: 200, body: 'Hello' };\n};\n";
    } else {
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "A new function is written in Python or JavaScript. Begin others from a sample."));
    }
    if (QFileInfo::exists(file))
        return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "There is a file %1 already.").arg(file));
    return writeFileAtomically(file, text).transform([&] { return file; });
}

} // namespace lathe
