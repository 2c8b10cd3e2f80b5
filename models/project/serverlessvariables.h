// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/fieldreader.h"
#include <QElapsedTimer>
#include <QHash>
#include <QStringList>

namespace lathe {

/// Variables of the Serverless Framework: ${self:a.b, default}, ${opt:x}, ${env:X}, ${param:x}, ${sls:stage},
/// ${aws:region}, ${file(x.yml):key}, strToBool(…); nested ones inside out. Sources that only a cloud account can answer
/// (cf, ssm, s3, aws:accountId) stay unresolved. A file() outside the project is never read. Cycles become a diagnostic.
/// Bounded: depth, length of one text, number of steps and time. Owned by one reading; thread: its reader's.
class ServerlessVariables : public Resolver
{
public:
    ServerlessVariables(Node document, QString root, const ProjectContext &context, DiagnosticSink &sink);
    Node resolve(const Node &node) override;
    QString stage();
    QString region();

private:
    struct Answer { Node node; bool known = false; bool missing = false; };

    Node expand(const QString &text, const Node &at);
    Answer evaluate(const QString &expression, const Node &at);
    Answer source(const QString &one, const Node &at);
    Answer named(const QString &type, const QString &argument, const QString &address, const Node &at);
    Answer self(const QString &address, const Node &at);
    Answer parameter(const QString &name, const Node &at);
    Answer file(const QString &path, const QString &address, const Node &at);
    Answer walk(Node node, const QString &address);
    Answer text(const QString &value, const Node &at) const;
    bool enter(const QString &key, const Node &at);

    Node m_document;
    QString m_root;
    const ProjectContext &m_context;
    DiagnosticSink &m_sink;
    QHash<QString, Node> m_files;
    QStringList m_active; ///< Expressions that are being evaluated now, outermost first.
    QElapsedTimer m_clock;
    int m_steps = 0;
};

} // namespace lathe
