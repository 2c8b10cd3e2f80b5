// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QDialog>

class QFormLayout;
class QLabel;

namespace lathe {

/// What the preferences hold; kept by the session's settings.
struct PreferenceValues
{
    ThemeMode theme = ThemeMode::System;
    QString language;   ///< "" follows the desktop; "en", "ko".
    int basePixels = 13;
    bool cpuShare = false; ///< Functions get CPU in proportion to their memory; from the next start on.
    bool spares = true;    ///< Environments are started ahead of their events; from the next start on.
    int imageGigabytes = 20; ///< What container images may take.
    bool operator==(const PreferenceValues &) const = default;
};

class CacheController;
class HistoryBox;
class HistoryLog;
class LocalHistoryBox;
class SavedTexts;

/// Theme, language, type size, keys, how functions run, what history and caches take; a search finds each. Theme and size are seen at once; Cancel puts them back.
class Preferences : public QDialog
{
    Q_OBJECT
public:
    Preferences(ThemeManager &theme, const PreferenceValues &values, CacheController *caches = nullptr, HistoryLog *history = nullptr, SavedTexts *texts = nullptr, QWidget *parent = nullptr);
    PreferenceValues values() const { return m_values; }
    void done(int result) override;

signals:
    /// Accepted and different from before.
    void changed(const lathe::PreferenceValues &values);
    void keysRequested();

private:
    struct Row
    {
        QWidget *field;
        QString words; ///< What a search looks at: label, tool tip, what can be chosen.
        int section;
    };
    void section(const QString &title);
    void field(const QString &text, QWidget *widget, const QString &more = {});
    void fillAppearance();
    void fillRuns();
    void fillStorage(CacheController *caches, HistoryLog *history, SavedTexts *texts);
    void search(const QString &text);
    ThemeManager &m_theme;
    PreferenceValues m_before;
    PreferenceValues m_values;
    QFormLayout *m_form;
    QLabel *m_nothing;
    QList<QLabel *> m_sections;
    QList<Row> m_rows;
    HistoryBox *m_history = nullptr;
    LocalHistoryBox *m_texts = nullptr;
};

} // namespace lathe
