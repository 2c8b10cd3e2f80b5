// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "package/signing/packagesignature.h"
#include "shared.h"
#include <QFileInfo>

namespace lathe {

namespace {

// What stands for keys at the embedded endpoint.
const QString localRegion = QStringLiteral("us-east-1");
const QString localAccount = QStringLiteral("000000000000");

QJsonObject keyObject(const SigningKey &key)
{
    return {{QStringLiteral("name"), key.name}, {QStringLiteral("algorithm"), key.algorithm}, {QStringLiteral("fingerprint"), QString::fromLatin1(key.fingerprint)},
        {QStringLiteral("created"), key.created.toString(Qt::ISODate)}, {QStringLiteral("canSign"), key.canSign}, {QStringLiteral("profileArn"), key.profileArn(localRegion, localAccount)}};
}

void printKey(const SigningKey &key, Console &console)
{
    console.line(key.name);
    console.say(QStringLiteral("  %1, made %2, %3").arg(key.algorithm, key.created.toString(QStringLiteral("yyyy-MM-dd")), key.canSign ? QStringLiteral("signs packages here") : QStringLiteral("trusted, cannot sign here")));
    console.say(QStringLiteral("  SHA-256 %1").arg(QString::fromLatin1(key.fingerprint)));
    console.say(QStringLiteral("  at the local endpoint: %1").arg(key.profileArn(localRegion, localAccount)));
}

int shown(const Result<SigningKey> &key, Console &console)
{
    if (!key)
        return console.error(key.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("key"), keyObject(*key)}});
    else
        printKey(*key, console);
    return 0;
}

int list(const SigningKeys &keys, Console &console)
{
    const auto all = keys.list();
    if (!all)
        return console.error(all.error());
    QJsonArray objects;
    for (const SigningKey &key : *all) {
        objects.append(keyObject(key));
        if (!console.isJson())
            console.line(QStringLiteral("%1 %2 %3 %4").arg(key.name.leftJustified(20), key.algorithm.leftJustified(12), key.canSign ? QStringLiteral("signs  ") : QStringLiteral("trusted"),
                QString::fromLatin1(key.fingerprint.left(16))));
    }
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("keys"), objects}});
    else if (all->isEmpty())
        console.say(QStringLiteral("No keys yet. Make one: lathe key new NAME"));
    return 0;
}

int exported(const SigningKeys &keys, const QString &name, const QString &file, Console &console)
{
    const auto pem = keys.certificate(name);
    if (!pem)
        return console.error(pem.error());
    if (!file.isEmpty()) {
        if (const auto written = writeFileAtomically(file, *pem); !written)
            return console.error(written.error());
        console.line(QFileInfo(file).absoluteFilePath());
    } else if (console.isJson()) {
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("certificate"), QString::fromLatin1(*pem)}});
    } else {
        console.line(QString::fromLatin1(*pem).trimmed());
    }
    return 0;
}

int checked(const SigningKeys &keys, const QString &file, Console &console)
{
    const auto signature = checkSignature(file, keys);
    if (!signature)
        return console.error(signature.error());
    const auto verdict = judgeSignature(*signature, SignaturePolicy::Require, file);
    if (!verdict)
        return console.error(verdict.error(), {{QStringLiteral("changes"), QJsonArray::fromStringList(signature->changes)}});
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("file"), file}, {QStringLiteral("key"), keyObject(signature->key)}});
    else
        console.line(QStringLiteral("%1: unchanged since it was signed with the key %2").arg(file, signature->key.name));
    return 0;
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const SigningKeys keys;
    const QString action = args.positional(0), name = args.positional(1), file = args.positional(2);
    const int count = int(args.positionals.size());
    if (count == 0 || (action == u"list" && count == 1))
        return scope.finish(list(keys, console));
    if (action == u"new" && count == 2)
        return scope.finish(shown(keys.create(name, args.has(QStringLiteral("rsa")) ? SigningKeys::Algorithm::Rsa3072 : SigningKeys::Algorithm::EcdsaP256), console));
    if (action == u"show" && count == 2)
        return scope.finish(shown(keys.find(name), console));
    if (action == u"export" && count == 2)
        return scope.finish(exported(keys, name, args.value(QStringLiteral("output")), console));
    if (action == u"trust" && count == 3) {
        const auto pem = readFile(file, 1024 * 1024);
        return scope.finish(pem ? shown(keys.trust(name, *pem), console) : console.error(pem.error()));
    }
    if (action == u"remove" && count == 2) {
        const auto removed = keys.remove(name);
        if (removed && console.isJson())
            console.object({{QStringLiteral("ok"), true}});
        return scope.finish(removed ? 0 : console.error(removed.error()));
    }
    if (action == u"verify" && count == 2)
        return scope.finish(checked(keys, name, console));
    scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Say 'lathe key list', 'new NAME', 'show NAME', 'export NAME', 'trust NAME FILE', 'remove NAME' or 'verify PACKAGE'."), {}, {}}));
}

} // namespace

CommandSpec keyCommand()
{
    return {QStringLiteral("key"), QStringLiteral("Make and keep keys that packages are signed with, and check packages"),
        {QStringLiteral("[ACTION]"), QStringLiteral("[NAME]"), QStringLiteral("[FILE]")},
        {{QStringLiteral("rsa"), {}, {}, QStringLiteral("new: RSA 3072 instead of ECDSA P-256")},
            {QStringLiteral("output"), QStringLiteral("o"), QStringLiteral("FILE"), QStringLiteral("export: where the certificate goes (default: standard output)")}},
        QStringLiteral("  lathe key new team\n  lathe package --sign\n  lathe key verify .lathe/hello.zip\n  lathe key export team -o team.crt\n  lathe key trust team team.crt\n"), run};
}

} // namespace lathe
