// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/settingshapes.h"
#include "core/limits.h"
#include <array>

namespace lathe::shapes {

using M = ShapeMember;

static constexpr char arnPattern[] = R"(arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*))";
static constexpr char destinationPattern[] =
    R"($|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*))";

static constexpr std::array permissionMembers{M{"StatementId", M::String, true, 1, 100, "([a-zA-Z0-9-_]+)"},
    M{"Action", M::String, true, -1, -1, "(lambda:[*]|lambda:[a-zA-Z]+|[*])"}, M{"Principal", M::String, true, -1, -1, R"([^\s]+)"},
    M{"SourceArn", M::String, false, -1, -1, arnPattern}, M{"SourceAccount", M::String, false, -1, 12, R"(\d{12})"},
    M{"EventSourceToken", M::String, false, 0, 256, R"([a-zA-Z0-9._\-]+)"}, M{"RevisionId"}, M{"PrincipalOrgID", M::String, false, 12, 34, "^o-[a-z0-9]{10,32}$"},
    M{"FunctionUrlAuthType", M::String, false, -1, -1, nullptr, "NONE|AWS_IAM"}, M{"InvokedViaFunctionUrl", M::Boolean}};

static constexpr std::array destinationMembers{M{"Destination", M::String, false, 0, 350, destinationPattern}};
static constexpr std::array destinationsMembers{M{"OnSuccess", M::Structure, false, -1, -1, nullptr, nullptr, destinationMembers},
    M{"OnFailure", M::Structure, false, -1, -1, nullptr, nullptr, destinationMembers}};
static constexpr std::array eventInvokeMembers{M{"MaximumRetryAttempts", M::Integer, false, 0, limits::asyncRetriesMax},
    M{"MaximumEventAgeInSeconds", M::Integer, false, limits::asyncAgeMinSeconds, limits::asyncAgeMaxSeconds},
    M{"DestinationConfig", M::Structure, false, -1, -1, nullptr, nullptr, destinationsMembers}};

static constexpr std::array corsMembers{M{"AllowCredentials", M::Boolean}, M{"AllowHeaders", M::List, false, -1, 100}, M{"AllowMethods", M::List, false, -1, 6},
    M{"AllowOrigins", M::List, false, -1, 100}, M{"ExposeHeaders", M::List, false, -1, 100}, M{"MaxAge", M::Integer, false, 0, 86400}};
static constexpr M urlCors{"Cors", M::Structure, false, -1, -1, nullptr, nullptr, corsMembers};
static constexpr M urlMode{"InvokeMode", M::String, false, -1, -1, nullptr, "RESPONSE_STREAM|BUFFERED"};
static constexpr std::array urlCreateMembers{M{"AuthType", M::String, true, -1, -1, nullptr, "NONE|AWS_IAM"}, urlCors, urlMode};
static constexpr std::array urlUpdateMembers{M{"AuthType", M::String, false, -1, -1, nullptr, "NONE|AWS_IAM"}, urlCors, urlMode};

static constexpr std::array runtimeManagementMembers{M{"UpdateRuntimeOn", M::String, true, -1, -1, nullptr, "Auto|Manual|FunctionUpdate"},
    M{"RuntimeVersionArn", M::String, false, 26, 2048, R"(arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}::runtime:.+)"}};
static constexpr std::array recursionMembers{M{"RecursiveLoop", M::String, true, -1, -1, nullptr, "Allow|Terminate"}};

std::span<const ShapeMember> addPermission() { return permissionMembers; }
std::span<const ShapeMember> eventInvokeConfig() { return eventInvokeMembers; }
std::span<const ShapeMember> createFunctionUrl() { return urlCreateMembers; }
std::span<const ShapeMember> updateFunctionUrl() { return urlUpdateMembers; }
std::span<const ShapeMember> runtimeManagement() { return runtimeManagementMembers; }
std::span<const ShapeMember> recursion() { return recursionMembers; }

} // namespace lathe::shapes
