// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Versions and aliases of a deployed function, as scripts see them. Every test runs the real executable on the embedded endpoint.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <memory>

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestCliAlias : public QObject
{
    Q_OBJECT
    struct Ran
    {
        int code = -1;
        QByteArray out, err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
        QByteArray all() const { return "exit " + QByteArray::number(code) + "\nout: " + out + "\nerr: " + err; }
    };
    const QString m_lathe = QString::fromUtf8(LATHE_BIN_DIR) + q("/lathe");
    std::unique_ptr<QTemporaryDir> m_dir;

    Ran run(const char *line, const QString &state = {}) const
    {
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        QStringList words = q(line).split(u' ', Qt::SkipEmptyParts);
        if (state != u"-")
            words << q("--state") << m_dir->filePath(q("state"));
        p.start(m_lathe, words);
        if (!p.waitForFinished(60000)) {
            p.kill();
            p.waitForFinished();
            return {};
        }
        return {p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }
    void write(const QByteArray &python) const
    {
        QDir().mkpath(m_dir->filePath(q("hello")));
        QFile file(m_dir->filePath(q("hello/lambda_function.py")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(python) == python.size());
    }
    /// Deploys code that answers with `text`, and publishes it.
    void publish(const QByteArray &text, const char *version) const
    {
        write("def lambda_handler(event, context):\n    return ['" + text + "', context.function_version, context.invoked_function_arn.split(':')[-1]]\n");
        const Ran deployed = run("deploy -C hello");
        QVERIFY2(deployed.code == 0, deployed.all());
        const Ran published = run("version publish -C hello --description made");
        QVERIFY2(published.code == 0, published.all());
        QCOMPARE(published.out, QByteArray(version) + '\n');
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void testsRunOnVersionsAndAliases()
    {
        publish("one", "1");
        QVERIFY(run("alias set live --version 1 -C hello").code == 0);
        publish("two", "2");
        QDir().mkpath(m_dir->filePath(q("hello/events")));
        QFile event(m_dir->filePath(q("hello/events/a.json")));
        QVERIFY(event.open(QIODevice::WriteOnly) && event.write("{}") > 0);
        event.close();
        QFile expected(m_dir->filePath(q("hello/events/a.meta.json")));
        QVERIFY(expected.open(QIODevice::WriteOnly) && expected.write(R"({"expect": {"response": [{"path": "$[0]", "equals": "one"}]}})") > 0);
        expected.close();
        Ran r = run("test -C hello --qualifiers live,1 --json");
        QVERIFY2(r.code == 0, r.all());
        QCOMPARE(r.json().value(q("passed")).toInt(), 2);
        r = run("test -C hello --qualifiers all --json --junit out.xml");
        QCOMPARE(r.code, 5);
        QStringList rows;
        for (const QJsonValue &value : r.json().value(q("results")).toArray())
            rows += value.toObject().value(q("qualifier")).toString() + u' ' + value.toObject().value(q("state")).toString();
        QCOMPARE(rows, (QStringList{q("$LATEST failed"), q("live passed"), q("2 failed"), q("1 passed")}));
        QFile xml(m_dir->filePath(q("out.xml")));
        QVERIFY(xml.open(QIODevice::ReadOnly));
        QVERIFY(xml.readAll().contains("(live)\""));
        r = run("test -C hello --qualifiers 9");
        QVERIFY2(r.code == 3 && r.err.contains("1 could not run"), r.all());
        QCOMPARE(run("test -C hello --qualifiers live --runtimes python3.11").code, 2);
    }

    void usage_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"alias", "alias nonsense", "alias show", "alias set live", "alias set live --weight 4", "alias set live --weight 4=2", "alias set live --weight 4=many",
                 "alias set live --weight =0.1", "alias set live --weight 4=-1%", "version", "version delete 1"})
            QTest::newRow(line) << q(line);
    }
    void usage()
    {
        QFETCH(QString, line);
        const Ran r = run(line.toLatin1(), q("-"));
        QVERIFY2(r.code == 2 && r.out.isEmpty() && !r.err.isEmpty(), r.all());
    }

    void fromPublishingToDeleting()
    {
        publish("one", "1");
        Ran r = run("alias set live --version 1 -C hello");
        QVERIFY2(r.code == 0, r.all());
        QCOMPARE(r.out, QByteArray("live: 1\n"));
        QCOMPARE(run("invoke -C hello --target local --qualifier live").out, QByteArray(R"(["one", "1", "live"])"));
        publish("two", "2");
        QCOMPARE(run("version publish -C hello").out, QByteArray("2\n")); // unchanged: no other version

        r = run("alias set live --weight 2=25% --description canary -C hello --json");
        QVERIFY2(r.code == 0, r.all());
        const QJsonObject alias = r.json().value(q("alias")).toObject();
        QCOMPARE(alias.value(q("version")).toString(), q("1"));
        QCOMPARE(alias.value(q("weights")).toObject(), (QJsonObject{{q("2"), 0.25}}));
        QCOMPARE(run("alias show live -C hello --json").json().value(q("alias")).toObject(), alias);
        QCOMPARE(run("alias list -C hello").out.simplified(), QByteArray("live 1 75%, 2 25% canary"));
        const QJsonArray versions = run("version list -C hello --json").json().value(q("versions")).toArray();
        QCOMPARE(versions.size(), 3);
        for (int i : {1, 2})
            QCOMPARE(versions[i].toObject().value(q("aliases")).toArray(), QJsonArray{q("live")});
        QCOMPARE(versions[2].toObject().value(q("description")).toString(), q("made"));
        QVERIFY(run("version list -C hello").out.contains("$LATEST"));

        // A version alone gets everything; by its name at the target too.
        r = run("alias set live --version 2 --function hello --json");
        QVERIFY2(r.code == 0, r.all());
        QCOMPARE(r.json().value(q("alias")).toObject().value(q("weights")).toObject(), QJsonObject());
        QCOMPARE(r.json().value(q("alias")).toObject().value(q("description")).toString(), q("canary"));
        r = run("invoke -C hello --target local --qualifier live --json");
        QCOMPARE(r.json().value(q("executedVersion")).toString(), q("2"));

        r = run("alias set live --version 9 -C hello");
        QVERIFY2(r.code == 3 && r.err.contains("Function not found"), r.all());
        r = run("alias set test --weight 1=1 -C hello");
        QVERIFY2(r.code == 2 && r.err.contains("lathe alias set test --version 1"), r.all());
        r = run("alias delete nobody -C hello");
        QVERIFY2(r.code == 3 && r.err.contains("Cannot find alias arn"), r.all());
        QCOMPARE(run("alias delete live -C hello").code, 0);
        r = run("alias list -C hello --json");
        QVERIFY2(r.code == 0 && r.json().value(q("aliases")).toArray().isEmpty() && r.json().value(q("function")).toString() == u"hello", r.all());
        QCOMPARE(run("alias list --function nobody").code, 3);
    }

    /// A URL, as an emulator's or AWS's: changes want to be confirmed.
    void anotherTarget()
    {
        publish("one", "1");
        QProcess server;
        server.start(m_lathe, {q("serve"), q("--port"), q("0"), q("--state"), m_dir->filePath(q("state"))});
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 20000);
        const QByteArray url = server.readLine().trimmed().split(' ').last();
        QVERIFY(url.startsWith("http://127.0.0.1:"));
        for (const QByteArray &line : run("env").out.split('\n')) // the keys of the endpoint, as a shell would have them
            if (const qsizetype at = line.indexOf('='); line.startsWith("export AWS_"))
                qputenv(line.mid(7, at - 7).constData(), line.mid(at + 1).replace("'", "").replace("\"", ""));
        const QByteArray there = " --function hello --no-input --target " + url;
        Ran r = run(("alias set live --version 1" + there).constData(), q("-"));
        QVERIFY2(r.code == 2 && r.err.contains("--yes"), r.all());
        r = run(("alias set live --version 1 --yes" + there).constData(), q("-"));
        QVERIFY2(r.code == 0 && r.out == "live: 1\n", r.all());
        QVERIFY(run(("alias list" + there).constData(), q("-")).out.startsWith("live"));
        ::kill(pid_t(server.processId()), SIGTERM);
        QVERIFY(server.waitForFinished(20000));
    }
};

QTEST_GUILESS_MAIN(TestCliAlias)
#include "tst_clialias.moc"
