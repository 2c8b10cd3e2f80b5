// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/noticebar.h"
#include "session/finding/filereplacer.h"
#include "session/finding/filesearch.h"
#include "session/finding/searchresults.h"
#include "session/session.h"
#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeView;

namespace lathe {

class EmptyState;

/// Find and replace in all files of the project. Results come while the search goes on; Enter or a double click goes to the
/// place, Delete takes a row out of what is replaced. Owned by its dock; window's thread.
class FindPanel : public QWidget
{
    Q_OBJECT
public:
    FindPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    /// Whose unsaved texts are searched, and in which open files are changed. Must outlive this.
    void setOpenDocuments(OpenDocuments *documents);
    /// Puts the cursor into the search field; a text that is given is searched for.
    void open(const QString &text);
    /// Looks only into a folder, relative to the project; empty: everywhere.
    void limitTo(const QString &folder);
    bool isSearching() const { return m_search.isRunning(); }
    SearchResults &results() { return m_results; }
    NoticeBar *notice() const { return m_notice; }
    QString status() const;

signals:
    void closeRequested();
    void openRequested(const QString &path, int line, int column);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QBoxLayout *makeFields(ThemeManager &theme);
    QBoxLayout *makeFilters(ThemeManager &theme);
    QLineEdit *field(ThemeManager &theme, const QString &icon, const QString &name);
    QToolButton *toggle(ThemeManager &theme, const QString &icon, const QString &text);
    FindQuery query() const;
    void search();
    void show(const FileSearchOutcome &outcome);
    void showState(const QString &text, bool bad = false);
    void refreshButtons();
    void showEmpty();
    void go(const QModelIndex &index);
    void removeSelected();
    void replaceAll();
    void tell(const ReplaceOutcome &outcome);

    Session &m_session;
    OpenDocuments *m_documents = nullptr;
    SearchResults m_results;
    FileSearch m_search;
    FileReplacer m_replacer;
    bool m_keeping = false; ///< What is to be replaced is being kept in the local history.
    QTimer m_delay;
    QLineEdit *m_text;
    QLineEdit *m_replace;
    QLineEdit *m_include;
    QLineEdit *m_exclude;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_regex;
    QToolButton *m_preview; ///< The second field counts: what is found is shown as it would become.
    QToolButton *m_ignored;
    QToolButton *m_stop;
    QPushButton *m_all;
    QLabel *m_state;
    NoticeBar *m_notice;
    EmptyState *m_empty;
    QTreeView *m_view;
    FindQuery m_searched;
    QString m_replaced;
};

} // namespace lathe
