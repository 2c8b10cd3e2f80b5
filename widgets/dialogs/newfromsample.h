// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "project/samples.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace lathe {

/// Choose a sample and where its project goes. Makes nothing itself: the session does, after chosen().
class NewFromSample : public QDialog
{
    Q_OBJECT
public:
    /// `parentDir` is the folder in which the new one is proposed.
    NewFromSample(ThemeManager &theme, const QList<SampleInfo> &samples, const QString &parentDir, QWidget *parent = nullptr);
    QString sampleId() const;
    /// Absolute path of the folder to make.
    QString directory() const;
    void selectSample(const QString &id);

signals:
    /// Create was pressed and the folder can be used.
    void chosen(const QString &sampleId, const QString &directory);

private:
    void check();
    void browse();
    ThemeManager &m_theme;
    QList<SampleInfo> m_samples;
    QString m_parentDir;
    bool m_named = false; ///< The user typed a name; it no longer follows the sample.
    QListWidget *m_list;
    QLineEdit *m_name;
    QLabel *m_where;
    QLabel *m_problem;
    QPushButton *m_create;
};

} // namespace lathe
