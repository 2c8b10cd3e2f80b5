// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// floor_window FILE: the least window with QScintilla (tool bar, dock, status bar, Python lexer). Says so and ends when its content is painted.
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QMainWindow>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QTreeWidget>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qsciscintilla.h>
#include <unistd.h>

class Editor : public QsciScintilla
{
public:
    using QsciScintilla::QsciScintilla;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QsciScintilla::paintEvent(event);
        QTimer::singleShot(0, qApp, [] { (void)!::write(1, "first content\n", 14), ::_exit(0); });
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QMainWindow window;
    window.resize(1280, 720);
    auto *editor = new Editor;
    editor->setLexer(new QsciLexerPython(editor));
    QFile file(QString::fromLocal8Bit(argc > 1 ? argv[1] : ""));
    if (file.open(QIODevice::ReadOnly))
        editor->setText(QString::fromUtf8(file.readAll()));
    window.setCentralWidget(editor);
    window.addToolBar(QStringLiteral("Main"))->addAction(QStringLiteral("Run"));
    auto *dock = new QDockWidget(QStringLiteral("Project"));
    dock->setWidget(new QTreeWidget);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    window.statusBar()->showMessage(QStringLiteral("Ready"));
    window.show();
    return app.exec();
}
