// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/session.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace lathe {

class NoticeBar;

/// Makes a project of a zip or of a deployed function's code, with progress and Cancel; says where it is when it is done. A zip
/// can be dropped on it. Owned by the window.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    ImportDialog(ThemeManager &theme, Session &session, const QString &folder, QWidget *parent = nullptr);
    void reject() override;

signals:
    void imported(const QString &dir);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QLineEdit *addField(class QVBoxLayout *column, const QString &name, const QString &label, void (ImportDialog::*browse)());
    void browseZip();
    void browseFolder();
    void showState();
    void suggest();
    void start();
    void setZip(const QString &file);

    Session &m_session;
    QString m_folder;     ///< Where new projects go.
    QString m_suggested;  ///< What was put into the folder's field last.
    NoticeBar *m_notice;
    QRadioButton *m_fromZip;
    QRadioButton *m_fromFunction;
    QLineEdit *m_zip;
    QLineEdit *m_function;
    QLineEdit *m_target;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_import;
};

} // namespace lathe
