// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/jsonpath.h"
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <optional>

namespace lathe {

/// What a run was, as far as expectations look at it.
struct RunFacts
{
    QByteArray payload;      ///< Exact bytes of the response or the error object.
    bool failed = false;     ///< The function raised, ended or ran into its timeout.
    bool timedOut = false;
    QString errorType;       ///< Of the error object, or of the platform.
    double durationMs = 0;
    int maxMemoryMib = 0;
    QByteArray log;
};

/// One condition on the values that a JSON path names in the response.
struct PathCondition
{
    QString text;            ///< The path as it was written.
    JsonPath path;
    std::optional<QByteArray> equals; ///< JSON.
    std::optional<QString> contains;  ///< Within a string, or an element of an array.
    std::optional<QRegularExpression> matches;
    std::optional<bool> exists;
    std::optional<int> count; ///< How many values the path names.
};

/// What is expected of the runs of one test event. It stands beside the event: `NAME.expected.json` is the response as JSON, and
/// `NAME.meta.json` may hold {"expect": {"status": "success|error|timeout", "errorType", "response": [{"path", "equals" | "contains" |
/// "matches" | "exists" | "count"}], "maxDurationMs", "maxMemoryMB", "logContains": [], "logExcludes": []}, "clientContext": {},
/// "identity": {"cognitoIdentityId", "cognitoIdentityPoolId"}}. A value. Thread: any.
struct Expectation
{
    std::optional<QByteArray> response;  ///< Of NAME.expected.json; JSON that must mean the same.
    QString status;                      ///< "", "success", "error", "timeout"; empty: success, unless an error type is named.
    QString errorType;
    QList<PathCondition> conditions;
    std::optional<double> maxDurationMs;
    std::optional<double> maxMemoryMib;
    QStringList logContains;
    QStringList logExcludes;
    QByteArray clientContext;            ///< Exact bytes of "clientContext"; empty when there is none.
    QByteArray identity;                 ///< Exact bytes of "identity".

    /// Whether anything beside success is asked for.
    bool saysAnything() const;
    /// What does not hold, one translated sentence each; empty when all does.
    QStringList failures(const RunFacts &run) const;
};

/// Reads what stands beside an event's file; nothing there is an expectation of success. Errors: Config, with file and place.
Result<Expectation> expectationFor(const QString &eventPath);
/// The same from the two texts; `name` is for messages.
Result<Expectation> parseExpectation(const std::optional<QByteArray> &expected, const std::optional<QByteArray> &meta, const QString &name);

} // namespace lathe
