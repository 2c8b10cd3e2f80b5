// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/invocationtimeline.h"
#include "core/figuretext.h"
#include "items/tablecsv.h"
#include "items/visibletext.h"
#include <QDateTime>
#include <algorithm>

namespace lathe {

InvocationTimeline::InvocationTimeline(QObject *parent) : QAbstractTableModel(parent) {}

int InvocationTimeline::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_spans.size());
}

int InvocationTimeline::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString InvocationTimeline::statusText(const Span &span)
{
    if (span.durationMs < 0)
        return tr("under way");
    if (span.status == "success")
        return tr("succeeded");
    if (span.status == "timeout")
        return tr("timed out");
    const QString type = visibleText(QString::fromUtf8(span.errorType));
    return type.isEmpty() ? tr("failed") : tr("failed: %1").arg(type);
}

QVariant InvocationTimeline::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Span &span = m_spans.at(index.row());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == DurationColumn || index.column() == LaneColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != RawRole)
        return {};
    const bool raw = role == RawRole;
    switch (index.column()) {
    case LaneColumn:
        return raw ? QVariant(span.environment) : QStringLiteral("#%1").arg(span.environment);
    case FunctionColumn:
        return visibleText(span.function);
    case KindColumn:
        if (raw)
            return span.kind == Kind::Init ? QStringLiteral("init") : QStringLiteral("invoke");
        return span.kind == Kind::Init ? tr("Init") : tr("Invocation");
    case StartColumn: {
        const QDateTime start = QDateTime::fromMSecsSinceEpoch(span.startMicros / 1000);
        return raw ? start.toUTC().toString(Qt::ISODateWithMs) : start.toString(QStringLiteral("HH:mm:ss.zzz"));
    }
    case DurationColumn:
        return raw ? (span.durationMs < 0 ? QVariant(QString()) : QVariant(span.durationMs)) : QVariant(durationText(span.durationMs));
    case StatusColumn:
        return raw ? QString::fromUtf8(span.status) : statusText(span);
    default:
        return QString::fromUtf8(span.requestId);
    }
}

QVariant InvocationTimeline::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char *const raw[] = {"environment", "function", "kind", "start", "duration_ms", "status", "request_id"};
    if (orientation != Qt::Horizontal)
        return {};
    if (role == RawRole)
        return QString::fromLatin1(raw[section]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LaneColumn:
        return tr("Environment");
    case FunctionColumn:
        return tr("Function");
    case KindColumn:
        return tr("Kind");
    case StartColumn:
        return tr("Start");
    case DurationColumn:
        return tr("Duration");
    case StatusColumn:
        return tr("Status");
    default:
        return tr("Request ID");
    }
}

void InvocationTimeline::append(const QList<EnvironmentEvent> &events)
{
    using Type = PlatformEvent::Type;
    for (const EnvironmentEvent &event : events) {
        switch (event.event.type) {
        case Type::InitStart:
            open(event, Kind::Init);
            break;
        case Type::InitReport:
            close(event, Kind::Init);
            break;
        case Type::Start:
            open(event, Kind::Invoke);
            break;
        case Type::Report:
            close(event, Kind::Invoke);
            break;
        default:
            break;
        }
    }
    trim();
}

void InvocationTimeline::open(const EnvironmentEvent &event, Kind kind)
{
    if (kind == Kind::Init && m_open.contains(event.environment))
        return; // repeated inside an invocation, whose time it is
    const int row = int(m_spans.size());
    beginInsertRows({}, row, row);
    Span span;
    span.environment = event.environment;
    span.function = event.function;
    span.kind = kind;
    span.startMicros = event.event.timeMicros;
    span.requestId = event.event.requestId;
    m_spans.append(span);
    if (!m_laneOf.contains(event.environment)) {
        m_laneOf.insert(event.environment, int(m_lanes.size()));
        m_lanes.append({event.environment, event.function});
    }
    m_open.insert(event.environment, row);
    endInsertRows();
}

void InvocationTimeline::close(const EnvironmentEvent &event, Kind kind)
{
    const auto found = m_open.constFind(event.environment);
    if (found == m_open.constEnd() || m_spans.at(*found).kind != kind)
        return;
    const int row = *found;
    Span &span = m_spans[row];
    span.durationMs = std::max(0.0, event.event.durationMs);
    span.status = event.event.status.isEmpty() ? QByteArrayLiteral("success") : event.event.status;
    span.errorType = event.event.errorType;
    m_open.erase(found);
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void InvocationTimeline::noteGone(const QList<quint64> &alive)
{
    for (const quint64 environment : m_open.keys()) {
        if (alive.contains(environment))
            continue;
        const int row = m_open.take(environment);
        m_spans[row].durationMs = std::max(0.0, double(PlatformEvent::now(PlatformEvent::Type::End).timeMicros - m_spans[row].startMicros) / 1000);
        m_spans[row].status = QByteArrayLiteral("failure");
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

/// An eighth of the rows goes at once, so that this is rare.
void InvocationTimeline::trim()
{
    if (m_spans.size() <= maxRows)
        return;
    const int excess = int(m_spans.size()) - maxRows + maxRows / 8;
    beginRemoveRows({}, 0, excess - 1);
    m_spans.remove(0, excess);
    findLanes();
    endRemoveRows();
}

void InvocationTimeline::findLanes()
{
    m_lanes.clear();
    m_laneOf.clear();
    m_open.clear();
    for (qsizetype row = 0; row < m_spans.size(); ++row) {
        const Span &span = m_spans.at(row);
        if (!m_laneOf.contains(span.environment)) {
            m_laneOf.insert(span.environment, -1);
            m_lanes.append({span.environment, span.function});
        }
        if (span.durationMs < 0)
            m_open.insert(span.environment, int(row));
    }
    std::sort(m_lanes.begin(), m_lanes.end(), [](const Lane &a, const Lane &b) { return a.environment < b.environment; });
    for (qsizetype i = 0; i < m_lanes.size(); ++i)
        m_laneOf[m_lanes.at(i).environment] = int(i);
}

void InvocationTimeline::clear()
{
    beginResetModel();
    m_spans.removeIf([](const Span &span) { return span.durationMs >= 0; });
    findLanes();
    endResetModel();
}

} // namespace lathe
