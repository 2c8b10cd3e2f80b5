// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/coldstart.h"
#include <algorithm>

namespace lathe {

double ColdStart::endMs() const
{
    double end = initMs;
    for (const ColdSpan &span : spans)
        end = std::max(end, span.startMs + span.durationMs);
    return end;
}

const ColdSpan *ColdStart::find(ColdPart part) const
{
    const auto found = std::find_if(spans.begin(), spans.end(), [part](const ColdSpan &span) { return span.part == part; });
    return found == spans.end() ? nullptr : &*found;
}

static std::optional<ColdPart> partNamed(const QByteArray &name)
{
    static constexpr std::pair<const char *, ColdPart> names[] = {{"sandbox", ColdPart::Sandbox}, {"extensions", ColdPart::Extensions},
        {"interpreter", ColdPart::Interpreter}, {"bootstrap", ColdPart::Bootstrap}, {"handler", ColdPart::FunctionCode}, {"runtime", ColdPart::Rest},
        {"responseLatency", ColdPart::Handler}, {"responseDuration", ColdPart::Response}, {"runtimeOverhead", ColdPart::RuntimeOverhead},
        {"extensionOverhead", ColdPart::ExtensionOverhead}};
    for (const auto &[known, part] : names)
        if (name == known)
            return part;
    return std::nullopt;
}

static void addSpans(const PlatformEvent &event, ColdStart &start)
{
    for (const PlatformSpan &span : event.spans) {
        const std::optional<ColdPart> part = partNamed(span.name);
        // A response in one piece is no phase of its own.
        if (part && !(*part == ColdPart::Response && span.durationMs < 0.05))
            start.spans.append({*part, {}, 0, std::max(0.0, double(span.startMicros - start.launchMicros) / 1000), std::max(0.0, span.durationMs), -1, {}, 0});
    }
}

void ColdStarts::begin(const EnvironmentEvent &event)
{
    m_order.removeOne(event.function);
    m_order.append(event.function);
    if (m_order.size() > functions)
        m_starts.remove(m_order.takeFirst());
    ColdStart start;
    start.function = event.function;
    start.environment = event.environment;
    start.logStream = QString::fromUtf8(event.event.instanceId);
    start.when = QDateTime::fromMSecsSinceEpoch(event.event.timeMicros / 1000);
    start.launchMicros = event.event.timeMicros;
    QList<ColdStart> &list = m_starts[event.function];
    list.prepend(start);
    if (list.size() > kept)
        list.removeLast();
}

/// The start that this event is still a part of.
ColdStart *ColdStarts::forming(const EnvironmentEvent &event)
{
    for (ColdStart &start : m_starts[event.function])
        if (start.environment == event.environment)
            return start.complete ? nullptr : &start;
    return nullptr;
}

QStringList ColdStarts::append(const QList<EnvironmentEvent> &events)
{
    using Type = PlatformEvent::Type;
    QStringList news;
    for (const EnvironmentEvent &event : events) {
        const Type type = event.event.type;
        if (type == Type::InitStart) {
            begin(event);
        } else if (type == Type::InitReport || type == Type::RuntimeDone || type == Type::Report) {
            ColdStart *start = m_starts.contains(event.function) ? forming(event) : nullptr;
            if (!start)
                continue;
            addSpans(event.event, *start);
            if (type == Type::InitReport) {
                start->initMs = std::max(0.0, event.event.durationMs);
                start->status = event.event.status;
                const ColdSpan *sandbox = start->find(ColdPart::Sandbox);
                start->startedAhead = sandbox && sandbox->durationMs == 0 && !start->find(ColdPart::Interpreter);
            } else if (type == Type::RuntimeDone && event.event.spans.isEmpty() && event.event.durationMs > 0) {
                // It ended without an answer.
                const double end = double(event.event.timeMicros - start->launchMicros) / 1000;
                start->spans.append({ColdPart::Handler, {}, 0, std::max(0.0, end - event.event.durationMs), event.event.durationMs, -1, {}, 0});
            }
            start->complete = type == Type::Report;
        } else if (type == Type::RestoreReport) {
            ColdStart *start = m_starts.contains(event.function) ? forming(event) : nullptr;
            if (!start || event.event.durationMs < 0)
                continue;
            const double end = double(event.event.timeMicros - start->launchMicros) / 1000;
            start->spans.append({ColdPart::Restore, {}, 0, std::max(0.0, end - event.event.durationMs), event.event.durationMs, -1, {}, 0});
        } else {
            continue;
        }
        if (!news.contains(event.function))
            news.append(event.function);
    }
    return news;
}

void ColdStarts::setImports(const QString &function, const QString &logStream, const QList<ColdSpan> &imports)
{
    const auto list = m_starts.find(function);
    if (list == m_starts.end())
        return;
    for (ColdStart &start : *list) {
        if (start.logStream != logStream)
            continue;
        start.profiled = true;
        const auto code = std::find_if(start.spans.begin(), start.spans.end(), [](const ColdSpan &span) { return span.part == ColdPart::FunctionCode; });
        if (code == start.spans.end() || imports.isEmpty())
            return;
        const double used = imports.first().durationMs;
        const double scale = used > code->durationMs && used > 0 ? code->durationMs / used : 1;
        const double from = code->startMs;
        qsizetype at = code - start.spans.begin() + 1;
        for (ColdSpan span : imports) {
            span.startMs = from + span.startMs * scale;
            start.spans.insert(at++, span);
        }
        return;
    }
}

const ColdStart *ColdStarts::nth(const QString &function, int n) const
{
    const auto list = m_starts.constFind(function);
    return list == m_starts.constEnd() || n >= list->size() ? nullptr : &list->at(n);
}

const ColdStart *ColdStarts::comparable(const QString &function, int n) const
{
    const ColdStart *start = nth(function, n);
    for (int older = n + 1; start; ++older) {
        const ColdStart *other = nth(function, older);
        if (!other || (other->startedAhead == start->startedAhead && !other->status.isEmpty()))
            return other;
    }
    return nullptr;
}

QList<ColdSpan> importSpans(const QList<ImportCost> &imports)
{
    QList<ColdSpan> spans;
    QList<double> next{0}; // by depth: where the next import of that depth begins
    for (const ImportCost &import : imports) {
        while (next.size() > import.depth + 1)
            next.removeLast();
        while (next.size() <= import.depth)
            next.append(next.last());
        ColdSpan span{ColdPart::Import, import.name, import.depth, next.at(import.depth), import.totalMs, import.selfMs, {}, 0};
        next[import.depth] += import.totalMs;
        next.append(span.startMs);
        spans.append(span);
    }
    return spans;
}

} // namespace lathe
