// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"

namespace lathe {

/// The package of a deployed function, byte for byte, beside what the service says of the function.
struct DeployedCode
{
    QString file;
    qint64 bytes = 0;
    QString codeSha256;        ///< Of the bytes that came: it is what the service reports.
    QJsonObject configuration; ///< As GetFunction gives it.
};

/// Downloads the code of `function` (a name, or NAME:QUALIFIER) to `file`, which is replaced as a whole. Verification LTH-DEP-030 when
/// the bytes are not those that the service reports. The client outlives the future; the callbacks are called on the transport's thread.
QFuture<Result<DeployedCode>> downloadCode(LambdaClient &client, const QString &function, const QString &file,
    std::function<void(qint64 got, qint64 total)> progress = {}, std::function<bool()> isCancelled = {});

} // namespace lathe
