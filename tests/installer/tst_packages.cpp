// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The packages as users get them: made by CPack, looked at by lintian, installed by dpkg into a folder of the test, and run there.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

class TestPackages : public QObject
{
    Q_OBJECT

    const QString m_build = QFileInfo(QString::fromUtf8(LATHE_BIN_DIR)).path();
    QTemporaryDir m_dir;
    QString m_root; ///< Where dpkg has installed the packages.

    struct Ran
    {
        int code;
        QByteArray out, err;
    };
    static Ran run(const QString &program, const QStringList &args, const QString &folder = {}, const QStringList &environment = {})
    {
        QProcess p;
        if (!folder.isEmpty())
            p.setWorkingDirectory(folder);
        if (!environment.isEmpty())
            p.setEnvironment(QProcess::systemEnvironment() + environment);
        p.start(program, args);
        p.closeWriteChannel();
        const bool ended = p.waitForFinished(120000);
        const Ran ran{ended && p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
        if (ran.code != 0)
            qWarning("%s %s: exit %d\n%s\n%s", qPrintable(program), qPrintable(args.join(u' ')), ran.code, ran.out.constData(), ran.err.constData());
        return ran;
    }
    QStringList debs() const
    {
        QStringList paths;
        for (const QFileInfo &info : QDir(m_dir.path()).entryInfoList({QStringLiteral("*.deb")}, QDir::Files, QDir::Name))
            paths.append(info.filePath());
        return paths;
    }
    QString lathe() const { return m_root + QStringLiteral("/usr/bin/lathe"); }

private slots:
    void initTestCase()
    {
        // With the umask of a careful user: the packages must not differ.
        const Ran made = run(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("umask 077; exec cpack --config '%1/CPackConfig.cmake' -G DEB -B '%2'").arg(m_build, m_dir.path())}, m_build);
        QCOMPARE(made.code, 0);
        QCOMPARE(debs().size(), 2);
        m_root = m_dir.filePath(QStringLiteral("root"));
        QVERIFY(QDir().mkpath(m_root + QStringLiteral("/var/lib/dpkg/info")) && QDir().mkpath(m_root + QStringLiteral("/var/lib/dpkg/updates")));
        QFile status(m_root + QStringLiteral("/var/lib/dpkg/status"));
        QVERIFY(status.open(QIODevice::WriteOnly));
        status.close();
        // Dependencies are this machine's: the folder's own database is empty, so they are not asked for.
        QStringList args{QStringLiteral("--root=") + m_root, QStringLiteral("--force-depends"), QStringLiteral("--force-not-root"), QStringLiteral("--log=/dev/null"), QStringLiteral("--install")};
        QCOMPARE(run(QStringLiteral("dpkg"), args + debs()).code, 0);
    }

    void lintianIsContent()
    {
        const QString lintian = QStandardPaths::findExecutable(QStringLiteral("lintian"));
        QVERIFY2(!lintian.isEmpty(), "lintian is missing; installer/dependencies lists it for tests");
        QStringList args{QStringLiteral("--fail-on"), QStringLiteral("error,warning")};
        if (geteuid() == 0)
            args.append(QStringLiteral("--allow-root"));
        const Ran ran = run(lintian, args + debs());
        QCOMPARE(ran.code, 0);
        QVERIFY2(!ran.out.contains("E: ") && !ran.out.contains("W: "), ran.out.constData());
    }

    void desktopFilesAreValid()
    {
        const QString share = m_root + QStringLiteral("/usr/share/");
        QCOMPARE(run(QStringLiteral("desktop-file-validate"), {share + QStringLiteral("applications/io.github.lathe.Lathe.desktop")}).code, 0);
        QCOMPARE(run(QStringLiteral("appstreamcli"), {QStringLiteral("validate"), QStringLiteral("--no-net"), share + QStringLiteral("metainfo/io.github.lathe.Lathe.metainfo.xml")}).code, 0);
        QVERIFY(QFileInfo::exists(share + QStringLiteral("mime/packages/io.github.lathe.Lathe.xml")));
        QVERIFY(QFileInfo::exists(share + QStringLiteral("icons/hicolor/scalable/apps/io.github.lathe.Lathe.svg")));
    }

    void installedCommandRunsAFunction()
    {
        const QString project = m_dir.filePath(QStringLiteral("fn"));
        QCOMPARE(run(lathe(), {QStringLiteral("init"), QStringLiteral("hello-python"), project}).code, 0);
        const Ran ran = run(lathe(), {QStringLiteral("invoke"), QStringLiteral("-C"), project, QStringLiteral("-e"), project + QStringLiteral("/events/hello.json")});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.err.contains("REPORT RequestId"), ran.err.constData());
        QVERIFY(!ran.out.isEmpty());
        const Ran names = run(lathe(), {QStringLiteral("completion"), QStringLiteral("functions"), QStringLiteral("-C"), project});
        QVERIFY2(!names.out.trimmed().isEmpty(), names.err.constData());
    }

    void installedWindowOpens()
    {
        const QString picture = m_dir.filePath(QStringLiteral("window.png"));
        const Ran ran = run(m_root + QStringLiteral("/usr/bin/lathe-workbench"), {QStringLiteral("--fresh"), QStringLiteral("--screenshot"), picture}, {}, {QStringLiteral("QT_QPA_PLATFORM=offscreen")});
        QCOMPARE(ran.code, 0);
        QVERIFY(QImage(picture).width() > 400);
    }

    void relocatableArchiveRuns()
    {
        const QString folder = m_dir.filePath(QStringLiteral("tgz"));
        QCOMPARE(run(QStringLiteral("cpack"), {QStringLiteral("--config"), m_build + QStringLiteral("/CPackConfig.cmake"), QStringLiteral("-G"), QStringLiteral("TGZ"), QStringLiteral("-B"), folder}, m_build).code, 0);
        const QStringList made = QDir(folder).entryList({QStringLiteral("*.tar.gz")}, QDir::Files);
        QCOMPARE(made.size(), 1);
        const QString where = folder + QStringLiteral("/some place"); // with a space, as people do
        QVERIFY(QDir().mkpath(where));
        QCOMPARE(run(QStringLiteral("tar"), {QStringLiteral("xf"), folder + u'/' + made.first(), QStringLiteral("-C"), where, QStringLiteral("--strip-components=1")}).code, 0);
        const QString project = m_dir.filePath(QStringLiteral("fn2"));
        QCOMPARE(run(where + QStringLiteral("/bin/lathe"), {QStringLiteral("init"), QStringLiteral("hello-python"), project}).code, 0);
        QCOMPARE(run(where + QStringLiteral("/bin/lathe"), {QStringLiteral("invoke"), QStringLiteral("-C"), project}).code, 0);
    }

    /// Each shell reads its completions, and bash and fish offer what the table of commands holds.
    void shellsComplete()
    {
        const QString share = m_root + QStringLiteral("/usr/share/");
        const QString bash = share + QStringLiteral("bash-completion/completions/lathe");
        const QString line = QStringLiteral("source '%1'; COMP_WORDS=(lathe %2); COMP_CWORD=%3; _lathe; printf '%s\\n' \"${COMPREPLY[@]}\"");
        QVERIFY(run(QStringLiteral("bash"), {QStringLiteral("-c"), line.arg(bash, QStringLiteral("inv")).arg(1)}).out.split('\n').contains("invoke"));
        QVERIFY(run(QStringLiteral("bash"), {QStringLiteral("-c"), line.arg(bash, QStringLiteral("invoke --tim")).arg(2)}).out.split('\n').contains("--timeout"));
        QVERIFY(run(QStringLiteral("bash"), {QStringLiteral("-c"), line.arg(bash, QStringLiteral("invoke --network h")).arg(3)}).out.split('\n').contains("host"));
        QCOMPARE(run(QStringLiteral("zsh"), {QStringLiteral("-n"), share + QStringLiteral("zsh/vendor-completions/_lathe")}).code, 0);
        const QString fish = share + QStringLiteral("fish/vendor_completions.d/lathe.fish");
        QVERIFY(run(QStringLiteral("fish"), {QStringLiteral("-c"), QStringLiteral("source '%1'; complete -C 'lathe inv'").arg(fish)}).out.startsWith("invoke"));
    }

    void manualPagesAreWellFormed()
    {
        for (const char *page : {"lathe.1.gz", "lathe-workbench.1.gz"}) {
            const Ran ran = run(QStringLiteral("man"), {QStringLiteral("--warnings"), QStringLiteral("-l"), m_root + QStringLiteral("/usr/share/man/man1/") + QString::fromLatin1(page)}, {},
                {QStringLiteral("MANROFFOPT=-ww"), QStringLiteral("LC_ALL=C.UTF-8"), QStringLiteral("MANWIDTH=100"), QStringLiteral("MAN_KEEP_FORMATTING=")});
            QCOMPARE(ran.code, 0);
            QVERIFY2(ran.err.isEmpty(), ran.err.constData());
            QVERIFY(ran.out.contains("SYNOPSIS"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPackages)
#include "tst_packages.moc"
