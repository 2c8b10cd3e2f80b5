// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/awsconfig.h"
#include "aws/inifile.h"
#include "aws/sigv4.h"
#include "core/async.h"
#include "http/httpserver.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

namespace {

/// A home of its own with the two files.
struct Home
{
    QTemporaryDir dir;
    AwsEnvironment environment;

    explicit Home(const QString &config = {}, const QString &credentials = {}, const QHash<QString, QString> &variables = {})
    {
        environment.home = dir.path();
        environment.variables = variables;
        environment.variables.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        write(QStringLiteral(".aws/config"), config.toUtf8());
        write(QStringLiteral(".aws/credentials"), credentials.toUtf8());
    }
    void write(const QString &name, const QByteArray &text) const
    {
        if (text.isEmpty())
            return;
        QDir().mkpath(QFileInfo(dir.filePath(name)).path());
        QFile f(dir.filePath(name));
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(text);
    }
};

QJsonArray cases()
{
    QFile f(QStringLiteral(LATHE_SOURCE_DIR "/tests/aws/awsconfig_cases.json"));
    return f.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(f.readAll()).array() : QJsonArray();
}

QString sha1(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex());
}

/// STS and SSO on one port.
struct TokenServer
{
    HttpServer server;
    quint16 port = 0;
    int status = 200;
    QByteArray answer;
    QList<HttpRequest> seen;
    QList<QByteArray> bodies;
    QList<sigv4::Verdict> verdicts;

    TokenServer()
    {
        server.setHandler([this](HttpExchange *x) {
            QObject::connect(x, &HttpExchange::bodyCompleted, x, [this, x] {
                seen.append(x->request());
                bodies.append(x->body());
                sigv4::Request r{x->request().method, x->request().path(), x->request().query(), {}, sigv4::sha256Hex(x->body())};
                for (const HttpHeader &h : x->request().headers)
                    r.headers.append(std::pair(h.name, h.value));
                verdicts.append(sigv4::verify(r, [](const QByteArray &id) { return id == "SK" ? QByteArray("SS") : QByteArray(); }, QDateTime::currentDateTimeUtc()));
                x->respond(status, {}, answer);
            });
        });
        port = server.listenLoopback(0).value_or(0);
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(port); }
    void giveKeys()
    {
        answer = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>RK</AccessKeyId>"
                 "<SecretAccessKey>R/S+</SecretAccessKey><SessionToken>RT</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
                 "</AssumeRoleResult></AssumeRoleResponse>";
    }
};

/// Calls the blocking function on another thread while this one serves.
template <class F>
auto inBackground(F f)
{
    QThreadPool pool;
    auto future = onWorker(pool, f);
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    pool.waitForDone();
    return future.result();
}

} // namespace

class TestAwsConfig : public QObject
{
    Q_OBJECT
private slots:
    void chain_data()
    {
        QTest::addColumn<QJsonObject>("c");
        for (const auto v : cases())
            QTest::newRow(qPrintable(v[QStringLiteral("name")].toString())) << v.toObject();
    }
    void chain()
    {
        QFETCH(QJsonObject, c);
        QHash<QString, QString> variables;
        const auto env = c[QStringLiteral("env")].toObject();
        for (auto it = env.begin(); it != env.end(); ++it)
            variables.insert(it.key(), it.value().toString());
        Home home(c[QStringLiteral("config")].toString(), c[QStringLiteral("credentials")].toString(), variables);
        const auto r = resolveCredentials(home.environment, c[QStringLiteral("profile")].toString());
        if (c.contains(QStringLiteral("error"))) {
            QVERIFY(!r.has_value());
            QCOMPARE(r.error().id, c[QStringLiteral("error")].toString());
            QVERIFY(!r.error().text.isEmpty());
            return;
        }
        LATHE_VERIFY_RESULT(r);
        QCOMPARE(r->accessKeyId, c[QStringLiteral("key")].toString());
        QCOMPARE(r->secretAccessKey, c[QStringLiteral("secret")].toString());
        if (c.contains(QStringLiteral("token")))
            QCOMPARE(r->sessionToken, c[QStringLiteral("token")].toString());
        QVERIFY(!r->source.isEmpty());
        if (c.contains(QStringLiteral("region"))) {
            const auto target = resolveTarget(home.environment, c[QStringLiteral("profile")].toString());
            LATHE_VERIFY_RESULT(target);
            QCOMPARE(target->region.value, c[QStringLiteral("region")].toString());
        }
    }

    void botocoreAgrees()
    {
        QProcess p;
        p.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(LATHE_SOURCE_DIR "/tests/aws/awsconfig_oracle.py"), QStringLiteral(LATHE_SOURCE_DIR "/tests/aws/awsconfig_cases.json")});
        QVERIFY(p.waitForFinished(60000));
        QVERIFY2(p.exitCode() == 0, p.readAllStandardError().constData()); // Needs Debian's python3-botocore.
        const auto theirs = QJsonDocument::fromJson(p.readAllStandardOutput()).object();
        QVERIFY(theirs.size() > 35);
        for (const auto v : cases()) {
            const auto c = v.toObject();
            const QString name = c[QStringLiteral("name")].toString();
            if (!theirs.contains(name))
                continue;
            const auto o = theirs[name];
            QVERIFY2(c.contains(QStringLiteral("error")) == o.isString(), qPrintable(name));
            for (const char *key : {"key", "secret", "token", "region"}) {
                if (const QString k = QLatin1String(key); c.contains(k))
                    QVERIFY2(c[k] == o.toObject()[k], qPrintable(name + u' ' + k));
            }
        }
    }

    void region_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("source");
        QTest::newRow("option") << "eu-a-1" << "AWS_REGION" << "eu-a-1" << "--region";
        QTest::newRow("AWS_REGION") << "" << "AWS_REGION" << "env-1" << "AWS_REGION";
        QTest::newRow("AWS_DEFAULT_REGION") << "" << "AWS_DEFAULT_REGION" << "env-1" << "AWS_DEFAULT_REGION";
        QTest::newRow("profile") << "" << "" << "profile-1" << "profile dev";
    }
    void region()
    {
        QFETCH(QString, given);
        QFETCH(QString, variable);
        QFETCH(QString, region);
        QFETCH(QString, source);
        Home home(QStringLiteral("[profile dev]\nregion = profile-1\n"), {}, {{variable, QStringLiteral("env-1")}});
        const auto r = resolveTarget(home.environment, QStringLiteral("dev"), given);
        LATHE_VERIFY_RESULT(r);
        QCOMPARE(r->region.value, region);
        QCOMPARE(r->region.source, source);
        QCOMPARE(r->profile, QStringLiteral("dev"));
    }

    void regionBeforeDefaultRegion()
    {
        Home home({}, {}, {{QStringLiteral("AWS_REGION"), QStringLiteral("a-1")}, {QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("b-1")}});
        QCOMPARE(resolveTarget(home.environment, {})->region.value, QStringLiteral("a-1"));
    }

    void regionMustBeAName()
    {
        QCOMPARE(resolveTarget(Home().environment, {}).error().id, QStringLiteral("LTH-AWS-003"));
        for (const char *bad : {"evil.example/", "a b", "a@b", "-x", ""})
            QVERIFY(!resolveTarget(Home().environment, {}, QLatin1String(bad)).has_value());
    }

    /// All sixteen combinations of: switched off, service variable, general variable, services section; profile below them.
    void endpoint()
    {
        const QString config = QStringLiteral("[default]\nregion = eu-west-1\nendpoint_url = http://profile\n%1"
                                              "[services s]\nlambda =\n  endpoint_url = http://section\ns3 =\n  endpoint_url = http://other\n");
        for (int bits = 0; bits < 16; ++bits) {
            QHash<QString, QString> v;
            if (bits & 1)
                v.insert(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), QStringLiteral("TRUE"));
            if (bits & 2)
                v.insert(QStringLiteral("AWS_ENDPOINT_URL_LAMBDA"), QStringLiteral("http://service"));
            if (bits & 4)
                v.insert(QStringLiteral("AWS_ENDPOINT_URL"), QStringLiteral("http://general"));
            Home home(config.arg(bits & 8 ? QStringLiteral("services = s\n") : QString()), {}, v);
            const auto r = resolveTarget(home.environment, {});
            LATHE_VERIFY_RESULT(r);
            const char *expected = bits & 1 ? "" : bits & 2 ? "http://service" : bits & 4 ? "http://general" : bits & 8 ? "http://section" : "http://profile";
            QCOMPARE(r->endpoint.value, QLatin1String(expected));
            QCOMPARE(r->endpoint.source.isEmpty(), bool(bits & 1));
            QCOMPARE(r->url().host(), bits & 1 ? QStringLiteral("lambda.eu-west-1.amazonaws.com") : QString::fromLatin1(expected).mid(7));
        }
    }

    void endpointSwitchInTheProfile()
    {
        Home home(QStringLiteral("[default]\nregion=x\nignore_configured_endpoint_urls = true\nendpoint_url = http://profile\n"));
        QCOMPARE(resolveTarget(home.environment, {})->endpoint.value, QString());
    }

    void missingServicesSectionIsAnError()
    {
        Home home(QStringLiteral("[default]\nregion=x\nservices = gone\nendpoint_url = http://profile\n"));
        QCOMPARE(resolveTarget(home.environment, {}).error().id, QStringLiteral("LTH-AWS-012"));
    }

    void endpointMustBeHttp()
    {
        for (const char *bad : {"ftp://x", "localhost:4566", "http://", "javascript:1"}) {
            Home home({}, {}, {{QStringLiteral("AWS_ENDPOINT_URL"), QLatin1String(bad)}, {QStringLiteral("AWS_REGION"), QStringLiteral("x")}});
            QCOMPARE(resolveTarget(home.environment, {}).error().id, QStringLiteral("LTH-AWS-013"));
        }
        Home home({}, {}, {{QStringLiteral("AWS_ENDPOINT_URL"), QStringLiteral("http://127.0.0.1:4566/")}});
        const auto r = resolveTarget(home.environment, {});
        LATHE_VERIFY_RESULT(r);
        QCOMPARE(r->region.value, QStringLiteral("us-east-1")); // An emulator needs no region.
        QCOMPARE(r->url().toEncoded(), "http://127.0.0.1:4566");
    }

    void publicEndpoints()
    {
        const auto host = [](const QString &region, bool fips = false) {
            AwsTarget t;
            t.region.value = region;
            t.fips = fips;
            return t.url().toString();
        };
        QCOMPARE(host(QStringLiteral("eu-west-1")), QStringLiteral("https://lambda.eu-west-1.amazonaws.com"));
        QCOMPARE(host(QStringLiteral("cn-north-1")), QStringLiteral("https://lambda.cn-north-1.amazonaws.com.cn"));
        QCOMPARE(host(QStringLiteral("us-gov-west-1"), true), QStringLiteral("https://lambda-fips.us-gov-west-1.amazonaws.com"));
    }

    void otherSettings()
    {
        Home home(QStringLiteral("[default]\nregion=x\nca_bundle = /p.pem\nmax_attempts = 7\nuse_fips_endpoint = true\n"), {},
            {{QStringLiteral("AWS_CA_BUNDLE"), QStringLiteral("/e.pem")}});
        const auto r = resolveTarget(home.environment, {});
        LATHE_VERIFY_RESULT(r);
        QCOMPARE(r->caBundle, QStringLiteral("/e.pem"));
        QCOMPARE(r->retry.maxAttempts, 7);
        QVERIFY(r->fips);
    }

    void movedFiles()
    {
        Home home;
        home.write(QStringLiteral("c"), "[profile moved]\nregion = m-1\n");
        home.write(QStringLiteral("k"), "[moved]\naws_access_key_id=K\naws_secret_access_key=S\n");
        home.environment.variables.insert(QStringLiteral("AWS_CONFIG_FILE"), home.dir.filePath(QStringLiteral("c")));
        home.environment.variables.insert(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), QStringLiteral("~/k"));
        QCOMPARE(resolveTarget(home.environment, QStringLiteral("moved"))->region.value, QStringLiteral("m-1"));
        LATHE_VERIFY_RESULT(resolveCredentials(home.environment, QStringLiteral("moved")));
        QCOMPARE(*awsProfiles(home.environment), QStringList{QStringLiteral("moved")});
    }

    void profiles()
    {
        Home home(QStringLiteral("[default]\n[profile b]\n[sso-session s]\n[services v]\n[profile a]\n"), QStringLiteral("[c]\n[a]\n"));
        QCOMPARE(*awsProfiles(home.environment), (QStringList{QStringLiteral("default"), QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c")}));
        QCOMPARE(*awsProfiles(Home().environment), QStringList());
    }

    void sso()
    {
        const QString config = QStringLiteral("[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n[sso-session corp]\nsso_start_url = https://x\nsso_region = eu-west-1\n");
        Home home(config);
        const auto get = [&] { return resolveCredentials(home.environment, QStringLiteral("dev")); };
        const QString token = QStringLiteral(".aws/sso/cache/%1.json").arg(sha1(QStringLiteral("corp")));
        QCOMPARE(get().error().id, QStringLiteral("LTH-AWS-008"));
        QVERIFY(get().error().text.contains(u"aws sso login --profile dev"));
        home.write(token, "{ corrupt");
        QVERIFY(get().error().text.contains(u"aws sso login --profile dev"));
        home.write(token, R"({"accessToken":"secret-token","expiresAt":"2020-01-01T00:00:00Z"})");
        QVERIFY(get().error().text.contains(u"2020-01-01"));
        QCOMPARE(get().error().detail, QStringLiteral("aws sso login --profile dev"));
        home.write(token, R"({"accessToken":"secret-token","expiresAt":"2099-01-01T00:00:00UTC"})");
        // Valid, but the CLI has not fetched the role's keys: they are asked for.
        TokenServer server;
        home.environment.variables.insert(QStringLiteral("AWS_ENDPOINT_URL_SSO"), server.url());
        server.answer = "{\"roleCredentials\":{\"accessKeyId\":\"FK\",\"secretAccessKey\":\"FS\",\"sessionToken\":\"FT\",\"expiration\":4070908800000}}";
        const auto fetched = inBackground(get);
        LATHE_VERIFY_RESULT(fetched);
        QCOMPARE(fetched->accessKeyId, QStringLiteral("FK"));
        QCOMPARE(fetched->expiration.date().year(), 2099);
        QCOMPARE(server.seen.first().target, "/federation/credentials?role_name=Dev&account_id=123456789012");
        QCOMPARE(server.seen.first().header("x-amz-sso_bearer_token"), "secret-token");
        server.status = 401;
        server.answer = "{\"message\":\"Session token not found or invalid\"}";
        const auto denied = inBackground(get);
        QCOMPARE(denied.error().id, QStringLiteral("LTH-AWS-006"));
        QVERIFY(denied.error().detail.contains(u"not found or invalid"));
        QVERIFY(!(denied.error().text + denied.error().detail).contains(u"secret-token"));
        const QString keys = QStringLiteral(".aws/cli/cache/%1.json").arg(sha1(QStringLiteral(R"({"accountId":"123456789012","roleName":"Dev","sessionName":"corp"})")));
        home.write(keys, R"({"Credentials":{"AccessKeyId":"SK","SecretAccessKey":"SS","SessionToken":"ST","Expiration":"2099-01-01T00:00:00Z"}})");
        const auto r = get();
        LATHE_VERIFY_RESULT(r);
        QCOMPARE(r->accessKeyId, QStringLiteral("SK"));
        QVERIFY(r->expiration.isValid());
        home.write(keys, R"({"Credentials":{"AccessKeyId":"SK","SecretAccessKey":"SS","SessionToken":"ST","Expiration":"2020-01-01T00:00:00Z"}})");
        server.status = 200;
        server.answer = "<html>";
        QCOMPARE(inBackground(get).error().id, QStringLiteral("LTH-AWS-006"));
    }

    void assumedRole()
    {
        const QString config = QStringLiteral("[profile r]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nexternal_id = e/x\nrole_session_name = me\nregion = eu-west-3\n"
                                              "[profile base]\naws_access_key_id = SK\naws_secret_access_key = SS\n");
        TokenServer server;
        server.giveKeys();
        Home home(config, {}, {{QStringLiteral("AWS_ENDPOINT_URL_STS"), server.url()}});
        const auto get = [&] { return resolveCredentials(home.environment, QStringLiteral("r")); };
        const auto r = inBackground(get);
        LATHE_VERIFY_RESULT(r);
        QCOMPARE(r->accessKeyId, QStringLiteral("RK"));
        QCOMPARE(r->secretAccessKey, QStringLiteral("R/S+"));
        QCOMPARE(r->sessionToken, QStringLiteral("RT"));
        QCOMPARE(r->expiration.date().year(), 2099);
        QVERIFY(r->source.contains(QStringLiteral("role/r")));
        QCOMPARE(server.bodies.first(), "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=me&ExternalId=e%2Fx");
        QVERIFY(server.verdicts.first() == sigv4::Verdict::Ok);
        QVERIFY(server.seen.first().header("authorization").contains("/eu-west-3/sts/aws4_request"));
        server.status = 403;
        server.answer = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>";
        const auto denied = inBackground(get);
        QCOMPARE(denied.error().id, QStringLiteral("LTH-AWS-006"));
        QCOMPARE(denied.error().detail, QStringLiteral("403 AccessDenied: not you"));
        server.status = 200;
        for (const char *bad : {"", "<html>", "<a><AccessKeyId>K</AccessKeyId></a>", "<!DOCTYPE x [<!ENTITY a \"b\">]><a>&a;"}) {
            server.answer = bad;
            QCOMPARE(inBackground(get).error().id, QStringLiteral("LTH-AWS-006"));
        }
    }

    void roleOverRole()
    {
        TokenServer server;
        server.giveKeys();
        Home home(QStringLiteral("[profile a]\nrole_arn = arn:a\nsource_profile = b\n[profile b]\nrole_arn = arn:b\ncredential_source = Environment\n"), {},
            {{QStringLiteral("AWS_ENDPOINT_URL_STS"), server.url()}, {QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("SK")}, {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("SS")}});
        LATHE_VERIFY_RESULT(inBackground([&] { return resolveCredentials(home.environment, QStringLiteral("a")); }));
        QCOMPARE(server.bodies.size(), 2);
        QVERIFY(server.bodies.at(0).contains("RoleArn=arn%3Ab"));
        QVERIFY(server.verdicts.at(0) == sigv4::Verdict::Ok);
        QVERIFY(server.bodies.at(1).contains("RoleArn=arn%3Aa"));
        QCOMPARE(server.seen.at(1).header("x-amz-security-token"), "RT");
    }

    void webIdentity()
    {
        TokenServer server;
        server.giveKeys();
        Home home({}, {}, {{QStringLiteral("AWS_ENDPOINT_URL_STS"), server.url()}, {QStringLiteral("AWS_ROLE_ARN"), QStringLiteral("arn:w")}, {QStringLiteral("AWS_ROLE_SESSION_NAME"), QStringLiteral("s")}});
        home.write(QStringLiteral("token"), "jwt.token\n");
        home.environment.variables.insert(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE"), home.dir.filePath(QStringLiteral("token")));
        LATHE_VERIFY_RESULT(inBackground([&] { return resolveCredentials(home.environment, {}); }));
        QCOMPARE(server.bodies.first(), "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aw&RoleSessionName=s&WebIdentityToken=jwt.token");
        QCOMPARE(server.seen.first().header("authorization"), QByteArray());
    }

    void badRoles_data()
    {
        QTest::addColumn<QString>("config");
        QTest::newRow("no source") << "[profile r]\nrole_arn = a\n";
        QTest::newRow("source is not there") << "[profile r]\nrole_arn = a\nsource_profile = gone\n";
        QTest::newRow("circle") << "[profile r]\nrole_arn = a\nsource_profile = s\n[profile s]\nrole_arn = b\nsource_profile = r\n";
        QTest::newRow("self without keys") << "[profile r]\nrole_arn = a\nsource_profile = r\n";
        QTest::newRow("machine") << "[profile r]\nrole_arn = a\ncredential_source = Ec2InstanceMetadata\n";
        QTest::newRow("environment without keys") << "[profile r]\nrole_arn = a\ncredential_source = Environment\n";
        QTest::newRow("mfa") << "[profile r]\nrole_arn = a\nsource_profile = s\nmfa_serial = arn:mfa\n[profile s]\naws_access_key_id=K\naws_secret_access_key=S\n";
        QTest::newRow("token file is not there") << "[profile r]\nrole_arn = a\nweb_identity_token_file = /no/such/file\n";
    }
    void badRoles()
    {
        QFETCH(QString, config);
        Home home(config, {}, {{QStringLiteral("AWS_ENDPOINT_URL_STS"), QStringLiteral("http://127.0.0.1:1")}});
        QCOMPARE(resolveCredentials(home.environment, QStringLiteral("r")).error().id, QStringLiteral("LTH-AWS-006"));
    }

    void ssoBadlyConfigured()
    {
        Home incomplete(QStringLiteral("[profile dev]\nsso_start_url = https://x\n"));
        QCOMPARE(resolveCredentials(incomplete.environment, QStringLiteral("dev")).error().id, QStringLiteral("LTH-AWS-007"));
        Home gone(QStringLiteral("[profile dev]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n"));
        QCOMPARE(resolveCredentials(gone.environment, QStringLiteral("dev")).error().id, QStringLiteral("LTH-AWS-007"));
    }

    void loginSession()
    {
        Home home(QStringLiteral("[profile l]\nlogin_session = arn:aws:iam::1:user/u\n"));
        QVERIFY(resolveCredentials(home.environment, QStringLiteral("l")).error().text.contains(u"aws login --profile l"));
        const QString hash = QString::fromLatin1(QCryptographicHash::hash("arn:aws:iam::1:user/u", QCryptographicHash::Sha256).toHex());
        home.write(QStringLiteral(".aws/login/cache/%1.json").arg(hash), R"({"accessToken":{"accessKeyId":"LK","secretAccessKey":"LS","sessionToken":"LT","expiresAt":"2099-01-01T00:00:00Z"}})");
        QCOMPARE(resolveCredentials(home.environment, QStringLiteral("l"))->accessKeyId, QStringLiteral("LK"));
    }

    void expiredKeys()
    {
        Home home({}, {}, {{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("K")}, {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("S")},
            {QStringLiteral("AWS_CREDENTIAL_EXPIRATION"), QStringLiteral("2020-01-01T00:00:00Z")}});
        QCOMPARE(resolveCredentials(home.environment, {}).error().id, QStringLiteral("LTH-AWS-005"));
        Home process(QStringLiteral("[default]\ncredential_process = /usr/bin/printf '{\"Version\":1,\"AccessKeyId\":\"PK\",\"SecretAccessKey\":\"PS\",\"Expiration\":\"2020-01-01T00:00:00+00:00\"}'\n"));
        QCOMPARE(resolveCredentials(process.environment, {}).error().id, QStringLiteral("LTH-AWS-005"));
    }

    void errorsHoldNoSecrets()
    {
        Home process(QStringLiteral("[default]\ncredential_process = /usr/bin/printf 'SuperSecretOutput'\n"));
        const Error e = resolveCredentials(process.environment, {}).error();
        QVERIFY(!(e.text + e.detail).contains(u"SuperSecretOutput"));
        Home line({}, QStringLiteral("[default]\naws_secret_access_key SuperSecretValue-that-is-very-long-and-more\n"));
        const Error f = resolveCredentials(line.environment, {}).error();
        QVERIFY2(!(f.text + f.detail).contains(u"SuperSecretValue"), qPrintable(f.detail));
        QVERIFY(f.text.contains(QStringLiteral("line 2")));
        Home control({}, {}, {{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("K")}, {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("Super\r\nSecret")}});
        const Error g = resolveCredentials(control.environment, {}).error();
        QCOMPARE(g.id, QStringLiteral("LTH-AWS-004"));
        QVERIFY(!(g.text + g.detail).contains(u"Secret\n"));
    }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("plain") << "a b  c" << QStringList{"a", "b", "c"};
        QTest::newRow("single") << "'a b' c" << QStringList{"a b", "c"};
        QTest::newRow("double") << "\"a \\\"b\\\" \\\\ \\n\" c" << QStringList{"a \"b\" \\ \\n", "c"};
        QTest::newRow("joined") << "a'b'\"c\"\\ d" << QStringList{"abc d"};
        QTest::newRow("empty word") << "'' a" << QStringList{"", "a"};
        QTest::newRow("no variables") << "$HOME `x` *" << QStringList{"$HOME", "`x`", "*"};
        QTest::newRow("empty") << "  " << QStringList{};
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QCOMPARE(shellWords(text).value_or(QStringList{QStringLiteral("?")}), words);
        QVERIFY(!shellWords(QStringLiteral("a 'b")));
        QVERIFY(!shellWords(QStringLiteral("a \"b")));
        QVERIFY(!shellWords(QStringLiteral("a \\")));
    }

    void hugeFile()
    {
        Home home;
        home.write(QStringLiteral(".aws/config"), QByteArray(5 * 1024 * 1024, 'x'));
        QCOMPARE(awsProfiles(home.environment).error().id, QStringLiteral("LTH-AWS-011"));
    }
};

QTEST_GUILESS_MAIN(TestAwsConfig)
#include "tst_awsconfig.moc"
