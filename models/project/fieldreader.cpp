// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/fieldreader.h"
#include <QCoreApplication>
#include <cmath>

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

void FieldReader::expect(const Node &node, const QString &what, const QString &type) const
{
    if (node.isAbsent() || !node.isResolved())
        return;
    const QString found = node.isMap() ? tr("a map") : node.isSequence() ? tr("a list") : tr("the text \"%1\"").arg(node.text().left(60));
    m_sink.add(Severity::Error, "LTH-PRJ-010", node, tr("%1 should be %2, but %3 stands here.").arg(what, type, found), tr("Correct the value or its indentation."));
}

TemplateText FieldReader::text(const Node &raw, const QString &what) const
{
    const Node node = resolve(raw);
    if (node.isScalar())
        return {node.text(), node.isResolved(), isAtHome(node) ? node.line() : 0, isAtHome(node) ? node.column() : 0};
    expect(node, what, tr("text"));
    return {QString(), true, raw.line(), raw.column()};
}

void FieldReader::expectSomething(const Node &key, const QString &what, const QString &type) const
{
    m_sink.add(Severity::Error, "LTH-PRJ-010", key, tr("%1 should be %2, but nothing stands here.").arg(what, type), tr("Write its content below, indented further, or remove the key."));
}

std::optional<int> FieldReader::integer(const Node &raw, const QString &what, Range range) const
{
    const Node node = resolve(raw);
    if (node.isAbsent())
        return {};
    if (node.isScalar() && !node.isResolved()) {
        m_sink.add(Severity::Hint, "LTH-PRJ-011", node, tr("%1 is not known here: %2. The default is used.").arg(what, node.text()), {});
        return {};
    }
    bool ok = false;
    const double value = node.text().trimmed().toDouble(&ok); // "128", 128 and 128.0 are all accepted by the frameworks
    if (!node.isScalar() || !ok || std::floor(value) != value || std::abs(value) > 1e9) {
        expect(node, what, tr("a whole number"));
        return {};
    }
    if (value < range.low || value > range.high)
        m_sink.add(Severity::Error, "LTH-PRJ-020", node, tr("%1 is %2; Lambda takes %3 to %4.").arg(what).arg(qint64(value)).arg(range.low).arg(range.high), tr("Choose a value in that range."));
    return int(value);
}

void FieldReader::checkKeys(const Node &map, PropertyPlace place) const
{
    if (!map.isMap())
        return;
    for (const auto &[key, value] : map.members())
        if (const QString meant = misspeltProperty(place, key.text()); !meant.isEmpty())
            m_sink.add(Severity::Warning, "LTH-PRJ-046", key, tr("%1 is no property of a function.").arg(key.text()), tr("Did you mean %1?").arg(meant));
}

bool FieldReader::boolean(const Node &raw, bool fallback) const
{
    const Node node = resolve(raw);
    if (!node.isScalar() || !node.isResolved())
        return fallback;
    const QString word = node.text().toLower();
    return word == u"true" || word == u"yes" || word == u"on";
}

QStringList FieldReader::texts(const Node &raw, const QString &what) const
{
    const Node node = resolve(raw);
    if (node.isScalar())
        return {node.text()};
    if (!node.isSequence()) {
        expect(node, what, tr("a list"));
        return {};
    }
    QStringList list;
    for (const Node &item : node.items()) {
        const TemplateText one = text(item, what);
        if (!one.text.isEmpty())
            list << one.text;
    }
    return list;
}

ImageOverrides imageConfigOf(const Node &node, const ImageKeys &keys, const FieldReader &read)
{
    ImageOverrides overrides;
    const auto texts = [&](const char *key) -> std::optional<QStringList> {
        const Node list = read.at(node, key);
        return list.isAbsent() ? std::nullopt : std::optional(read.texts(list, QString::fromLatin1(key)));
    };
    overrides.entryPoint = texts(keys.entryPoint);
    overrides.command = texts(keys.command);
    if (const QString dir = read.textAt(node, keys.workingDir).text; !dir.isEmpty())
        overrides.workingDir = dir;
    return overrides;
}

} // namespace lathe
