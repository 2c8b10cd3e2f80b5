// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QString>

namespace lathe {

/// The file that CloudFormation makes of code that stands in a template: index.py or index.js (AWS::Lambda::Function Code, ZipFile); empty where it takes
/// none for the runtime.
QString inlineCodeFile(const QString &runtime);

/// Puts the code as that file, read-only, and CloudFormation's cfn-response where the code names it, into a folder of its own below `dir`; the same code has the same folder. Gives the folder. Thread: any, blocking.
Result<QString> keepInlineCode(const QString &dir, const QString &fileName, const QString &code);

} // namespace lathe
