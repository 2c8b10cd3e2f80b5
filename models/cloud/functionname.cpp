// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionname.h"
#include "core/limits.h"
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

// The patterns as AWS prints them today; the SDK model of botocore 1.29 has an older, narrower form of the Region.
static constexpr char namespacedPattern[] =
    R"((arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?)";
static constexpr char plainPattern[] =
    R"((arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?)";
static constexpr char qualifierPattern[] = R"(\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+)";
static constexpr int qualifierChars = 128; // [M] Qualifier

QString ArnScope::functionArn(const QString &name, const QString &qualifier) const
{
    QString arn = QStringLiteral("arn:aws:lambda:") + region + u':' + account + QStringLiteral(":function:") + name;
    if (!qualifier.isEmpty())
        arn += u':' + qualifier;
    return arn;
}

static bool isNameChar(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
}

static bool isPlainName(const QString &text) { return !text.isEmpty() && std::all_of(text.begin(), text.end(), isNameChar); }

static bool isQualifier(const QString &text)
{
    return text == QLatin1String("$LATEST.PUBLISHED")
        || std::all_of(text.begin(), text.end(), [](QChar c) { return isNameChar(c) || c == u'$'; });
}

struct NameParts
{
    QString region, account, name, qualifier;
};

static std::optional<NameParts> splitName(const QString &text, NameForm form)
{
    if (isPlainName(text))
        return NameParts{{}, {}, text, {}}; // the common case needs no regular expression
    static const QRegularExpression namespaced(QStringLiteral(
        R"(\A(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?\z)"));
    static const QRegularExpression plain(QStringLiteral(
        R"(\A(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?\z)"));
    const auto match = (form == NameForm::Namespaced ? namespaced : plain).match(text);
    if (!match.hasMatch())
        return {};
    return NameParts{match.captured(1), match.captured(2), match.captured(3), match.captured(4)};
}

static QString quotedValue(const QString &text) { return u'\'' + text + u'\''; }

ApiResult<FunctionRef> parseFunctionName(const QString &text, const QString &qualifier, NameForm form, const ArnScope &scope,
    const QByteArray &operation)
{
    QStringList found;
    if (qualifier.size() > qualifierChars)
        found << apierror::finding(quotedValue(qualifier), QStringLiteral("qualifier"), QStringLiteral("have length less than or equal to %1").arg(qualifierChars));
    if (!qualifier.isEmpty() && !isQualifier(qualifier))
        found << apierror::finding(quotedValue(qualifier), QStringLiteral("qualifier"),
            QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(qualifierPattern));
    const auto parts = splitName(text, form);
    const int longest = form == NameForm::Namespaced ? 170 : 140; // [M] NamespacedFunctionName, FunctionName
    if (text.size() > longest)
        found << apierror::finding(quotedValue(text), QStringLiteral("functionName"), QStringLiteral("have length less than or equal to %1").arg(longest));
    if (!parts)
        found << apierror::finding(quotedValue(text), QStringLiteral("functionName"),
            QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(form == NameForm::Namespaced ? namespacedPattern : plainPattern));
    if (!found.isEmpty())
        return refuse(apierror::validation(found));
    if (form == NameForm::Create && parts->name.size() > limits::functionNameChars) {
        ApiError error = apierror::validation({apierror::finding(quotedValue(parts->name), QStringLiteral("functionName"),
            QStringLiteral("have length less than or equal to %1").arg(limits::functionNameChars))});
        error.type = "InvalidParameterValueException"; // as AWS answers it, unlike the other constraints
        return refuse(error);
    }
    if (!parts->region.isEmpty() && parts->region != scope.region)
        return refuse(apierror::notFound(QStringLiteral("Functions from '%1' are not reachable in this region ('%2')").arg(parts->region, scope.region)));
    if (!parts->account.isEmpty() && parts->account != scope.account)
        return refuse(apierror::forbidden("AccessDeniedException",
            QStringLiteral("User: arn:aws:iam::%1:user/lathe is not authorized to perform: lambda:%2 on resource: arn:aws:lambda:%3:%4:function:%5 because no resource-based policy allows the lambda:%2 action")
                .arg(scope.account, QString::fromLatin1(operation), scope.region, parts->account, parts->name)));
    if (!qualifier.isEmpty() && !parts->qualifier.isEmpty() && qualifier != parts->qualifier)
        return refuse(apierror::invalidParameter(QStringLiteral("The derived qualifier from the function name does not match the specified qualifier.")));
    return FunctionRef{parts->name, qualifier.isEmpty() ? parts->qualifier : qualifier};
}

} // namespace lathe
