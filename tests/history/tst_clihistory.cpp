// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe history` with the real executable and a real interpreter.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

class TestCliHistory : public QObject
{
    Q_OBJECT

    struct Ran
    {
        int code = -1;
        QByteArray out, err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };
    QTemporaryDir m_dir;

    Ran run(const QString &line, const QByteArray &input = {}, const QByteArray &history = "1") const
    {
        QProcess p;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_dir.filePath(QStringLiteral("data")));
        environment.insert(QStringLiteral("LATHE_HISTORY"), QString::fromLatin1(history));
        p.setProcessEnvironment(environment);
        p.setWorkingDirectory(m_dir.path());
        p.start(QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe"), line.split(u' '));
        p.write(input);
        p.closeWriteChannel();
        const bool ended = p.waitForFinished(100000);
        return {ended && p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_dir.filePath(name)).path()));
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private slots:
    void recordsAndReplays()
    {
        const QString code = QStringLiteral("p/lambda_function.py");
        put(code, "def lambda_handler(event, context):\n    print('seen', event)\n    return {'n': event['n']}\n");
        const QByteArray event = "{\"n\":   12345678901234567890}";
        QCOMPARE(run(QStringLiteral("invoke -C p -e -"), event).code, 0);
        QCOMPARE(run(QStringLiteral("invoke -C p -e - --no-history"), event).code, 0);
        QCOMPARE(run(QStringLiteral("invoke -C p -e -"), event, "0").code, 0);
        QCOMPARE(run(QStringLiteral("invoke -C p --json")).code, 1); // no n: it raises
        const QJsonArray runs = run(QStringLiteral("history --json")).json().value(QStringLiteral("runs")).toArray();
        QCOMPARE(runs.size(), 2);
        QCOMPARE(runs.first().toObject().value(QStringLiteral("report")).toObject().value(QStringLiteral("errorType")).isString(), true);
        QCOMPARE(runs.first().toObject().value(QStringLiteral("status")).toString(), QStringLiteral("error"));
        QCOMPARE(run(QStringLiteral("history show 2 --part event")).out, event);
        QCOMPARE(run(QStringLiteral("history show 2 --part response")).out, QByteArray("{\"n\": 12345678901234567890}"));
        put(code, "def lambda_handler(event, context):\n    print('seen', event)\n    return {'n': event['n'] + 1}\n");
        const Ran again = run(QStringLiteral("history replay 2"));
        QVERIFY2(again.code == 0, again.err.constData());
        QCOMPARE(again.out, QByteArray("{\"n\": 12345678901234567891}"));
        QStringList paths;
        for (const QJsonValue &one : run(QStringLiteral("history diff 3 1 --json")).json().value(QStringLiteral("differences")).toArray())
            paths << one.toObject().value(QStringLiteral("what")).toString() + one.toObject().value(QStringLiteral("path")).toString();
        QVERIFY2(paths.contains(QStringLiteral("response$.n")) && paths.contains(QStringLiteral("codeHash")) && !paths.contains(QStringLiteral("log")), qPrintable(paths.join(u' ')));
    }

    void replaysWhatWasRedacted()
    {
        put(QStringLiteral("r/lambda_function.py"), "def lambda_handler(event, context):\n    return sorted(event['headers'])\n");
        QCOMPARE(run(QStringLiteral("invoke -C r -e -"), R"({"headers": {"Authorization": "Bearer abcdefghijklmnop", "x": "y"}})").code, 0);
        QCOMPARE(run(QStringLiteral("history show 1 --part event")).out, QByteArray(R"({"headers": {"Authorization": "[redacted]", "x": "y"}})"));
        const Ran again = run(QStringLiteral("history replay 1 --no-history"));
        QVERIFY2(again.code == 0, again.err.constData());
        QCOMPARE(again.out, QByteArray("[\"Authorization\", \"x\"]"));
        QCOMPARE(run(QStringLiteral("history clear --function r --no-input")).code, 0);
    }

    void replaysInTheSameContext()
    {
        put(QStringLiteral("c/lambda_function.py"), "def lambda_handler(event, context):\n    return [context.identity.cognito_identity_id, context.client_context.custom]\n");
        put(QStringLiteral("c/identity.json"), R"({"cognitoIdentityId": "me", "cognitoIdentityPoolId": "pool"})");
        put(QStringLiteral("c/client.json"), R"({"custom": {"n": "1"}})");
        const Ran first = run(QStringLiteral("invoke -C c --identity c/identity.json --client-context c/client.json"));
        QVERIFY2(first.code == 0 && first.out == R"(["me", {"n": "1"}])", (first.out + first.err).constData());
        const Ran again = run(QStringLiteral("history replay 1 --no-history"));
        QVERIFY2(again.code == 0 && again.out == first.out, (again.out + again.err).constData());
        put(QStringLiteral("c/identity.json"), "[]");
        QCOMPARE(run(QStringLiteral("invoke -C c --identity c/identity.json")).code, 3);
        QCOMPARE(run(QStringLiteral("invoke -C c --target local --identity c/identity.json")).code, 2); // callers have none to give there
        QCOMPARE(run(QStringLiteral("history show 1 --per-month nan")).code, 2);
        QCOMPARE(run(QStringLiteral("history import")).code, 2);
        QCOMPARE(run(QStringLiteral("history clear --function c --no-input")).code, 0);
    }

    void keepsWhatTestsRan()
    {
        put(QStringLiteral("t/serverless.yml"), "service: t\nprovider:\n  name: aws\n  runtime: python3.11\nfunctions:\n  tested:\n    handler: h.run\n");
        put(QStringLiteral("t/h.py"), "def run(event, context):\n    return event['n'] * 2\n");
        put(QStringLiteral("t/events/tested/two.json"), "{\"n\": 2}");
        put(QStringLiteral("t/events/tested/two.expected.json"), "4");
        put(QStringLiteral("t/events/tested/none.json"), "{}");
        QCOMPARE(run(QStringLiteral("test -C t --no-history")).code, 5);
        QCOMPARE(run(QStringLiteral("test -C t"), {}, "0").code, 5);
        const auto runs = [this] {
            QList<QJsonObject> kept;
            for (const QJsonValue &value : run(QStringLiteral("history list --json")).json().value(QStringLiteral("runs")).toArray())
                if (value.toObject().value(QStringLiteral("where")).toString() == QLatin1String("test run"))
                    kept.append(value.toObject());
            return kept;
        };
        QCOMPARE(runs().size(), 0);
        QCOMPARE(run(QStringLiteral("test -C t --jobs 1")).code, 5);
        QSet<QString> seen;
        const QList<QJsonObject> kept = runs();
        for (const QJsonObject &one : kept)
            seen.insert(one.value(QStringLiteral("eventName")).toString() + u' ' + one.value(QStringLiteral("status")).toString());
        QCOMPARE(seen, (QSet<QString>{QStringLiteral("two success"), QStringLiteral("none error")}));
        const Ran again = run(QStringLiteral("history replay %1 --no-history").arg(kept[kept[0].value(QStringLiteral("eventName")).toString() == QLatin1String("two") ? 0 : 1].value(QStringLiteral("id")).toString()));
        QVERIFY2(again.out == "4", again.err.constData());
        QCOMPARE(run(QStringLiteral("history clear --no-input --function ") + kept[0].value(QStringLiteral("function")).toString()).code, 0);
    }

    void movesToAnotherMachine()
    {
        QCOMPARE(run(QStringLiteral("history export a.jsonl")).code, 0);
        QCOMPARE(run(QStringLiteral("history clear --no-input")).code, 0);
        QCOMPARE(run(QStringLiteral("history --json")).json().value(QStringLiteral("runs")).toArray().size(), 0);
        QCOMPARE(run(QStringLiteral("history import a.jsonl --json")).json().value(QStringLiteral("added")).toInt(), 3);
        QCOMPARE(run(QStringLiteral("history import a.jsonl --json")).json().value(QStringLiteral("added")).toInt(), 0);
        QFile before(m_dir.filePath(QStringLiteral("a.jsonl")));
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(run(QStringLiteral("history export")).out, before.readAll());
        put(QStringLiteral("bad.jsonl"), "{}\n");
        QCOMPARE(run(QStringLiteral("history import bad.jsonl")).code, 3);
        QCOMPARE(run(QStringLiteral("history list --status nice")).code, 2);
        QCOMPARE(run(QStringLiteral("history nonsense")).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliHistory)
#include "tst_clihistory.moc"
