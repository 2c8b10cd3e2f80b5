// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QDialog>

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

/// Theme, language, type size, how functions run, and what the caches take. Theme and size are seen at once; Cancel puts them back.
class Preferences : public QDialog
{
    Q_OBJECT
public:
    Preferences(ThemeManager &theme, const PreferenceValues &values, CacheController *caches = nullptr, QWidget *parent = nullptr);
    PreferenceValues values() const { return m_values; }
    void done(int result) override;

signals:
    /// Accepted and different from before.
    void changed(const lathe::PreferenceValues &values);

private:
    ThemeManager &m_theme;
    PreferenceValues m_before;
    PreferenceValues m_values;
};

} // namespace lathe
