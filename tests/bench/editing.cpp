// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// editing [FILTER]: the real window opens files of 10 MB and gets keys; prints a line of figures a file. Times end when the editor has painted.
// Opening: ≤ 300 ms. A key press: ≤ 16 ms at the 95th percentile; its time on the clock, and what the thread worked for it, which a
// busy machine does not change. Gap: the longest that the event loop worked in one piece while somebody typed.
#include "mainwindow/windowfixture.h"
#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace lathe;

namespace {

constexpr int fileBytes = 10'000'000;

/// Notes when the watched widget has painted.
class Painted : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(this, [this] { ++count; }, Qt::QueuedConnection); // behind the paint event
        return false;
    }
    int count = 0;
};

QByteArray repeated(const QByteArray &lines, int bytes)
{
    QByteArray text;
    text.reserve(bytes + lines.size());
    for (int i = 0; text.size() < bytes; ++i)
        text += QByteArray(lines).replace("@", QByteArray::number(i));
    return text;
}

/// JSON lines of just under 20 kB, where colours are still on, and above, where they are off.
QByteArray longLines(int lineBytes)
{
    const QByteArray line = repeated("{\"id\": @, \"name\": \"value\"}, ", lineBytes).left(lineBytes) + '\n';
    QByteArray text;
    while (text.size() < fileBytes)
        text += line;
    return text;
}

double ms(const QElapsedTimer &clock) { return double(clock.nsecsElapsed()) / 1e6; }

double percentile(QList<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values[qsizetype(double(values.size() - 1) * part)];
}

/// What this thread has worked so far, in milliseconds.
double worked()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// One pass of the loop at a time until `done`, at most 20 s; the most that a pass worked, in milliseconds.
template <class F>
double loopUntil(F done)
{
    double most = 0;
    QElapsedTimer all;
    all.start();
    QTimer wake; // so that a pass ends
    wake.start(5);
    while (!done() && all.elapsed() < 20000) {
        const double before = worked();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        most = std::max(most, worked() - before);
    }
    return most;
}

void measure(WindowFixture &f, const char *title, const QString &path)
{
    Painted painted;
    QElapsedTimer clock;
    clock.start();
    const double openBefore = worked();
    f.window->tabs().open(path);
    CodeEditor *editor = f.window->tabs().editor(path);
    auto *view = qobject_cast<QAbstractScrollArea *>(editor->focusProxy());
    loopUntil([&] { return editor->lineCount() > 1; });
    view->viewport()->installEventFilter(&painted);
    view->viewport()->update();
    loopUntil([&] { return painted.count > 0; });
    const double opened = ms(clock);
    const double openWork = worked() - openBefore;
    loopUntil([&, settle = QElapsedTimer()]() mutable {
        if (!settle.isValid())
            settle.start();
        return settle.elapsed() > 1500; // colouring in idle time
    });
    QList<double> keys;
    QList<double> work;
    double gap = 0;
    const QString typed = QStringLiteral("value = other(1)  ");
    for (int i = 0; i < 240; ++i) {
        if (i % 60 == 0) { // four places of the file
            editor->goTo(std::max(1, editor->lineCount() * (i / 60 + 1) / 5), 3);
            loopUntil([&, n = painted.count] { return painted.count > n; });
        }
        const int before = painted.count;
        clock.restart();
        const double workBefore = worked();
        if (i % 20 == 19)
            QTest::keyClick(view, Qt::Key_Return);
        else if (i % 10 == 9)
            QTest::keyClick(view, Qt::Key_Backspace);
        else
            QTest::keyClick(view, typed[i % typed.size()].toLatin1());
        gap = std::max(gap, worked() - workBefore);
        gap = std::max(gap, loopUntil([&] { return painted.count > before; }));
        keys.append(ms(clock));
        work.append(worked() - workBefore);
        QElapsedTimer pause;
        pause.start();
        gap = std::max(gap, loopUntil([&] { return pause.elapsed() >= 20; }));
    }
    std::printf("%-34s open %6.1f ms (work %5.1f)   key p50 %5.1f  p95 %5.1f  max %6.1f ms   its work p50 %5.1f  p95 %5.1f ms   gap %6.1f ms%s\n", title, opened, openWork, percentile(keys, 0.5), percentile(keys, 0.95), percentile(keys, 1), percentile(work, 0.5), percentile(work, 0.95), gap,
        editor->isPlainMode() ? "   (without colours)" : "");
    std::fflush(stdout);
    clock.restart();
    f.window->tabs().save();
    std::printf("%-34s save %6.1f ms\n", "", ms(clock));
    f.window->tabs().closeCurrent();
    loopUntil([&, p = QPointer<CodeEditor>(editor)] { return p.isNull(); });
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    WindowFixture f;
    f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n"
                                               "    Properties:\n      CodeUri: .\n      Handler: app.handler\n      Runtime: python3.11\n");
    f.write(QStringLiteral("p/app.py"), "def handler(event, context):\n    return event\n");
    if (!f.show() || !f.open(f.root + QStringLiteral("/p"), true))
        return 1;
    const struct
    {
        const char *title;
        const char *name;
        QByteArray text;
    } files[] = {
        {"Python, 10 MB", "big.py", repeated("def function_@(event, context):\n    \"\"\"Says what it does.\"\"\"\n    value = event['key'] + 'text @'  # note\n    return {'statusCode': 200, 'body': value}\n\n\n", fileBytes)},
        {"JSON, 10 MB", "big.json", "[\n" + repeated("  {\"id\": @, \"name\": \"value @\", \"tags\": [\"a\", \"b\"], \"nested\": {\"deep\": true, \"more\": null}},\n", fileBytes) + "  {}\n]\n"},
        {"plain text, 10 MB", "big.txt", repeated("The line @ says something, \xea\xb0\x80\xeb\x82\x98\xeb\x8b\xa4 too, and ends.\n", fileBytes)},
        {"JSON, lines of 19 kB, 10 MB", "long.json", longLines(19'000)},
        {"JSON, lines of 24 kB, 10 MB", "longer.json", longLines(24'000)},
    };
    const QByteArray filter = argc > 1 ? QByteArray(argv[1]) : QByteArray();
    for (const auto &file : files)
        if (filter.isEmpty() || QByteArray(file.title).contains(filter))
            measure(f, file.title, f.write(QStringLiteral("p/") + QLatin1String(file.name), file.text));
    f.window->hide();
    return 0;
}
