// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/thememanager.h"
#include "core/logging.h"
#include "core/paths.h"
#include "editor/editortabs.h"
#include "fontsahead.h"
#include "handedover.h"
#include "interrupts.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/windowhost.h"
#include "session/documentahead.h"
#include "session/session.h"
#include "session/settings.h"
#include "startoptions.h"
#include <QAbstractScrollArea>
#include <QApplication>
#include <QDir>
#include <QTimer>
#include <cstdio>
#include <unistd.h>

using namespace lathe;

/// Waits until the window has settled, then writes its picture.
static void takePicture(MainWindow &window, const QString &file)
{
    QTimer::singleShot(1500, &window, [&window, file] {
        const bool written = window.grab().save(file);
        QCoreApplication::exit(written ? 0 : 1);
    });
}

/// Ends the program once an editor has painted its file's text; floor_window in tests/bench does the same.
class FirstContent : public QObject
{
public:
    explicit FirstContent(MainWindow &window) : QObject(&window), m_tabs(window.tabs())
    {
        connect(&m_tabs, &EditorTabs::opened, this, [this] {
            if (CodeEditor *editor = m_tabs.currentEditor())
                for (QAbstractScrollArea *area : editor->findChildren<QAbstractScrollArea *>())
                    area->viewport()->installEventFilter(this);
        });
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) // the frame is out when the event loop comes back; what is made after it is not measured
            QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::HighEventPriority);
        return false;
    }
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::User)
            (void)!::write(1, "first content\n", 14), ::_exit(0); // the end of the program is not measured either
        return QObject::event(event);
    }

private:
    EditorTabs &m_tabs;
};

int main(int argc, char **argv)
{
    Interrupts::hold(); // fonts and QApplication start threads
    FontsAhead fonts;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lathe"));
    QApplication::setApplicationDisplayName(QStringLiteral("Lathe"));
    QApplication::setApplicationVersion(QStringLiteral(LATHE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.lathe.Lathe"));
    installLogSink(qEnvironmentVariableIsSet("LATHE_VERBOSE"));
    const StartOptions options = parseStart(QApplication::arguments());
    if (!options.problem.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(options.problem));
        return 2;
    }
    if (options.help || options.version) {
        std::printf("%s", options.help ? qPrintable(startHelp()) : "lathe-workbench " LATHE_VERSION "\n");
        return 0;
    }

    fonts.applicationMade(); // no way out before it: the application must live as long as its fonts are looked for

    Settings settings(paths::config() + QStringLiteral("/workbench.ini"));
    ThemeManager theme(paths::resources());
    theme.setMode(ThemeManager::modeFromId(options.theme.isEmpty() ? settings.theme() : options.theme));
    theme.setBasePixels(settings.basePixels());
    SessionOptions sessionOptions = SessionOptions::standard();
    sessionOptions.cpuShare = settings.cpuShare();
    sessionOptions.spares = settings.spares();
    sessionOptions.beside = [](RuntimeService &runtime, std::function<bool(const QString &)> mayRun) -> std::unique_ptr<QObject> {
        auto handedOver = std::make_unique<HandedOverRuns>(runtime, std::move(mayRun));
        if (const auto listening = handedOver->start(); !listening)
            qCInfo(logProcess) << listening.error().text << listening.error().detail;
        return handedOver;
    };
    Session session(sessionOptions);
    std::optional<DocumentAhead> text;
    theme.prepare(application, [&] { // the fonts are still being looked for
        if (!options.path.isEmpty() && options.sample.isEmpty())
            text = DocumentAhead::read(options.path);
        fonts.ready();
    });
    WindowHost host(theme, settings, session, options.language);
    MainWindow &window = host.window();
    QApplication::setWindowIcon(theme.icon(QStringLiteral("lathe"), IconRole::Accent));
    if (options.quitAfterFirstContent)
        new FirstContent(window);
    if (text)
        window.tabs().offer(std::move(*text));
    if (!options.sample.isEmpty())
        session.createSample(options.sample, options.path.isEmpty() ? QDir::homePath() + QStringLiteral("/lathe/") + options.sample : options.path);
    else if (!options.path.isEmpty())
        window.openPath(options.path);
    else if (!options.fresh)
        window.openLast();
    theme.apply(application);
    // A closed window ends the environments in good order; a second signal does not wait for them.
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &session, &Session::shutDown);
    QObject::connect(&session, &Session::ended, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    Interrupts interrupts;
    QObject::connect(&interrupts, &Interrupts::interrupted, &application, &QApplication::closeAllWindows);
    window.show();
    if (!options.screenshot.isEmpty())
        takePicture(window, options.screenshot);
    return QApplication::exec();
}
