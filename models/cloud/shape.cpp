// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/shape.h"
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

namespace lathe {

static QString wireName(const QString &prefix, const char *name)
{
    QString text = QString::fromLatin1(name);
    // "KMSKeyArn" is reported as "kMSKeyArn": AWS lowers the first letter only.
    text[0] = text[0].toLower();
    return prefix.isEmpty() ? text : prefix + u'.' + text;
}

static const char *typeName(QJsonValue::Type type)
{
    switch (type) {
    case QJsonValue::Bool: return "BOOLEAN_VALUE";
    case QJsonValue::Double: return "NUMBER_VALUE";
    case QJsonValue::String: return "STRING_VALUE";
    case QJsonValue::Array: return "START_ARRAY";
    case QJsonValue::Object: return "START_OBJECT";
    default: return "NULL_VALUE";
    }
}

static ApiError wrongType(const QJsonValue &value, const char *wanted)
{
    return apierror::serialization(QStringLiteral("%1 can not be converted to %2").arg(QLatin1String(typeName(value.type())), QLatin1String(wanted)));
}

static bool matches(const char *pattern, const QString &text)
{
    return QRegularExpression(QStringLiteral("\\A(?:") + QLatin1String(pattern) + QStringLiteral(")\\z")).match(text).hasMatch();
}

static constexpr qsizetype versionChars = 1024; // [M] AdditionalVersion

/// As Java writes it: always with a point.
static QString decimal(double number)
{
    const QString text = QString::number(number, 'g', QLocale::FloatingPointShortest);
    return text.contains(u'.') || text.contains(u'e') ? text : text + QStringLiteral(".0");
}

static QString enumText(const char *values) { return QLatin1String(values).toString().replace(u'|', QStringLiteral(", ")); }

static bool inEnum(const char *values, const QString &text) { return QLatin1String(values).toString().split(u'|').contains(text); }

namespace {

class Checker
{
public:
    QStringList found;
    std::optional<ApiError> typeError;

    void structure(const QJsonObject &object, std::span<const ShapeMember> members, const QString &prefix)
    {
        for (const ShapeMember &member : members) {
            if (typeError)
                return;
            const QJsonValue value = object.value(QLatin1String(member.name));
            const QString name = wireName(prefix, member.name);
            if (value.isUndefined() || value.isNull()) {
                if (member.required)
                    found << apierror::finding(QStringLiteral("null"), name, QStringLiteral("not be null"));
                continue;
            }
            one(value, member, name);
        }
    }

private:
    void fail(const QString &value, const QString &name, const QString &constraint) { found << apierror::finding(value, name, constraint); }

    void one(const QJsonValue &value, const ShapeMember &member, const QString &name)
    {
        switch (member.kind) {
        case ShapeMember::String: return string(value, member, name);
        case ShapeMember::Integer: return integer(value, member, name);
        case ShapeMember::Boolean:
            if (!value.isBool())
                typeError = wrongType(value, "Boolean");
            return;
        case ShapeMember::List: return list(value, member, name);
        case ShapeMember::StringMap: return map(value, member, name);
        case ShapeMember::NumberMap: return numbers(value, member, name);
        case ShapeMember::Structure:
            if (!value.isObject())
                typeError = wrongType(value, "a structure");
            else
                structure(value.toObject(), member.members, name);
            return;
        }
    }

    void string(const QJsonValue &value, const ShapeMember &member, const QString &name)
    {
        if (!value.isString()) {
            typeError = wrongType(value, "String");
            return;
        }
        const QString text = value.toString();
        const QString shown = u'\'' + text + u'\'';
        if (member.max >= 0 && text.size() > member.max)
            fail(shown, name, QStringLiteral("have length less than or equal to %1").arg(member.max));
        if (member.min >= 0 && text.size() < member.min)
            fail(shown, name, QStringLiteral("have length greater than or equal to %1").arg(member.min));
        if (member.pattern && !matches(member.pattern, text))
            fail(shown, name, QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(member.pattern));
        if (member.values && !inEnum(member.values, text))
            fail(shown, name, QStringLiteral("satisfy enum value set: [%1]").arg(enumText(member.values)));
    }

    void integer(const QJsonValue &value, const ShapeMember &member, const QString &name)
    {
        const double number = value.toDouble();
        if (!value.isDouble() || number != double(qint64(number))) {
            typeError = wrongType(value, "Integer");
            return;
        }
        const QString shown = QStringLiteral("'%1'").arg(qint64(number));
        if (member.max >= 0 && number > double(member.max))
            fail(shown, name, QStringLiteral("have value less than or equal to %1").arg(member.max));
        if (member.min >= 0 && number < double(member.min))
            fail(shown, name, QStringLiteral("have value greater than or equal to %1").arg(member.min));
    }

    void list(const QJsonValue &value, const ShapeMember &member, const QString &name)
    {
        if (!value.isArray()) {
            typeError = wrongType(value, "List");
            return;
        }
        const QJsonArray array = value.toArray();
        QStringList texts;
        for (qsizetype i = 0; i < array.size() && !typeError; ++i) {
            if (!member.members.empty()) {
                if (array[i].isObject())
                    structure(array[i].toObject(), member.members, QStringLiteral("%1.%2.member").arg(name).arg(i + 1));
                else
                    typeError = wrongType(array[i], "a structure");
            } else if (!array[i].isString()) {
                typeError = wrongType(array[i], "String");
            } else {
                texts << array[i].toString();
            }
        }
        const QString shown = QStringLiteral("'[%1]'").arg(texts.join(QStringLiteral(", ")));
        if (member.max >= 0 && array.size() > member.max)
            return fail(shown, name, QStringLiteral("have length less than or equal to %1").arg(member.max));
        if (member.min >= 0 && array.size() < member.min)
            return fail(shown, name, QStringLiteral("have length greater than or equal to %1").arg(member.min));
        for (const QString &text : texts) {
            if (member.values && !inEnum(member.values, text))
                return fail(shown, name, QStringLiteral("satisfy constraint: [Member must satisfy enum value set: [%1], Member must not be null]").arg(enumText(member.values)));
            if (member.pattern && !matches(member.pattern, text))
                return fail(shown, name, QStringLiteral("satisfy constraint: [Member must satisfy regular expression pattern: %1, Member must not be null]").arg(QLatin1String(member.pattern)));
        }
    }

    void map(const QJsonValue &value, const ShapeMember &member, const QString &name)
    {
        if (!value.isObject()) {
            typeError = wrongType(value, "Map");
            return;
        }
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it.value().isString()) {
                typeError = wrongType(it.value(), "String");
                return;
            }
            // The values may be secrets: only the keys are shown.
            if (member.pattern && !matches(member.pattern, it.key())) {
                found << QStringLiteral("Value '%1' at '%2' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: %3, Member must not be null]")
                             .arg(it.key(), name, QLatin1String(member.pattern));
                return;
            }
        }
    }

    /// A map from version numbers to numbers within bounds; the texts are AWS's.
    void numbers(const QJsonValue &value, const ShapeMember &member, const QString &name)
    {
        if (!value.isObject()) {
            typeError = wrongType(value, "Map");
            return;
        }
        const QJsonObject object = value.toObject();
        QStringList shown;
        bool keysMatch = true, inBounds = true;
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it.value().isDouble()) {
                typeError = wrongType(it.value(), "Double");
                return;
            }
            const double number = it.value().toDouble();
            shown << it.key() + u'=' + decimal(number);
            keysMatch &= it.key().size() <= versionChars && matches(member.pattern, it.key());
            inBounds &= number >= double(member.min) && number <= double(member.max);
        }
        const QString whole = u'\'' + QStringLiteral("{%1}").arg(shown.join(QStringLiteral(", "))) + u'\'';
        const auto failed = [&](const QString &constraint) { found << QStringLiteral("Value %1 at '%2' failed to satisfy constraint: %3").arg(whole, name, constraint); };
        if (!keysMatch)
            failed(QStringLiteral("Map keys must satisfy constraint: [Member must have length less than or equal to %1, Member must have length greater than or equal to 1, "
                                  "Member must satisfy regular expression pattern: %2]").arg(versionChars).arg(QLatin1String(member.pattern)));
        if (!inBounds)
            failed(QStringLiteral("Map value must satisfy constraint: [Member must have value less than or equal to %1, Member must have value greater than or equal to %2, "
                                  "Member must not be null]").arg(decimal(double(member.max)), decimal(double(member.min))));
    }
};

} // namespace

ApiResult<> validateShape(const QJsonObject &object, std::span<const ShapeMember> members)
{
    Checker checker;
    checker.structure(object, members, {});
    if (checker.typeError)
        return refuse(*checker.typeError);
    if (!checker.found.isEmpty())
        return refuse(apierror::validation(checker.found));
    return {};
}

QJsonObject knownMembers(const QJsonObject &object, std::span<const ShapeMember> members)
{
    QJsonObject known;
    for (const ShapeMember &member : members) {
        const QString name = QString::fromLatin1(member.name);
        const QJsonValue value = object.value(name);
        if (value.isUndefined() || value.isNull())
            continue;
        known.insert(name, member.kind == ShapeMember::Structure && value.isObject() ? QJsonValue(knownMembers(value.toObject(), member.members)) : value);
    }
    return known;
}

} // namespace lathe
