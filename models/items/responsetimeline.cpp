// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/responsetimeline.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "items/tablecsv.h"
#include <QLocale>

namespace lathe {

ResponseTimeline::ResponseTimeline(QObject *parent) : QAbstractTableModel(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(33);
    connect(&m_frame, &QTimer::timeout, this, &ResponseTimeline::flush);
}

int ResponseTimeline::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_parts.size());
}

int ResponseTimeline::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double ResponseTimeline::rate(int row) const
{
    if (row <= 0)
        return -1;
    int from = row - 1;
    while (from > 0 && m_parts.at(row).lastMs - m_parts.at(from).lastMs < 100)
        --from;
    const double ms = m_parts.at(row).lastMs - m_parts.at(from).lastMs;
    return ms <= 0 ? -1 : double(m_parts.at(row).total - m_parts.at(from).total) / ms * 1000;
}

QVariant ResponseTimeline::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Part &part = m_parts.at(index.row());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != RawRole)
        return {};
    const bool raw = role == RawRole;
    switch (index.column()) {
    case NumberColumn:
        if (raw)
            return part.number;
        return part.count == 1 ? QLocale().toString(part.number) : QStringLiteral("%1–%2").arg(QLocale().toString(part.number), QLocale().toString(part.number + part.count - 1));
    case TimeColumn:
        return raw ? QVariant(part.lastMs) : durationText(part.lastMs);
    case BytesColumn:
        return raw ? QVariant(part.bytes) : sizeText(part.bytes);
    case TotalColumn:
        return raw ? QVariant(part.total) : sizeText(part.total);
    default:
        if (rate(index.row()) < 0)
            return raw ? QVariant(QString()) : QVariant();
        return raw ? QVariant(rate(index.row())) : tr("%1/s").arg(sizeText(qint64(rate(index.row()))));
    }
}

QVariant ResponseTimeline::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char *const raw[] = {"part", "time_ms", "bytes", "total_bytes", "bytes_per_second"};
    if (orientation != Qt::Horizontal)
        return {};
    if (role == RawRole)
        return QString::fromLatin1(raw[section]);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn:
        return tr("Part");
    case TimeColumn:
        return tr("Time");
    case BytesColumn:
        return tr("Size");
    case TotalColumn:
        return tr("Total");
    default:
        return tr("Rate");
    }
}

void ResponseTimeline::begin()
{
    m_frame.stop();
    beginResetModel();
    m_parts.clear();
    m_pending.clear();
    m_count = m_total = 0;
    m_joined = 1;
    m_durationMs = -1;
    m_live = true;
    endResetModel();
    emit stateChanged();
}

void ResponseTimeline::append(const QList<ResponseChunk> &parts)
{
    m_pending += parts;
    if (!m_frame.isActive())
        m_frame.start();
}

/// Into the last row while that has less than its share, else into a new one.
void ResponseTimeline::take(const ResponseChunk &chunk)
{
    m_total += chunk.bytes;
    ++m_count;
    if (!m_parts.isEmpty() && m_parts.last().count < m_joined) {
        Part &last = m_parts.last();
        last.lastMs = chunk.ms;
        last.bytes += chunk.bytes;
        last.total = m_total;
        ++last.count;
        return;
    }
    m_parts.append({chunk.ms, chunk.ms, chunk.bytes, m_total, m_count, 1});
}

void ResponseTimeline::join()
{
    QList<Part> joined;
    joined.reserve(m_parts.size() / 2 + 1);
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        Part part = m_parts.at(i);
        if (i + 1 < m_parts.size()) {
            const Part &next = m_parts.at(++i);
            part = {part.firstMs, next.lastMs, part.bytes + next.bytes, next.total, part.number, part.count + next.count};
        }
        joined.append(part);
    }
    m_parts = joined;
    m_joined *= 2;
}

void ResponseTimeline::flush()
{
    m_frame.stop();
    if (m_pending.isEmpty())
        return;
    const QList<ResponseChunk> news = std::exchange(m_pending, {});
    if (m_joined == 1 && m_parts.size() + news.size() <= maxRows) {
        beginInsertRows({}, int(m_parts.size()), int(m_parts.size() + news.size()) - 1);
        for (const ResponseChunk &chunk : news)
            take(chunk);
        endInsertRows();
    } else {
        beginResetModel();
        for (const ResponseChunk &chunk : news) {
            take(chunk);
            if (m_parts.size() > maxRows)
                join();
        }
        endResetModel();
    }
    emit stateChanged();
}

void ResponseTimeline::finish(const QList<ResponseChunk> &parts, double durationMs)
{
    if (!parts.isEmpty()) {
        begin();
        m_pending = parts;
    }
    flush();
    m_durationMs = durationMs;
    m_live = false;
    emit stateChanged();
}

double ResponseTimeline::throttledFromMs() const
{
    constexpr qint64 onePart = 64 * 1024;
    if (m_total <= limits::streamBurstBytes)
        return -1;
    for (const Part &part : m_parts)
        if (double(part.total + onePart) >= double(limits::streamBurstBytes) + double(limits::streamBytesPerSecond) * (part.lastMs - firstByteMs()) / 1000)
            return part.total >= limits::streamBurstBytes - onePart ? part.lastMs : -1;
    return -1;
}

} // namespace lathe
