// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/emptystate.h"
#include "core/figuretext.h"
#include "core/paths.h"
#include "items/tablecsv.h"
#include "pictures/pictureframe.h"
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace lathe;

/// Bars of a table with names and lengths.
class Bars : public Picture
{
public:
    using Picture::Picture;

protected:
    void draw(PictureCanvas &canvas) const override
    {
        const QRectF plot = canvas.area().adjusted(40, 8, -8, -20);
        const PictureAxis axis(0, 100, plot.left(), plot.right());
        canvas.timeGrid(plot, axis);
        for (int row = 0; row < model().rowCount(); ++row) {
            const QRectF bar(plot.left(), plot.top() + row * 24, axis.at(model().index(row, 1).data(RawRole).toDouble()) - plot.left(), 16);
            row % 2 ? canvas.hatchedBar(bar, canvas.series(row)) : canvas.bar(bar, canvas.series(row));
            canvas.mark(bar, row);
        }
    }
    bool hasAction(int row) const override { return row == 1; }
};

static void add(QStandardItemModel &model, const QString &name, double ms)
{
    auto *value = new QStandardItem(durationText(ms));
    value->setData(ms, RawRole);
    model.appendRow({new QStandardItem(name), value});
}

class TestPictures : public QObject
{
    Q_OBJECT
    std::unique_ptr<ThemeManager> m_theme;

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        m_theme = std::make_unique<ThemeManager>(QStringLiteral(LATHE_SOURCE_DIR "/resources"));
        m_theme->setMode(ThemeMode::Dark);
        m_theme->apply(*qApp);
    }

    void figuresHaveThreeDigits()
    {
        QCOMPARE(durationText(0.4816), QStringLiteral("0.482 ms"));
        QCOMPARE(durationText(12.345), QStringLiteral("12.3 ms"));
        QCOMPARE(durationText(1240), QStringLiteral("1.24 s"));
        QCOMPARE(durationText(125000), QStringLiteral("2 min 5 s"));
        QCOMPARE(durationText(-1), QString());
        QCOMPARE(sizeText(812), QStringLiteral("812 B"));
        QCOMPARE(sizeText(6 * 1048576), QStringLiteral("6.00 MB"));
    }

    void axesHaveRoundTicks()
    {
        const PictureAxis axis(0, 437, 100, 700, 100);
        QCOMPARE(axis.ticks(), (QList<double>{0, 100, 200, 300, 400}));
        QCOMPARE(axis.at(0), 100.0);
        QCOMPARE(axis.valueAt(axis.at(321)), 321.0);
        QCOMPARE(tickTime(200, axis), QStringLiteral("200 ms"));
        QCOMPARE(tickTime(1500, PictureAxis(0, 6000, 0, 1200, 100)), QStringLiteral("1.5 s"));
        QCOMPARE(tickBytes(1572864, PictureAxis(0, 6291456, 0, 1200)), QStringLiteral("1.5 MB"));
        QVERIFY(PictureAxis(5, 5, 0, 100).ticks().size() < 10); // nothing between: no division by zero, no endless ticks
    }

    void csvIsWhatSpreadsheetsRead()
    {
        QStandardItemModel model(0, 2);
        model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Time")});
        model.setHeaderData(1, Qt::Horizontal, QStringLiteral("time_ms"), RawRole);
        add(model, QStringLiteral("a,\"b\""), 1.5);
        add(model, QStringLiteral("=1+1"), 0.25);
        QCOMPARE(tableCsv(model), QByteArray("Name,time_ms\r\n\"a,\"\"b\"\"\",1.5\r\n'=1+1,0.25\r\n"));
    }

    /// Between a change of the model and the next drawing.
    void rowsThatAreGoneAreNotFound()
    {
        QStandardItemModel model(0, 2);
        add(model, QStringLiteral("one"), 50);
        add(model, QStringLiteral("two"), 80);
        Bars bars(*m_theme, model);
        bars.resize(400, 160);
        bars.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bars));
        QTRY_VERIFY(bars.drawn() > 0);
        QSignalSpy activated(&bars, &Picture::activated);
        const QPoint place = bars.markOf(1).center().toPoint();
        QTest::mouseMove(&bars, place);
        model.removeRow(1);
        QTest::mouseClick(&bars, Qt::LeftButton, {}, place);
        QTest::keyClick(&bars, Qt::Key_Return);
        QCOMPARE(activated.size(), 0);
    }

    void thePointerAndTheKeysFindRows()
    {
        QStandardItemModel model(0, 2);
        model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Time")});
        add(model, QStringLiteral("one"), 50);
        add(model, QStringLiteral("two"), 80);
        Bars bars(*m_theme, model);
        bars.setTitle(QStringLiteral("Bars"));
        bars.resize(400, 160);
        bars.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bars));
        QTRY_VERIFY(bars.drawn() > 0);
        QSignalSpy activated(&bars, &Picture::activated);
        QTest::mouseMove(&bars, bars.markOf(0).center().toPoint());
        QTRY_COMPARE(bars.currentRow(), 0);
        QCOMPARE(bars.readoutText(), QStringLiteral("Name: one\nTime: 50.0 ms"));
        QTest::mouseClick(&bars, Qt::LeftButton, {}, bars.markOf(0).center().toPoint());
        QCOMPARE(activated.size(), 0); // leads nowhere
        QTest::mouseClick(&bars, Qt::LeftButton, {}, bars.markOf(1).center().toPoint());
        QCOMPARE(activated.size(), 1);
        QCOMPARE(bars.cursor().shape(), Qt::PointingHandCursor);
        bars.setFocus();
        QTest::keyClick(&bars, Qt::Key_Home);
        QCOMPARE(bars.currentRow(), 0);
        QTest::keyClick(&bars, Qt::Key_Right);
        QCOMPARE(bars.currentRow(), 1);
        QTest::keyClick(&bars, Qt::Key_Right);
        QCOMPARE(bars.currentRow(), 1); // the last one
        QTest::keyClick(&bars, Qt::Key_Return);
        QCOMPARE(activated.size(), 2);
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&bars);
        QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("Bars"));
        QCOMPARE(spoken->text(QAccessible::Description), QStringLiteral("Name: two\nTime: 80.0 ms"));
        QTest::keyClick(&bars, Qt::Key_Escape);
        QCOMPARE(bars.currentRow(), -1);
    }

    void drawingIsBounded()
    {
        QStandardItemModel model(0, 2);
        Bars bars(*m_theme, model);
        bars.resize(400, 160);
        bars.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bars));
        const int before = bars.drawn();
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 400) {
            add(model, QStringLiteral("x"), 1);
            if (model.rowCount() > 4)
                model.removeRow(0);
            QCoreApplication::processEvents();
        }
        QVERIFY(bars.drawn() > before);
        QVERIFY2(bars.drawn() - before <= 400 * Picture::framesPerSecond / 1000 + 4, qPrintable(QString::number(bars.drawn() - before)));
    }

    void filesAreForPaper()
    {
        QStandardItemModel model(0, 2);
        model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Time")});
        PictureFrame frame(*m_theme, new Bars(*m_theme, model));
        frame.picture()->setTitle(QStringLiteral("<Bars> & more"));
        frame.resize(600, 300);
        frame.show();
        QVERIFY(QTest::qWaitForWindowExposed(&frame));
        QVERIFY(frame.empty()->isVisible());
        QVERIFY(!frame.findChild<QToolButton *>(QStringLiteral("asTable"))->isEnabled());
        add(model, QStringLiteral("one"), 50);
        add(model, QStringLiteral("two"), 80);
        QVERIFY(frame.picture()->isVisible() && !frame.empty()->isVisible());

        QTemporaryDir dir;
        QVERIFY(frame.writeTo(dir.filePath(QStringLiteral("a.png"))));
        const QImage image(dir.filePath(QStringLiteral("a.png")));
        QCOMPARE(image.size(), frame.picture()->paperSize() * 2);
        QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white)); // in a dark window too
        QVERIFY(frame.writeTo(dir.filePath(QStringLiteral("a.svg"))));
        QFile svg(dir.filePath(QStringLiteral("a.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(QSvgRenderer(svg.readAll()).isValid());
        QVERIFY(frame.writeTo(dir.filePath(QStringLiteral("a.csv"))));
        QVERIFY(!frame.writeTo(dir.filePath(QStringLiteral("none/a.csv"))));
        frame.copyPicture();
        QVERIFY(!QGuiApplication::clipboard()->image().isNull());
        frame.copyTable();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Name,Time")));
        QCOMPARE(frame.exportMenu()->actions().size(), 6);
    }

    void theTableIsTheSame()
    {
        QStandardItemModel model(0, 2);
        add(model, QStringLiteral("one"), 50);
        PictureFrame frame(*m_theme, new Bars(*m_theme, model));
        frame.resize(600, 300);
        frame.show();
        QVERIFY(QTest::qWaitForWindowExposed(&frame));
        QTest::mouseClick(frame.findChild<QToolButton *>(QStringLiteral("asTable")), Qt::LeftButton);
        QVERIFY(frame.isTableShown() && frame.table()->isVisible() && !frame.picture()->isVisible());
        QSignalSpy activated(&frame, &PictureFrame::activated);
        emit frame.table()->activated(model.index(0, 0));
        QCOMPARE(activated.size(), 1);
    }
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
