// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/layername.h"
#include <QRegularExpression>

namespace lathe {

static constexpr int layerNameChars = 140; // [M] LayerName
static constexpr char layerNamePattern[] = R"((arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+)"; // [M] LayerName

std::optional<LayerRef> parseLayerArn(const QString &arn)
{
    static const QRegularExpression form(QStringLiteral(R"(\Aarn:[a-zA-Z0-9-]+:lambda:([a-zA-Z0-9-]+):(\d{12}):layer:([a-zA-Z0-9-_]+):([0-9]+)\z)"));
    const auto match = form.match(arn);
    if (!match.hasMatch())
        return {};
    return LayerRef{match.captured(1), match.captured(2), match.captured(3), match.captured(4).toInt()};
}

QString layerArn(const ArnScope &scope, const QString &name, int version)
{
    const QString arn = QStringLiteral("arn:aws:lambda:") + scope.region + u':' + scope.account + QStringLiteral(":layer:") + name;
    return version > 0 ? arn + u':' + QString::number(version) : arn;
}

ApiResult<QString> parseLayerName(const QString &text, const ArnScope &scope, const QString &operation)
{
    static const QRegularExpression form(QStringLiteral(R"(\A(?:arn:[a-zA-Z0-9-]+:lambda:([a-zA-Z0-9-]+):(\d{12}):layer:)?([a-zA-Z0-9-_]+)\z)"));
    const auto match = form.match(text);
    const QString shown = u'\'' + text + u'\'';
    QStringList found;
    if (text.size() > layerNameChars)
        found << apierror::finding(shown, QStringLiteral("layerName"), QStringLiteral("have length less than or equal to %1").arg(layerNameChars));
    if (!match.hasMatch())
        found << apierror::finding(shown, QStringLiteral("layerName"), QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(layerNamePattern));
    if (!found.isEmpty())
        return refuse(apierror::validation(found));
    if (const QString region = match.captured(1); !region.isEmpty() && region != scope.region)
        return refuse(apierror::notFound(QStringLiteral("Layers from '%1' are not reachable in this region ('%2')").arg(region, scope.region)));
    if (const QString account = match.captured(2); !account.isEmpty() && account != scope.account)
        return refuse(apierror::forbidden("AccessDeniedException",
            QStringLiteral("User: arn:aws:iam::%1:user/lathe is not authorized to perform: lambda:%2 on resource: %3 because no resource-based policy allows the lambda:%2 action")
                .arg(scope.account, operation, text)));
    return match.captured(3);
}

} // namespace lathe
