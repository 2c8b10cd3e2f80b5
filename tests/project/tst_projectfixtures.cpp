// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/describe.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// Each tests/project/fixtures/*.fixture holds the files of a small project ("=== name"), the answers from outside
/// ("=== context") and what reading it should give ("=== expect"). LATHE_UPDATE_FIXTURES=1 writes the last part anew.
class TestProjectFixtures : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        QString head;
        QList<std::pair<QString, QByteArray>> files;
        QByteArray expect;
    };

    static Fixture load(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        Fixture fixture;
        QByteArray *target = nullptr;
        for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
            if (line.startsWith("=== ")) {
                const QString name = QString::fromUtf8(line.mid(4)).trimmed();
                if (name == u"expect") {
                    target = &fixture.expect;
                } else {
                    fixture.files.append({name, {}});
                    target = &fixture.files.last().second;
                }
            } else if (target) {
                *target += line;
            }
        }
        return fixture;
    }

    static ProjectContext contextFrom(const QByteArray &text)
    {
        ProjectContext context;
        for (const QByteArray &line : text.split('\n')) {
            const QString name = QString::fromUtf8(line).section(u'=', 0, 0).section(u' ', 1), value = QString::fromUtf8(line).section(u'=', 1);
            if (line.startsWith("env "))
                context.environment.insert(name, value);
            else if (line.startsWith("opt "))
                context.options.insert(name, value);
            else if (line.startsWith("param "))
                context.parameters.insert(name, value);
        }
        return context;
    }

private slots:
    void fixture_data()
    {
        QTest::addColumn<QString>("path");
        const QDir dir(QStringLiteral(LATHE_SOURCE_DIR "/tests/project/fixtures"));
        const QStringList names = dir.entryList({QStringLiteral("*.fixture")}, QDir::Files, QDir::Name);
        QVERIFY(names.size() >= 60);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
    }

    void fixture()
    {
        QFETCH(QString, path);
        const Fixture fixture = load(path);
        QTemporaryDir dir;
        const QString root = dir.filePath(QStringLiteral("shop"));
        QDir().mkpath(root);
        ProjectContext context;
        context.today = QDate(2026, 11, 22);
        for (const auto &[name, text] : fixture.files) {
            if (name == u"context") {
                context = contextFrom(text);
                context.today = QDate(2026, 11, 22);
                continue;
            }
            const QString file = root + u'/' + name;
            QDir().mkpath(QFileInfo(file).path());
            if (name.endsWith(u'/')) {
                QDir().mkpath(file);
                continue;
            }
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(text);
            if (name.endsWith(QStringLiteral("bootstrap")))
                out.setPermissions(out.permissions() | QFile::ExeOwner);
        }
        const Result<Project> project = readProject(root, context);
        LATHE_VERIFY_RESULT(project);
        const QByteArray actual = describeProject(*project).toUtf8();
        if (qEnvironmentVariableIsSet("LATHE_UPDATE_FIXTURES") && actual != fixture.expect) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray all = file.readAll();
            file.close();
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(all.left(all.indexOf("=== expect\n")) + "=== expect\n" + actual);
            return;
        }
        if (actual != fixture.expect)
            qWarning().noquote() << "\nactual:\n" + QString::fromUtf8(actual) + "\nexpected:\n" + QString::fromUtf8(fixture.expect);
        QVERIFY(actual == fixture.expect);
    }
};

QTEST_GUILESS_MAIN(TestProjectFixtures)
#include "tst_projectfixtures.moc"
