// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace lathe {

/// What may stand below a key of a SAM template or of serverless.yml, by the kind of the place: names of keys, or values of one.
/// Sources: AWS SAM specification (AWS::Serverless::Function, Globals, events), CloudFormation resource types that functions
/// meet, Serverless Framework's reference of serverless.yml; read 2026-11. Thread: any.
struct TemplateWords
{
    /// Keys below a path such as {"Resources", "Hello", "Properties"}; `type` is the resource's or the event's type, if known.
    static QStringList samKeys(const QStringList &path, const QString &type);
    static QStringList serverlessKeys(const QStringList &path);
    /// Values of a key; the runtimes come from the table of runtimes, open ones only.
    static QStringList values(const QStringList &path, const QString &key, bool sam);
};

} // namespace lathe
