// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, signed packages and signed deploys, as scripts see them. Every test runs the real executable.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

class TestCliKey : public QObject
{
    Q_OBJECT
    struct Ran
    {
        int code = -1;
        QByteArray out, err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
        QByteArray all() const { return "exit " + QByteArray::number(code) + "\nout: " + out + "\nerr: " + err; }
    };
    const QString m_lathe = QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe");
    std::unique_ptr<QTemporaryDir> m_dir;

    Ran run(const QString &line, const QString &program = {}) const
    {
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_dir->filePath(QStringLiteral("data"))); // keys of each test's own
        p.setProcessEnvironment(environment);
        p.start(program.isEmpty() ? m_lathe : program, line.split(u' ', Qt::SkipEmptyParts));
        if (!p.waitForFinished(60000)) {
            p.kill();
            p.waitForFinished();
            return {};
        }
        return {p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }
    Ran lathe(const char *line) const { return run(QLatin1String(line)); }
    void write(const char *name, const QByteArray &bytes) const
    {
        const QString path = m_dir->filePath(QLatin1String(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        write("fn/lambda_function.py", "def lambda_handler(event, context):\n    return 'signed'\n");
    }

    void keysFromMakingToRemoving()
    {
        QCOMPARE(lathe("key").code, 0);
        QCOMPARE(lathe("package -C fn --sign").code, 3); // no key yet
        const Ran made = lathe("key new team --json");
        QVERIFY2(made.code == 0, made.all());
        const QJsonObject key = made.json().value(QLatin1String("key")).toObject();
        QCOMPARE(key.value(QLatin1String("algorithm")).toString(), QStringLiteral("ECDSA P-256"));
        QVERIFY(key.value(QLatin1String("profileArn")).toString().startsWith(QStringLiteral("arn:aws:signer:us-east-1:000000000000:/signing-profiles/team/")));
        QCOMPARE(lathe("key list --json").json().value(QLatin1String("keys")).toArray(), QJsonArray{key});
        QVERIFY(lathe("key show team").out.contains("team"));
        const Ran pem = lathe("key export team");
        QVERIFY2(pem.out.startsWith("-----BEGIN CERTIFICATE-----") && !pem.out.contains("PRIVATE"), pem.all());
        QCOMPARE(lathe("key export team -o team.crt").code, 0);
        QCOMPARE(lathe("key remove team").code, 0);
        const Ran trusted = lathe("key trust friends team.crt --json");
        QCOMPARE(trusted.json().value(QLatin1String("key")).toObject().value(QLatin1String("fingerprint")), key.value(QLatin1String("fingerprint")));
        QCOMPARE(trusted.json().value(QLatin1String("key")).toObject().value(QLatin1String("canSign")), QJsonValue(false));
        for (const char *wrong : {"key nonsense", "key new", "key trust friends", "key new ../x"})
            QVERIFY2(lathe(wrong).code == 2, wrong);
    }

    void packagesAreSignedAndChecked()
    {
        QCOMPARE(lathe("key new team").code, 0);
        const Ran packed = lathe("package -C fn --sign -o p.zip --json");
        QVERIFY2(packed.code == 0, packed.all());
        QCOMPARE(qint64(packed.json().value(QLatin1String("zipBytes")).toDouble()), QFileInfo(m_dir->filePath(QStringLiteral("p.zip"))).size());
        const Ran good = lathe("key verify p.zip");
        QVERIFY2(good.code == 0 && good.out.contains("team"), good.all());
        QCOMPARE(lathe("package -C fn --sign -o p.zip --json").json().value(QLatin1String("codeSha256")), packed.json().value(QLatin1String("codeSha256")));
        write("lambda_function.py", "evil\n");
        QCOMPARE(run(QStringLiteral("-q p.zip lambda_function.py"), QStringLiteral("zip")).code, 0);
        const Ran bad = lathe("key verify p.zip");
        QVERIFY2(bad.code == 5 && bad.err.contains("lambda_function.py (changed)"), bad.all());
        QCOMPARE(lathe("package -C fn -o plain.zip").code, 0);
        QVERIFY(lathe("key verify plain.zip").err.contains("is not signed"));
    }

    void readyPackagesAreCopiedAndSigned()
    {
        QCOMPARE(lathe("key new team").code, 0);
        QCOMPARE(lathe("package -C fn -o sam/code.zip").code, 0);
        write("sam/template.yaml", "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                   "      CodeUri: code.zip\n      Handler: lambda_function.lambda_handler\n      Runtime: python3.11\n");
        const Ran signedOne = lathe("package -C sam --sign -o ready.zip");
        QVERIFY2(signedOne.code == 0, signedOne.all());
        QCOMPARE(lathe("key verify ready.zip").code, 0);
        QVERIFY(lathe("key verify sam/code.zip").err.contains("is not signed")); // the project's own file stays as it is
        QVERIFY(lathe("package -C sam --sign -o sam/code.zip").code != 0);
        QCOMPARE(lathe("package -C sam -o copy.zip").code, 0);
        QCOMPARE(run(QStringLiteral("copy.zip sam/code.zip"), QStringLiteral("cmp")).code, 0);
    }

    void deploysSignAndRefuse()
    {
        QCOMPARE(lathe("key new team").code, 0);
        write("fn/layers/deps/x.txt", "x");
        const Ran first = lathe("deploy -C fn --sign --state state --json");
        QVERIFY2(first.code == 0, first.all());
        const QJsonObject function = first.json().value(QLatin1String("functions")).toArray().first().toObject();
        QCOMPARE(function.value(QLatin1String("publishedLayers")).toArray().size(), 1);
        const Ran again = lathe("deploy -C fn --sign --state state --json"); // the same signature: nothing to upload
        QCOMPARE(again.json().value(QLatin1String("functions")).toArray().first().toObject().value(QLatin1String("changed")), QJsonValue(false));

        QCOMPARE(lathe("package -C fn --sign -o sam/code.zip").code, 0);
        write("sam/template.yaml", "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                   "      CodeUri: code.zip\n      Handler: lambda_function.lambda_handler\n      Runtime: python3.11\n");
        QVERIFY2(lathe("deploy -C sam --state state --signature require").code == 0, "the signature is right");
        write("sam/lambda_function.py", "evil\n");
        QCOMPARE(run(QStringLiteral("-qj sam/code.zip sam/lambda_function.py"), QStringLiteral("zip")).code, 0);
        const Ran refused = lathe("deploy -C sam --state state");
        QVERIFY2(refused.code == 5 && refused.err.contains("lambda_function.py (changed)"), refused.all());
        const Ran warned = lathe("deploy -C sam --state state --signature warn");
        QVERIFY2(warned.code == 0 && warned.err.contains("lambda_function.py (changed)"), warned.all());
        QCOMPARE(lathe("deploy -C sam --state state --signature perhaps").code, 2);
        QVERIFY(QFile::remove(m_dir->filePath(QStringLiteral("sam/lambda_function.py")))); // the code is only in the package
        const Ran run = lathe("invoke -C sam");
        QVERIFY2(run.code == 5 && run.err.contains("lambda_function.py (changed)"), run.all());
        const Ran evil = lathe("invoke -C sam --signature warn");
        QVERIFY2(evil.code != 5 && evil.err.contains("lambda_function.py (changed)"), evil.all());
        QCOMPARE(lathe("package -C fn --sign -o sam/code.zip").code, 0);
        const Ran good = lathe("invoke -C sam --signature require");
        QVERIFY2(good.code == 0 && good.out.contains("signed"), good.all());
    }
};

QTEST_GUILESS_MAIN(TestCliKey)
#include "tst_clikey.moc"
