// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "events/eventstore.h"
#include <QByteArray>
#include <QList>
#include <QString>

namespace lathe {

/// Something that a template says in one or more places and that people want to be their own: a bucket, a key, an account.
struct EventParameter
{
    QString name;     ///< As the command takes it, e.g. "bucket".
    QString title;    ///< Translated.
    QByteArray value; ///< What the template says.
    bool isNumber = false;
    bool formEncoded = false; ///< S3 writes keys into its events as forms encode them: "a b" as "a+b".
    bool urlEncoded = false;  ///< As in addresses: "a b" as "a%20b".
    bool isPart = false;      ///< Other values are made of it: names that hold the region change with it.
    bool operator==(const EventParameter &) const = default;
};

/// A service that carries another event inside its own: SQS, SNS, EventBridge …
struct EventEnvelope
{
    QString id;    ///< e.g. "sqs".
    QString title; ///< Translated.
    bool operator==(const EventEnvelope &) const = default;
};

/// The parameters that occur in this event, from resources/events/parameters.json, in the order of the form.
QList<EventParameter> eventParameters(const QByteArray &body);
/// The event with other values: only the strings and numbers that hold them change, also inside JSON that stands in a string, and
/// the MD5 that SQS tells of a body and a Content-Length follow; every other byte stays. Errors: Usage (no such parameter, no number).
Result<QByteArray> withParameters(const QByteArray &body, const QList<std::pair<QString, QString>> &values);

QList<EventEnvelope> eventEnvelopes();
/// The event inside an envelope. `inner`: the envelope will itself stand inside another one, where SNS writes its notification and
/// not Lambda's record. `values` are put into the envelope's own parameters as far as it has them. Errors: Usage (no such envelope, no
/// number), Config (a damaged installation).
Result<QByteArray> inEnvelope(const QByteArray &body, const QString &envelope, bool inner = false, const QList<std::pair<QString, QString>> &values = {});
/// Several envelopes, the innermost first: {"sns", "sqs"} is an event in SNS in SQS.
Result<QByteArray> inEnvelopes(const QByteArray &body, const QStringList &envelopes, const QList<std::pair<QString, QString>> &values = {});

/// The parameters of an event and then those of its envelopes, each name once.
QList<EventParameter> eventParameters(const QByteArray &body, const QStringList &envelopes);
/// The event with these values inside its envelopes; a value that event and envelopes have in common (a region) goes to all of them.
/// Errors: as of both.
Result<QByteArray> madeEvent(const QByteArray &body, const QList<std::pair<QString, QString>> &values, const QStringList &envelopes);

} // namespace lathe
