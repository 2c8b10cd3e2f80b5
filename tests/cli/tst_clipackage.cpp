// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe package` beyond the first zip: again, fast, diff, import. Every test runs the real executable.
#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestCliPackage : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_code = -1;
    QByteArray m_out, m_err;

    /// Runs `lathe`; "@" stands for the test's folder.
    QJsonObject run(QString line)
    {
        QProcess p;
        p.setWorkingDirectory(m_dir.path());
        p.start(QStringLiteral(LATHE_BIN_DIR "/lathe"), line.replace(QStringLiteral("@"), m_dir.path()).split(u' '));
        p.closeWriteChannel();
        m_code = p.waitForFinished(60000) && p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1;
        m_out = p.readAllStandardOutput();
        m_err = p.readAllStandardError();
        return QJsonDocument::fromJson(m_out).object();
    }
    QByteArray told() const { return "exit " + QByteArray::number(m_code) + "\nout: " + m_out + "\nerr: " + m_err; }
    void write(const QString &name, const QByteArray &bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_dir.filePath(name)).path()));
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray read(const QString &name) const
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString codeSha256(const QString &name) const { return QString::fromLatin1(QCryptographicHash::hash(read(name), QCryptographicHash::Sha256).toBase64()); }

private slots:
    void init()
    {
        write(QStringLiteral("fn/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        write(QStringLiteral("fn/data.txt"), QByteArray("data\n").repeated(1000));
    }

    void packagesAgain()
    {
        const QJsonObject first = run(QStringLiteral("package -C @/fn -o @/a.zip --json"));
        QVERIFY2(m_code == 0, told());
        const QByteArray bytes = read(QStringLiteral("a.zip"));
        QCOMPARE(first[QStringLiteral("codeSha256")].toString(), codeSha256(QStringLiteral("a.zip")));
        QCOMPARE(run(QStringLiteral("package -C @/fn -o @/b.zip --json"))[QStringLiteral("reusedFiles")].toInt(), 2);
        QCOMPARE(read(QStringLiteral("b.zip")), bytes);
        QCOMPARE(run(QStringLiteral("package -C @/fn -o @/c.zip --no-cache --json"))[QStringLiteral("reusedFiles")].toInt(), 0);
        QCOMPARE(read(QStringLiteral("c.zip")), bytes);
        run(QStringLiteral("package -C @/fn -o @/d.zip --fast --json"));
        QVERIFY2(m_code == 0, told());
        const QJsonObject diff = run(QStringLiteral("package diff @/a.zip @/d.zip --json")); // other bytes, the same content
        QVERIFY2(m_code == 0 && diff[QStringLiteral("changes")].toArray().isEmpty() && diff[QStringLiteral("same")].toInt() == 2, told());
    }

    void importAndDiffOfWhatIsDeployed()
    {
        run(QStringLiteral("deploy -C @/fn --state @/state --json"));
        QVERIFY2(m_code == 0, told());
        const QJsonObject made = run(QStringLiteral("package import deployed:fn @/again --state @/state --json"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(made[QStringLiteral("codeSha256")].toString(), codeSha256(QStringLiteral("again/fn.zip")));
        QCOMPARE(read(QStringLiteral("again/fn/data.txt")), read(QStringLiteral("fn/data.txt")));
        // What was imported is what is deployed: a deploy of it finds nothing to do.
        const QJsonObject deployed = run(QStringLiteral("deploy -C @/again --state @/state --json"));
        QVERIFY2(m_code == 0, told());
        const QJsonObject only = deployed[QStringLiteral("functions")].toArray().at(0).toObject();
        QVERIFY2(!only[QStringLiteral("changed")].toBool(true), told());
        QCOMPARE(only[QStringLiteral("codeSha256")].toString(), made[QStringLiteral("codeSha256")].toString());
        run(QStringLiteral("package diff deployed:fn @/again/fn --state @/state"));
        QVERIFY2(m_code == 0, told());
        write(QStringLiteral("fn/lambda_function.py"), "def lambda_handler(event, context):\n    return 2\n");
        write(QStringLiteral("fn/new.txt"), "new");
        run(QStringLiteral("package diff deployed:fn fn -C @/fn --state @/state"));
        QVERIFY2(m_code == 1, told());
        QVERIFY2(m_out.contains("-    return 1\n") && m_out.contains("+    return 2\n") && m_out.contains("+ new.txt  (3"), told());
        run(QStringLiteral("package import deployed:nobody @/nobody --state @/state"));
        QVERIFY2(m_code != 0 && !QFileInfo::exists(m_dir.filePath(QStringLiteral("nobody"))), told());
    }

    /// Patterns go where the project keeps them, and what they change is told.
    void excludesAndIncludes()
    {
        QJsonObject done = run(QStringLiteral("package exclude data.* -C @/fn --json"));
        QVERIFY2(m_code == 0 && done[QStringLiteral("files")].toInt() == 1 && done[QStringLiteral("bytes")].toInt() == 5000, told());
        QCOMPARE(read(QStringLiteral("fn/.latheignore")), QByteArray("data.*\n"));
        run(QStringLiteral("package exclude nothing-like-it -C @/fn"));
        QVERIFY2(m_code == 0 && m_err.contains("no file of the package fits"), told());
        run(QStringLiteral("package include data.txt -C @/fn"));
        QVERIFY2(m_code == 0 && m_err.contains("Puts back 1 file"), told());
        QVERIFY2(read(QStringLiteral("fn/.latheignore")).endsWith("!data.txt\n"), told());
        QVERIFY(QFile::remove(m_dir.filePath(QStringLiteral("fn/.latheignore"))));

        write(QStringLiteral("sls/serverless.yml"), "service: s # stays\nprovider: {name: aws, runtime: python3.12}\nlayers:\n  lib: {path: lib}\nfunctions:\n  one: {handler: app.h}\n");
        for (const char *name : {"app.py", "docs/a.md", "docs/b.md", "lib/python/x.py", "lib/python/x.md"})
            write(QStringLiteral("sls/") + QLatin1String(name), "x = 1\n");
        run(QStringLiteral("package exclude docs/** one -C @/sls"));
        QVERIFY2(m_code == 0 && m_err.contains("Leaves out 2 files"), told());
        run(QStringLiteral("package include docs/b.md -C @/sls"));
        QVERIFY2(m_code == 0 && m_err.contains("Puts back 1 file"), told());
        QVERIFY2(read(QStringLiteral("sls/serverless.yml")).contains("# stays") && read(QStringLiteral("sls/serverless.yml")).contains("!docs/**"), read(QStringLiteral("sls/serverless.yml")));
        run(QStringLiteral("package exclude *.md lib -C @/sls"));
        QVERIFY2(m_code == 0 && read(QStringLiteral("sls/lib/.latheignore")) == "*.md\n", told());
        run(QStringLiteral("package exclude !x -C @/fn"));
        QCOMPARE(m_code, 2);
    }

    void wrongWords()
    {
        for (const char *line : {"package diff @/a.zip", "package compare a b"}) {
            run(QString::fromLatin1(line));
            QVERIFY2(m_code == 2, told());
        }
        run(QStringLiteral("package diff @/a.zip no-such-thing -C @/fn"));
        QVERIFY2(m_code != 0 && m_err.contains("no-such-thing"), told());
    }
};

QTEST_GUILESS_MAIN(TestCliPackage)
#include "tst_clipackage.moc"
