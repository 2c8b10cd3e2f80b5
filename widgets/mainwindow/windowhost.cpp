// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowhost.h"
#include "editor/editortabs.h"
#include "mainwindow/mainwindow.h"
#include "session/session.h"
#include "session/settings.h"
#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace lathe {

WindowHost::WindowHost(ThemeManager &theme, Settings &settings, Session &session, const QString &forced)
    : m_theme(theme), m_settings(settings), m_session(session), m_forced(forced), m_language(wanted())
{
    translate();
    makeWindow();
}

WindowHost::~WindowHost() = default;

QString WindowHost::wanted() const
{
    if (!m_forced.isEmpty())
        return m_forced;
    if (!m_settings.language().isEmpty())
        return m_settings.language();
    return QLocale::system().language() == QLocale::Korean ? QStringLiteral("ko") : QStringLiteral("en");
}

/// What Qt's file dialog calls things since 6.0. Its catalogues still have these words where they stood before (QFileDialog), so they are in ours.
[[maybe_unused]] static constexpr const char *kindsOfFiles[] = {QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"), QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"), QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown")};

/// Keys as they are printed on the keyboard, and buttons and questions of Qt's own in the words and the form of address of all others.
[[maybe_unused]] static constexpr const char *wordsOfQt[] = {QT_TRANSLATE_NOOP("QShortcut", "Up"), QT_TRANSLATE_NOOP("QShortcut", "Down"), QT_TRANSLATE_NOOP("QShortcut", "Left"),
    QT_TRANSLATE_NOOP("QShortcut", "Right"), QT_TRANSLATE_NOOP("QKeySequenceEdit", "Press shortcut"), QT_TRANSLATE_NOOP("QFileDialog", "&Choose"), QT_TRANSLATE_NOOP("QFileDialog", "&Open"),
    QT_TRANSLATE_NOOP("QFileDialog", "&Save"), QT_TRANSLATE_NOOP("QFileDialog", "Directory:"), QT_TRANSLATE_NOOP("QFileDialog", "Directories")};

/// The product's own words first, then Qt's (file dialogs, standard buttons).
void WindowHost::translate()
{
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_own);
    if (m_language == QLatin1String("en"))
        return;
    if (m_qt.load(QStringLiteral("qtbase_") + m_language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(QStringLiteral(":/i18n/lathe_") + m_language))
        QCoreApplication::installTranslator(&m_own);
}

void WindowHost::makeWindow()
{
    m_window = std::make_unique<MainWindow>(m_theme, m_settings, m_session, m_language);
    connect(m_window.get(), &MainWindow::languageChosen, this, &WindowHost::chooseLanguage, Qt::QueuedConnection); // never inside its own menu
    connect(m_window.get(), &MainWindow::firstShown, &m_session, &Session::startEngine);
}

void WindowHost::chooseLanguage(const QString &id)
{
    m_settings.setLanguage(id);
    m_forced.clear();
    if (const QString language = wanted(); language != m_language) {
        m_language = language;
        replaceWindow();
    }
}

void WindowHost::replaceWindow()
{
    const bool quits = QApplication::quitOnLastWindowClosed();
    QApplication::setQuitOnLastWindowClosed(false);
    const bool shown = m_window->isVisible();
    m_window->saveState();
    std::unique_ptr<MainWindow> before = std::move(m_window);
    translate();
    makeWindow();
    m_window->takeEditors(*before);
    if (shown)
        m_window->show();
    before->hide();
    before.release()->deleteLater(); // it may still be on the stack
    QApplication::setQuitOnLastWindowClosed(quits);
}

} // namespace lathe
