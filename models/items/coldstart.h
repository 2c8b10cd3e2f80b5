// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/environmentevent.h"
#include "runtime/importprofile.h"
#include <QDateTime>
#include <QHash>

namespace lathe {

/// What a piece of a cold start is, in the usual order.
enum class ColdPart { Sandbox, Extensions, Interpreter, Bootstrap, FunctionCode, Import, Rest, Restore, Handler, Response, RuntimeOverhead, ExtensionOverhead };

/// One piece of it.
struct ColdSpan
{
    ColdPart part = ColdPart::Sandbox;
    QString name;           ///< Of an import.
    int depth = 0;          ///< Of an import: 1 is what the handler's own module imports.
    double startMs = 0;     ///< Since the environment was asked for.
    double durationMs = 0;
    double selfMs = -1;     ///< Of an import: without what it imported.
    QString file;           ///< Absolute, where an import is written; empty when that is not known.
    int line = 0;
};

/// The way from nothing to the first answer of one environment, as it told it itself.
struct ColdStart
{
    QString function;
    quint64 environment = 0;
    QString logStream;
    QDateTime when;
    qint64 launchMicros = 0;
    QList<ColdSpan> spans;
    double initMs = 0;         ///< The init phase.
    QByteArray status;         ///< Of the init phase; empty while it is under way.
    bool startedAhead = false; ///< The interpreter waited already: sandbox and interpreter took no time of this start.
    bool profiled = false;     ///< With the import timer on, which takes time itself.
    bool complete = false;     ///< Its first invocation is over.
    double endMs() const;
    const ColdSpan *find(ColdPart part) const;
};

/// The cold starts of each function, the last `kept` of them. Fed with what the environments tell. Window's thread.
class ColdStarts
{
public:
    static constexpr int kept = 4;
    static constexpr int functions = 200;
    /// Names of the functions that have news.
    QStringList append(const QList<EnvironmentEvent> &events);
    /// What the import timer told of the environment with this log stream; the places are filled in by the caller.
    void setImports(const QString &function, const QString &logStream, const QList<ColdSpan> &imports);
    /// The newest (0) or an older one; nullptr when there is none.
    const ColdStart *nth(const QString &function, int n) const;
    /// The newest before the n-th that was measured alike: from nothing, or started ahead.
    const ColdStart *comparable(const QString &function, int n) const;

private:
    ColdStart *forming(const EnvironmentEvent &event);
    void begin(const EnvironmentEvent &event);
    QHash<QString, QList<ColdStart>> m_starts; ///< Newest first.
    QStringList m_order;                       ///< Functions, the longest unused first.
};

/// Imports laid out inside the time that loading the function's code took: in their order, without gaps, since the timer tells how
/// long each took and not when. Scaled down if they take longer than that.
QList<ColdSpan> importSpans(const QList<ImportCost> &imports);

} // namespace lathe
