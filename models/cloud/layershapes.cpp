// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/layershapes.h"
#include "core/limits.h"
#include "core/runtimes.h"
#include <array>

namespace lathe::shapes {

using M = ShapeMember;

static constexpr std::array contentMembers{M{"ZipFile"}, M{"S3Bucket", M::String, false, 3, 63, R"([0-9A-Za-z\.\-_]*(?<!\.))"},
    M{"S3Key", M::String, false, 1, 1024}, M{"S3ObjectVersion", M::String, false, 1, 1024}};
static constexpr std::array attributeMembers{M{"Description", M::String, false, 0, limits::descriptionChars},
    M{"CompatibleRuntimes", M::List, false, -1, limits::layerRuntimesMax},
    M{"CompatibleArchitectures", M::List, false, -1, limits::layerArchitecturesMax, nullptr, "x86_64|arm64"},
    M{"LicenseInfo", M::String, false, -1, limits::layerLicenseChars}};
static constexpr std::array publishMembers{M{"Content", M::Structure, true, -1, -1, nullptr, nullptr, contentMembers},
    attributeMembers[0], attributeMembers[1], attributeMembers[2], attributeMembers[3]};
static constexpr std::array permissionMembers{M{"StatementId", M::String, true, 1, 100, R"(([a-zA-Z0-9-_]+))"},
    M{"Action", M::String, true, -1, -1, "lambda:GetLayerVersion"},
    M{"Principal", M::String, true, -1, -1, R"(\d{12}|\*|arn:(aws[a-zA-Z-]*):iam::\d{12}:root)"},
    M{"OrganizationId", M::String, false, -1, 34, R"(o-[a-z0-9]{10,32})"}};

std::span<const ShapeMember> publishLayerVersion() { return publishMembers; }
std::span<const ShapeMember> layerAttributes() { return attributeMembers; }
std::span<const ShapeMember> addLayerVersionPermission() { return permissionMembers; }

ApiResult<> checkCompatibleRuntimes(const QStringList &runtimes, const QString &member)
{
    // Past runtimes that Lathe's own table has no row for, because nothing runs them any more; [M] Runtime.
    static constexpr const char *past[] = {"nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs4.3-edge",
        "python2.7", "python3.6", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "ruby2.5"};
    QStringList known;
    for (const RuntimeInfo &row : runtimeTable())
        known << QString::fromLatin1(row.id);
    for (const char *name : past)
        known << QString::fromLatin1(name);
    for (const QString &runtime : runtimes)
        if (!known.contains(runtime))
            return refuse(apierror::validation({apierror::finding(QStringLiteral("'[%1]'").arg(runtimes.join(QStringLiteral(", "))), member,
                QStringLiteral("satisfy constraint: [Member must satisfy enum value set: [%1], Member must not be null]").arg(known.join(QStringLiteral(", "))))}));
    return {};
}

} // namespace lathe::shapes
