// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>

namespace lathe {

/// The function URL that a template asks for. A plain value of its FunctionDefinition. Source: SAM "FunctionUrlConfig", Serverless Framework "url".
struct FunctionUrl
{
    QString authType;     ///< "NONE" or "AWS_IAM"; when not resolved the expression.
    bool resolved = true; ///< Whether authType is known here.
    QString invokeMode = QStringLiteral("BUFFERED");
    QJsonObject cors = {}; ///< In the API's form; empty: none.
    int line = 0;         ///< Where it stands, 1-based.
    bool operator==(const FunctionUrl &) const = default;
};

} // namespace lathe
