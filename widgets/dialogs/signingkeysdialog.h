// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/session.h"
#include <QDialog>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace lathe {

class NoticeBar;

/// Makes and keeps the keys that packages are signed with, and chooses the one of the open folder. Owned by the window.
class SigningKeysDialog : public QDialog
{
    Q_OBJECT
public:
    SigningKeysDialog(ThemeManager &theme, Session &session, QWidget *parent = nullptr);

private:
    QWidget *makeNew();
    QWidget *makeButtons();
    void showKeys();
    void showState();
    void createKey();
    void exportKey();
    void trustKey();
    void removeKey();
    void chooseKey();
    QString current() const;

    ThemeManager &m_theme;
    Session &m_session;
    NoticeBar *m_notice;
    QListWidget *m_list;
    QLineEdit *m_name;
    QComboBox *m_algorithm;
    QPushButton *m_make;
    QPushButton *m_export;
    QPushButton *m_remove;
    QString m_wanted; ///< To be chosen in the list when it is read again.
};

} // namespace lathe
