// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowdialogs.h"
#include "dialogs/aboutdialog.h"
#include "dialogs/helpdialog.h"
#include "dialogs/importdialog.h"
#include "dialogs/keysheet.h"
#include "dialogs/newfromsample.h"
#include "dialogs/preferences.h"
#include "dialogs/signingkeysdialog.h"
#include "project/samples.h"
#include "session/cachecontroller.h"
#include "session/historylog.h"
#include "session/session.h"
#include <QApplication>
#include <QDir>

namespace lathe {

WindowDialogs::WindowDialogs(ThemeManager &theme, ActionTable &actions, Settings &settings, Session &session, const QString &language, QWidget *window)
    : QObject(window), m_theme(theme), m_actions(actions), m_settings(settings), m_session(session), m_language(language), m_window(window)
{
    const auto open = [](QDialog *dialog) {
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    };
    connect(actions.action(Act::Help), &QAction::triggered, this, [this, open] { open(new HelpDialog(m_theme, m_language, m_window)); });
    connect(actions.action(Act::KeySheet), &QAction::triggered, this, &WindowDialogs::openKeys);
    connect(actions.action(Act::About), &QAction::triggered, this, [this, open] { open(new AboutDialog(m_theme, QStringLiteral(LATHE_VERSION), m_window)); });
    connect(actions.action(Act::Preferences), &QAction::triggered, this, &WindowDialogs::openPreferences);
    connect(actions.action(Act::SigningKeys), &QAction::triggered, this, [this, open] { open(new SigningKeysDialog(m_theme, m_session, m_window)); });
    connect(actions.action(Act::ImportPackage), &QAction::triggered, this, &WindowDialogs::openImport);
    connect(actions.action(Act::NewFromSample), &QAction::triggered, this, &WindowDialogs::openSamples);
}

void WindowDialogs::openPreferences()
{
    static constexpr qint64 gigabyte = qint64(1) << 30;
    const int images = int(m_session.caches().imageBytes() / gigabyte);
    auto *dialog = new Preferences(m_theme, {m_theme.mode(), m_settings.language(), m_theme.type().basePixels(), m_settings.cpuShare(), m_settings.spares(), images}, &m_session.caches(), &m_session.history(), m_session.savedTexts(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &Preferences::changed, this, [this, images](const PreferenceValues &values) {
        if (values.imageGigabytes != images)
            if (const auto set = m_session.caches().setImageBytes(values.imageGigabytes * gigabyte); !set)
                emit failed(set.error());
        m_settings.setTheme(ThemeManager::modeId(values.theme));
        m_settings.setBasePixels(values.basePixels);
        m_settings.setCpuShare(values.cpuShare);
        m_settings.setSpares(values.spares);
        m_theme.setMode(values.theme);
        m_theme.setBasePixels(values.basePixels);
        if (values.language != m_settings.language())
            emit languageChosen(values.language);
    });
    connect(dialog, &Preferences::keysRequested, this, &WindowDialogs::openKeys);
    dialog->open();
}

void WindowDialogs::openKeys()
{
    auto *dialog = new KeySheet(m_theme, m_actions, QApplication::activeModalWidget() ? QApplication::activeModalWidget() : m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &KeySheet::keysChanged, this, [this](const QString &action, const QKeySequence &keys, bool byDefault) {
        m_settings.setShortcut(action, byDefault ? std::nullopt : std::optional(keys.toString(QKeySequence::PortableText)));
    });
    dialog->open();
}

void WindowDialogs::openImport()
{
    auto *dialog = new ImportDialog(m_theme, m_session, QDir::homePath() + QStringLiteral("/lathe"), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, &WindowDialogs::packageImported);
    dialog->open();
}

void WindowDialogs::openSamples()
{
    auto *dialog = new NewFromSample(m_theme, sampleList(m_language), QDir::homePath() + QStringLiteral("/lathe"), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewFromSample::chosen, this, &WindowDialogs::sampleChosen);
    dialog->open();
}

} // namespace lathe
