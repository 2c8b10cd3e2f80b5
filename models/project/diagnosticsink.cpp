// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/diagnosticsink.h"

namespace lathe {

static constexpr qsizetype mostDiagnostics = 500;

void DiagnosticSink::add(Severity severity, const char *id, const Node &where, const QString &text, const QString &remedy)
{
    add({severity, QString::fromLatin1(id), where.file(), where.line(), where.column(), text, remedy});
}

void DiagnosticSink::add(const Diagnostic &diagnostic)
{
    if (m_all.size() < mostDiagnostics && !m_all.contains(diagnostic))
        m_all.append(diagnostic);
}

void DiagnosticSink::append(const QList<Diagnostic> &diagnostics)
{
    for (const Diagnostic &diagnostic : diagnostics)
        add(diagnostic);
}

} // namespace lathe
