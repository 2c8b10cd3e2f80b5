// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "events/eventmeta.h"
#include "session/session.h"
#include <QWidget>

class QMenu;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace lathe {

class EmptyState;
class ExpectationRow;

/// What is expected of the runs of one test event, line by line, with what the last run on the current function said to each. Edits go
/// to the files beside the event at once. Owned by the event panel.
class ExpectationView : public QWidget
{
    Q_OBJECT
public:
    ExpectationView(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    /// An event without a path has no files: the view says so.
    void setEvent(const EventFile &event);
    /// Reads the files again.
    void reload();
    const QList<ExpectationRow *> &rows() const { return m_rows; }
    /// Adds a line of this kind, with values of the last run where there was one.
    void addLine(ExpectationLine::Kind kind);
    /// The last run's response is what is expected from now on.
    void expectLast();

signals:
    /// How many lines there are, and how many did not hold; -1: not run.
    void judged(int lines, int failed);
    void problem(const lathe::Error &error);
    /// What was done and can be undone by restoring these bytes.
    void replaced(const QString &text, const std::optional<QByteArray> &before);
    void saveRequested();

private:
    QWidget *makeFoot();
    void showLines();
    void addRow(const ExpectationLine &line);
    void judge();
    void showJudged(const QStringList &failures);
    void findFacts();
    void readMeta();
    bool write(const Result<QByteArray> &meta);
    void edit(ExpectationRow *row, const ExpectationLine &before, const ExpectationLine &after);
    void remove(const ExpectationLine &line);
    ExpectationLine usualLine(ExpectationLine::Kind kind) const;

    ThemeManager &m_theme;
    Session &m_session;
    EventFile m_event;
    std::optional<QByteArray> m_expected;
    QByteArray m_meta;
    std::optional<RunFacts> m_facts; ///< Of the last run of this event on the current function.
    std::optional<ExpectationLine> m_pending; ///< Added and not typed yet.
    EmptyState *m_none;
    QScrollArea *m_scroll;
    QWidget *m_list;
    QVBoxLayout *m_column;
    QWidget *m_foot;
    QToolButton *m_add;
    QPushButton *m_expect;
    QList<ExpectationRow *> m_rows;
    int m_asked = 0; ///< Only the newest judgement counts.
};

} // namespace lathe
