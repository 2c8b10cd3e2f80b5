// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "project/samples.h"
#include "session/session.h"
#include <QWidget>

class QGridLayout;
class QLabel;
class QVBoxLayout;
class QProgressBar;

namespace lathe {

class NoticeBar;
class SampleCard;

/// What a window without a folder shows: open one, start from a sample, or go on with a recent one.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    StartPage(ThemeManager &theme, Session &session, QList<SampleInfo> samples, QWidget *parent = nullptr);
    void refreshRecent();

protected:
    void resizeEvent(QResizeEvent *event) override;

signals:
    void openFolderRequested();
    void folderChosen(const QString &dir);
    void sampleChosen(const QString &id);

private:
    QWidget *makeHead();
    QWidget *makeSamples(const QList<SampleInfo> &samples);
    void placeCards(int columns);

    ThemeManager &m_theme;
    Session &m_session;
    QWidget *m_page = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<SampleCard *> m_cards;
    int m_columns = 0;
    QVBoxLayout *m_recent;
    QLabel *m_recentTitle;
    QLabel *m_phase;
    QProgressBar *m_progress;
};

} // namespace lathe
