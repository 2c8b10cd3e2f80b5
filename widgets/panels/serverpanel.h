// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/requestlogmodel.h"
#include "session/session.h"
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace lathe {

class StatusChip;

/// The embedded endpoint: where it listens, how to point an AWS client at it, what it answered.
class ServerPanel : public QWidget
{
    Q_OBJECT
public:
    ServerPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);

private:
    void refresh();
    void showFailure(const Error &error);

    Session &m_session;
    RequestLogModel m_requests;
    StatusChip *m_chip;
    QLabel *m_where;
    QPushButton *m_copy;
    QTreeView *m_view;
};

} // namespace lathe
