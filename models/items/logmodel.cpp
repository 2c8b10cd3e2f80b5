// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/logmodel.h"

namespace lathe {

static constexpr qsizetype longestLine = 32 * 1024;

LogModel::LogModel(int maxLines, QObject *parent) : QAbstractListModel(parent), m_maxLines(qMax(10, maxLines)) {}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_lines[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return line.text;
    case SpansRole:
        return QVariant::fromValue(line.spans);
    case KindRole:
        return int(line.kind);
    case SeverityRole:
        return int(line.severity);
    default:
        return {};
    }
}

static qint8 severityOf(QByteArrayView line)
{
    // The prefixes that Lambda's runtimes write: "[ERROR] …", "2026-…\t<id>\tERROR\t…".
    if (line.startsWith("[ERROR]") || line.startsWith("[CRITICAL]") || line.startsWith("Traceback (most recent call last)")
        || line.indexOf("\tERROR\t") >= 0 || line.indexOf("\tFATAL\t") >= 0)
        return qint8(Severity::Error);
    if (line.startsWith("[WARNING]") || line.indexOf("\tWARN\t") >= 0)
        return qint8(Severity::Warning);
    return -1;
}

LogModel::Line LogModel::makeLine(QByteArrayView bytes)
{
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    Line line;
    if (bytes.startsWith("START RequestId: ") || bytes.startsWith("END RequestId: ") || bytes.startsWith("REPORT RequestId: ")
        || bytes.startsWith("INIT_START ") || bytes.startsWith("INIT_REPORT "))
        line.kind = LineKind::Platform;
    else
        line.severity = severityOf(bytes);
    LogText text = parseSgr(QString::fromUtf8(bytes), m_style);
    line.text = std::move(text.text);
    line.spans = std::move(text.spans);
    return line;
}

void LogModel::add(std::vector<Line> lines)
{
    if (lines.empty())
        return;
    if (int(lines.size()) > m_maxLines) {
        m_dropped += qint64(lines.size()) - m_maxLines;
        lines.erase(lines.begin(), lines.end() - m_maxLines);
    }
    const int excess = int(m_lines.size() + lines.size()) - m_maxLines;
    if (excess > 0) {
        const int gone = qMin(int(m_lines.size()), qMax(excess, m_maxLines / 10));
        beginRemoveRows({}, 0, gone - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + gone);
        endRemoveRows();
        m_dropped += gone;
        emit linesDropped(m_dropped);
    }
    beginInsertRows({}, int(m_lines.size()), int(m_lines.size() + lines.size()) - 1);
    for (Line &line : lines)
        m_lines.push_back(std::move(line));
    endInsertRows();
}

void LogModel::append(const QByteArray &bytes)
{
    m_partial += bytes;
    std::vector<Line> lines;
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = m_partial.indexOf('\n', from);
        if (end >= 0 && end - from <= longestLine) {
            lines.push_back(makeLine(QByteArrayView(m_partial).sliced(from, end - from)));
            from = end + 1;
        } else if ((end < 0 ? m_partial.size() : end) - from > longestLine) {
            qsizetype cut = from + longestLine;
            while (cut > from + longestLine - 4 && (uchar(m_partial.at(cut)) & 0xC0) == 0x80)
                --cut; // never inside a character
            lines.push_back(makeLine(QByteArrayView(m_partial).sliced(from, cut - from)));
            from = cut;
        } else
            break;
    }
    m_partial.remove(0, from);
    add(std::move(lines));
}

void LogModel::endLine()
{
    if (!m_partial.isEmpty()) {
        std::vector<Line> lines;
        lines.push_back(makeLine(m_partial));
        m_partial.clear();
        add(std::move(lines));
    }
    m_style = {};
}

void LogModel::appendNote(const QString &text)
{
    endLine();
    Line line;
    line.text = text;
    line.kind = LineKind::Note;
    std::vector<Line> lines;
    lines.push_back(std::move(line));
    add(std::move(lines));
}

void LogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_partial.clear();
    m_style = {};
    m_dropped = 0;
    endResetModel();
}

const QList<LogSpan> &LogModel::spans(int row) const
{
    return m_lines.at(size_t(row)).spans;
}

QString LogModel::textOf(int firstRow, int lastRow) const
{
    const int first = qMax(0, firstRow), end = qMin(lastRow + 1, int(m_lines.size()));
    qsizetype size = 0;
    for (int row = first; row < end; ++row)
        size += m_lines[size_t(row)].text.size() + 1;
    QString out;
    out.reserve(size);
    for (int row = first; row < end; ++row)
        out.append(m_lines[size_t(row)].text).append(u'\n');
    return out;
}

} // namespace lathe
