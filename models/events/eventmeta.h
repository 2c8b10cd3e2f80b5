// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/expectation.h"
#include <QList>

namespace lathe {

/// What goes to a function along with an event, from its NAME.meta.json. The last two count where a function is deployed.
struct EventContext
{
    QByteArray clientContext; ///< JSON, exact bytes; empty: none.
    QByteArray identity;      ///< JSON object, exact bytes; empty: none.
    QString invocationType;   ///< "RequestResponse" (also when empty), "Event" or "DryRun".
    QString qualifier;        ///< A version or an alias; empty: $LATEST.
    bool operator==(const EventContext &) const = default;
    /// "cognitoIdentityId" or "cognitoIdentityPoolId" of the identity; empty when it is not there.
    QString identityMember(const char *name) const;
    /// Empty takes it out; other members keep their bytes.
    void setIdentityMember(const char *name, const QString &value);
};

/// Reads them off the text of a NAME.meta.json; what is not there, or of another kind, is empty.
EventContext eventContext(const QByteArray &meta);
/// The text with these values; what is empty is taken out, everything else keeps its bytes. Errors: Usage (a client context that is
/// no JSON or too long), Config (the text is no JSON object).
Result<QByteArray> withEventContext(const QByteArray &meta, const EventContext &context);

/// One thing that is expected of an event's runs, as people see and edit it.
struct ExpectationLine
{
    enum Kind { None, Status, ErrorType, Path, MaxDuration, MaxMemory, LogContains, LogExcludes, WholeResponse } kind = None;
    int index = -1;  ///< Of Path, LogContains and LogExcludes: which one of the file; -1: a new one.
    QString path;    ///< Of Path: a JSONPath.
    QString test;    ///< Of Path: equals, contains, matches, exists or count.
    QString value;   ///< As it is typed: for "equals" JSON, or a text that is none and means itself; milliseconds; megabytes.
    bool operator==(const ExpectationLine &) const = default;
};

/// What NAME.expected.json and NAME.meta.json expect, in their order. Nothing for what cannot be read.
QList<ExpectationLine> expectationLines(const std::optional<QByteArray> &expected, const QByteArray &meta);
/// Why a line cannot be kept as it is typed; empty when it can.
QString lineProblem(const ExpectationLine &line);
/// The meta text with `after` in the place of `before` (kind None: added at the end); all other bytes stay. Not for WholeResponse, which
/// is a file of its own. Errors: Usage (see lineProblem()), Config (the text is no JSON object).
Result<QByteArray> withLine(const QByteArray &meta, const ExpectationLine &before, const ExpectationLine &after);
/// The meta text without the line; empty when nothing is left in it.
Result<QByteArray> withoutLine(const QByteArray &meta, const ExpectationLine &line);
/// What does not hold of one line alone; empty when it does. `expected` is for WholeResponse.
QString lineFailure(const ExpectationLine &line, const QByteArray &expected, const RunFacts &run);

} // namespace lathe
