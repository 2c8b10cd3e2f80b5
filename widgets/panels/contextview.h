// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "events/eventmeta.h"
#include "session/session.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;

namespace lathe {

class EmptyState;

/// What goes to the function along with an event: client context, Cognito identity, and where it is deployed the kind of invocation and
/// the qualifier. Edits go to the event's NAME.meta.json when a field is left. Owned by the event panel.
class ContextView : public QWidget
{
    Q_OBJECT
public:
    ContextView(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    void setEvent(const EventFile &event);
    void reload();
    /// Writes what was typed; false when it cannot be kept, and says so at the field.
    bool commit();

signals:
    void problem(const lathe::Error &error);
    void saveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeForm();
    void showContext();
    EventContext typed() const;
    void check();

    ThemeManager &m_theme;
    Session &m_session;
    EventFile m_event;
    QByteArray m_meta;
    EmptyState *m_none;
    QScrollArea *m_scroll;
    QPlainTextEdit *m_client;
    QLabel *m_problem;
    QLineEdit *m_identity;
    QLineEdit *m_pool;
    QComboBox *m_type;
    QLineEdit *m_qualifier;
};

} // namespace lathe
