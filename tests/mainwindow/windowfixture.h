// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "core/paths.h"
#include "editor/editortabs.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/windowpanels.h"
#include "panels/deploypanel.h"
#include "panels/eventpanel.h"
#include "panels/resultpanel.h"
#include "session/session.h"
#include "session/settings.h"
#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace lathe {

/// A whole window on folders of its own, with the real engine.
struct WindowFixture
{
    explicit WindowFixture(const QString &language = QStringLiteral("en"), ThemeMode mode = ThemeMode::Light, const QString &base = {})
        : root(base.isEmpty() ? dir.path() : base), theme(QStringLiteral(LATHE_SOURCE_DIR "/resources")), settings(root + QStringLiteral("/workbench.ini"))
    {
        SessionOptions options;
        options.stateDir = root + QStringLiteral("/state");
        options.endpointDir = root + QStringLiteral("/endpoint");
        options.historyDir = root + QStringLiteral("/history");
        options.bootstrapDir = QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes");
        options.workDir = root + QStringLiteral("/run/work-%1").arg(QCoreApplication::applicationPid());
        options.savedTextsDir = root + QStringLiteral("/texts");
        theme.setMode(mode);
        theme.apply(*qApp);
        session = std::make_unique<Session>(options);
        window = std::make_unique<MainWindow>(theme, settings, *session, language);
        QObject::connect(window.get(), &MainWindow::firstShown, session.get(), &Session::startEngine);
        window->resize(1280, 720);
    }
    bool show()
    {
        window->show();
        return QTest::qWaitForWindowExposed(window.get(), 20000) && QTest::qWaitFor([this] { return session->endpointPort() != 0; }, 20000)
               && QTest::qWaitFor([this] { return window->findChild<WindowPanels *>()->allMade(); }, 20000);
    }
    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = root + u'/' + name;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    }
    bool open(const QString &folder, bool trust)
    {
        QSignalSpy opened(session.get(), &Session::projectOpened);
        window->openPath(folder);
        if (!opened.wait(10000))
            return false;
        if (trust)
            session->setTrusted(true);
        return true;
    }
    bool openSample(const QString &id)
    {
        QSignalSpy opened(session.get(), &Session::projectOpened);
        session->createSample(id, root + QStringLiteral("/projects/") + id);
        return opened.wait(10000);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, key, modifiers);
    }
    /// Presses the action's own keys.
    void press(Act act)
    {
        const QKeyCombination keys = window->actions().action(act)->shortcut()[0];
        key(keys.key(), keys.keyboardModifiers());
    }
    /// Waits for a run to end; the failure's text when it did not run.
    QString waitForRun()
    {
        QSignalSpy finished(&session->runs(), &RunController::finished);
        QSignalSpy failed(&session->runs(), &RunController::failed);
        press(Act::Run);
        (void)QTest::qWaitFor([&] { return !finished.isEmpty() || !failed.isEmpty(); }, 30000);
        return finished.isEmpty() ? (failed.isEmpty() ? QStringLiteral("no end") : failed.first().first().value<Error>().text) : QString();
    }

    QTemporaryDir dir;
    QString root;
    ThemeManager theme;
    Settings settings;
    std::unique_ptr<Session> session;
    std::unique_ptr<MainWindow> window;
};

} // namespace lathe
