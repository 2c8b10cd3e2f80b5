// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/testmatrixmodel.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lathe;

/// The run matrix as a model.
class TestTestMatrix : public QObject
{
    Q_OBJECT
    static EventFile event(const QString &name, const QString &function = {}) { return {name, QStringLiteral("/p/events/") + name, function}; }
    static TestMatrixModel::Column column(const QString &name) { return {name, {}, name}; }
private slots:
    void cellsStayWithTheirEventAndColumn()
    {
        TestMatrixModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const QString a = QStringLiteral("a"), b = QStringLiteral("b"), f = QStringLiteral("f"), g = QStringLiteral("g");
        model.setAxes({event(a), event(b, g)}, {column(f), column(g)});
        QCOMPARE(model.places().size(), 3);
        QVERIFY(!(model.flags(model.index(1, 0)) & Qt::ItemIsEnabled)); // b is for g only
        QCOMPARE(model.index(1, 0).data().toString(), QString());
        QCOMPARE(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toString(), QStringLiteral("g/b"));
        const MatrixPlace place = model.placeOf(model.index(0, 1));
        QCOMPARE(place, (MatrixPlace{QStringLiteral("/p/events/a"), g, {}}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCell(place, {MatrixCell::Failed, 12.5, QStringLiteral("It is <b>.")});
        model.setCell(place, {MatrixCell::Failed, 12.5, QStringLiteral("It is <b>.")});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("failed"));
        QCOMPARE(model.index(0, 1).data(TestMatrixModel::DurationRole).toDouble(), 12.5);
        QVERIFY(model.index(0, 1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;")));
        QVERIFY(model.index(0, 1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("12.50")));
        model.setStale(place, true);
        QVERIFY(model.index(0, 1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("failed, outdated")));
        QVERIFY(model.index(0, 1).data(TestMatrixModel::StaleRole).toBool());
        QCOMPARE(model.staleCount(), 1);
        model.setStale(place, false);
        MatrixPlace deployed = place;
        deployed.qualifier = QStringLiteral("live");
        QVERIFY(!model.indexOf(deployed).isValid()); // another column
        model.setAxes({event(QStringLiteral("0")), event(a)}, {column(g)});
        QCOMPARE(model.index(1, 0).data(TestMatrixModel::StateRole).toInt(), int(MatrixCell::Failed));
        QCOMPARE(model.count(MatrixCell::Failed), 1);
        QCOMPARE(model.count(MatrixCell::NotRun), 1);
        QCOMPARE(model.counts().stale, 0);
        model.setAxes({}, {});
        model.setAxes({event(a)}, {column(g)});
        QCOMPARE(model.index(0, 0).data(TestMatrixModel::StateRole).toInt(), int(MatrixCell::NotRun)); // another file by now
        QVERIFY(!model.indexOf({QStringLiteral("/p/events/a"), f, {}}).isValid());
    }
};

QTEST_APPLESS_MAIN(TestTestMatrix)
#include "tst_testmatrix.moc"
