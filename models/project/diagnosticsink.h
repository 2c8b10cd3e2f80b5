// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnostic.h"
#include "project/node.h"
#include <QList>

namespace lathe {

/// Collects the diagnostics of one reading, at most 500 of them and none twice. Owned by the reader. Thread: its reader's.
class DiagnosticSink
{
public:
    void add(Severity severity, const char *id, const Node &where, const QString &text, const QString &remedy = {});
    void add(const Diagnostic &diagnostic);
    void append(const QList<Diagnostic> &diagnostics);
    const QList<Diagnostic> &all() const { return m_all; }

private:
    QList<Diagnostic> m_all;
};

} // namespace lathe
