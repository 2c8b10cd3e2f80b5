// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionurls.h"
#include "cloud/requestguard.h"
#include "core/ids.h"
#include <QJsonArray>
#include <algorithm>

namespace lathe::functionurls {

static constexpr QByteArrayView pathBegin("/lambda-url/");
static constexpr QByteArrayView hostMark(".lambda-url.");
static constexpr int idChars = 32;

QString newId()
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567"; // 32 of them: five bits of a byte choose one
    QString id;
    for (const char byte : randomBytes(idChars))
        id += QLatin1Char(alphabet[uchar(byte) & 31]);
    return id;
}

QString url(const QString &baseUrl, const QString &id) { return baseUrl + QLatin1String(pathBegin.data(), pathBegin.size()) + id + u'/'; }

QString domainName(const QString &id, const QString &region) { return id + QStringLiteral(".lambda-url.") + region + QStringLiteral(".on.aws"); }

static bool isId(QByteArrayView text)
{
    return text.size() == idChars && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::optional<Address> addressOf(const HttpRequest &request, quint16 port)
{
    const QByteArray host = request.header("Host");
    const qsizetype at = host.indexOf(hostMark);
    if (at < 0 && !request.target.startsWith(pathBegin))
        return {}; // the usual case costs nothing
    const QByteArray path = request.path();
    if (path.startsWith(pathBegin) && requestguard::isOwnHost(host, port)) {
        const qsizetype end = path.indexOf('/', pathBegin.size());
        const QByteArray id = end < 0 ? path.mid(pathBegin.size()) : path.mid(pathBegin.size(), end - pathBegin.size());
        return Address{QString::fromLatin1(id), end < 0 ? QByteArray("/") : path.mid(end)};
    }
    const QByteArray ending = ".localhost:" + QByteArray::number(port);
    if (at > 0 && isId(QByteArrayView(host).first(at)) && (host.endsWith(ending) || host.endsWith(".localhost")))
        return Address{QString::fromLatin1(host.first(at)), path};
    return {};
}

std::optional<Owner> ownerOf(const QMap<QString, FunctionRecord> &functions, const QString &id)
{
    for (const FunctionRecord &function : functions)
        for (auto it = function.settings.begin(); it != function.settings.end(); ++it)
            if (it.key().first == FunctionSetting::Url && it->value(QLatin1String("id")).toString() == id)
                return Owner{&function, it.key().second, *it};
    return {};
}

/// Whether a statement lets everybody do `action`, whose own condition for URLs may stand in it.
static bool allowsAll(const QJsonObject &statement, QLatin1String action, const QJsonObject &ownCondition)
{
    // Any other condition (an organisation, an account, an ARN) shuts out whoever has no keys.
    const QJsonObject condition = statement.value(QLatin1String("Condition")).toObject();
    const QString allowed = statement.value(QLatin1String("Action")).toString();
    return statement.value(QLatin1String("Principal")).toString() == QLatin1String("*") && (condition.isEmpty() || condition == ownCondition)
        && (allowed == action || allowed == QLatin1String("lambda:*") || allowed == QLatin1String("*"));
}

QStringList missingPermissions(const QJsonArray &statements)
{
    QStringList missing;
    const QJsonObject noKeys{{QStringLiteral("StringEquals"), QJsonObject{{QStringLiteral("lambda:FunctionUrlAuthType"), QStringLiteral("NONE")}}}};
    const QJsonObject byUrl{{QStringLiteral("Bool"), QJsonObject{{QStringLiteral("lambda:InvokedViaFunctionUrl"), QStringLiteral("true")}}}};
    for (const auto &[action, condition] : {std::pair{QLatin1String("lambda:InvokeFunctionUrl"), noKeys}, std::pair{QLatin1String("lambda:InvokeFunction"), byUrl}})
        if (std::none_of(statements.begin(), statements.end(), [&action = action, &condition = condition](const QJsonValue &value) { return allowsAll(value.toObject(), action, condition); }))
            missing.append(action);
    return missing;
}

QString missingPermission(const FunctionRecord &function, const QString &qualifier)
{
    return missingPermissions(function.setting(FunctionSetting::Policy, qualifier).value(QLatin1String("Statement")).toArray()).value(0);
}

} // namespace lathe::functionurls
