// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lathe {

class CacheController;

/// What the caches take, with a button that empties them and says how far it is. In the preferences; main thread.
class CacheBox : public QWidget
{
    Q_OBJECT
public:
    explicit CacheBox(CacheController &caches, QWidget *parent = nullptr);

private:
    void refresh();

    CacheController &m_caches;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_button;
    qint64 m_bytes = -1; ///< Below 0: not measured yet.
    qint64 m_freeable = 0;
    QString m_outcome;
};

} // namespace lathe
