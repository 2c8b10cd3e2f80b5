// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include <QJsonObject>
#include <QStringList>
#include <span>

namespace lathe {

/// One member of a request as the SDK model describes it. Tables of these are the whole of the requests' validation.
struct ShapeMember
{
    enum Kind { String, Integer, Boolean, List, StringMap, NumberMap, Structure };

    const char *name;
    Kind kind = String;
    bool required = false;
    qint64 min = -1;                 ///< Characters, value, elements or a map's numbers, as the kind says; below 0: none.
    qint64 max = -1;
    const char *pattern = nullptr;   ///< Of the string, of a list's elements, or of a map's keys.
    const char *values = nullptr;    ///< The enumeration, separated by '|'; of the string or of a list's elements.
    std::span<const ShapeMember> members = {}; ///< Of the structure, or of a list's structures.
};

/// Checks a request's object against its table: the wrong JSON type is a SerializationException, everything else is collected
/// into one ValidationException, in AWS's words. Members that the table does not know are ignored, as AWS does.
ApiResult<> validateShape(const QJsonObject &object, std::span<const ShapeMember> members);

/// The members of `object` that the table knows, with null members left out.
QJsonObject knownMembers(const QJsonObject &object, std::span<const ShapeMember> members);

} // namespace lathe
