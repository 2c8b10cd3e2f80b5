// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/sgrparser.h"
#include "project/diagnostic.h"
#include <QAbstractListModel>
#include <deque>

namespace lathe {

/// The log of the runs in this window: a bounded ring of lines, one row each. The function's own words are shown as they
/// are, with control characters made visible. Lives on the window's thread.
class LogModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class LineKind { Function, Platform, Note };
    enum Role { SpansRole = Qt::UserRole, KindRole, SeverityRole };
    /// `maxLines` bounds the memory; the oldest tenth goes when it is reached.
    explicit LogModel(int maxLines = 200000, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Bytes as they come; a line is complete at its line feed. Lines over 32 kB are broken.
    void append(const QByteArray &bytes);
    /// Ends a line that has no line feed yet.
    void endLine();
    /// A line of Lathe's own, e.g. which run starts.
    void appendNote(const QString &text);
    void clear();
    qint64 droppedLines() const { return m_dropped; }
    const QList<LogSpan> &spans(int row) const;
    QString textOf(int firstRow, int lastRow) const;

signals:
    void linesDropped(qint64 total);

private:
    struct Line
    {
        QString text;
        QList<LogSpan> spans;
        LineKind kind = LineKind::Function;
        qint8 severity = -1; ///< -1: none, else Severity.
    };
    Line makeLine(QByteArrayView bytes);
    void add(std::vector<Line> lines);

    std::deque<Line> m_lines;
    QByteArray m_partial;
    LogStyle m_style;
    int m_maxLines;
    qint64 m_dropped = 0;
};

} // namespace lathe
Q_DECLARE_METATYPE(lathe::LogSpan)
