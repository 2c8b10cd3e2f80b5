// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/testmatrixmodel.h"
#include <QWidget>

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace lathe {

class ElidedLabel;
class StatusChip;
struct TestResult;

/// Of one cell of the run matrix: how it ended, what differed from what is expected, the response and the log. Plain text.
class MatrixDetails : public QWidget
{
    Q_OBJECT
public:
    enum class View { Differences, Response, Log };
    explicit MatrixDetails(ThemeManager &theme, QWidget *parent = nullptr);
    /// `result` may be null: not run yet. `title` says which cell.
    void show(const QString &title, const MatrixCell &cell, const TestResult *result, bool canRun);
    void setView(View view);
    QString shownText() const;

signals:
    void openEventRequested();
    void runRequested();
    /// The response of this cell is what is expected from now on.
    void expectRequested();

private:
    QString textFor(View view) const;
    void showText();
    ThemeManager &m_theme;
    ElidedLabel *m_title;
    StatusChip *m_state;
    QButtonGroup *m_views;
    QPlainTextEdit *m_text;
    QToolButton *m_open;
    QToolButton *m_run;
    QToolButton *m_expect;
    MatrixCell m_cell;
    QStringList m_failures;
    QByteArray m_payload;
    QByteArray m_log;
    View m_view = View::Differences;
};

} // namespace lathe
