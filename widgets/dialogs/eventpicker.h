// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "events/eventstore.h"
#include <QStandardItemModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace lathe {

/// The event templates by what they are for, each with a sentence, and a search that keys alone lead through. Owned by its dialog.
class EventPicker : public QWidget
{
    Q_OBJECT
public:
    explicit EventPicker(ThemeManager &theme, QWidget *parent = nullptr);
    /// Of the chosen template; empty when nothing matches.
    QString currentId() const;
    const EventTemplate *current() const;
    void select(const QString &id);
    QLineEdit *search() const { return m_search; }
    QListView *list() const { return m_list; }
    /// Titles as they stand in the list, groups left out.
    QStringList shownIds() const;

signals:
    void currentChanged();
    void activated();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void add(const EventTemplate &one);
    void move(int rows);
    ThemeManager &m_theme;
    QList<EventTemplate> m_templates;
    QList<EventGroup> m_groups;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_none;
    QStandardItemModel m_model;
};

} // namespace lathe
