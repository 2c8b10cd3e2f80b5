// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventstore.h"
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>

using namespace lathe;

/// The templates' keys and kinds of values against those of other tools' sample events and types, whose names eventshapes.py has written to
/// eventshapes.json: "PATH": "KINDS SOURCES (why the template does not have it)".
class TestEventShapes : public QObject
{
    Q_OBJECT

    static QString kindOf(const QJsonValue &value)
    {
        switch (value.type()) {
        case QJsonValue::Bool: return QStringLiteral("boolean");
        case QJsonValue::Double: return QStringLiteral("number");
        case QJsonValue::String: return QStringLiteral("string");
        case QJsonValue::Array: return QStringLiteral("array");
        case QJsonValue::Object: return QStringLiteral("object");
        default: return QStringLiteral("null");
        }
    }
    /// The values at a path such as "Records[].s3.object.key" or "records.*[].topic". Keys may hold dots: the longest that is there counts.
    static QList<QJsonValue> at(const QJsonValue &value, const QString &path)
    {
        if (path.isEmpty())
            return {value};
        QList<QJsonValue> found;
        if (path.startsWith(QLatin1String("[]"))) {
            for (const QJsonValue &child : value.toArray())
                found += at(child, path.mid(path.mid(2).startsWith(u'.') ? 3 : 2));
            return found;
        }
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString name = path.startsWith(QLatin1String("*")) ? QStringLiteral("*") : it.key();
            if (path == name)
                found.append(it.value());
            else if (path.startsWith(name + u'.'))
                found += at(it.value(), path.mid(name.size() + 1));
            else if (path.startsWith(name + QLatin1String("[]")))
                found += at(it.value(), path.mid(name.size()));
        }
        return found;
    }
    static QJsonObject shapes()
    {
        QFile file(QStringLiteral(LATHE_SOURCE_DIR "/tests/events/eventshapes.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

private slots:
    void keysAreThoseOfOtherTools_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const EventTemplate &one : eventTemplates())
            if (shapes().contains(one.id))
                QTest::newRow(qPrintable(one.id)) << one.body;
    }
    void keysAreThoseOfOtherTools()
    {
        QFETCH(QByteArray, body);
        const QJsonObject event = QJsonDocument::fromJson(body).object();
        const QJsonObject keys = shapes().value(QString::fromLatin1(QTest::currentDataTag())).toObject().value(QLatin1String("keys")).toObject();
        QVERIFY(!keys.isEmpty());
        QStringList wrong;
        for (auto it = keys.begin(); it != keys.end(); ++it) {
            const QString text = it.value().toString();
            const QStringList kinds = text.section(u' ', 0, 0).split(u'|');
            if (text.contains(u'(') || kinds.contains(QStringLiteral("any")))
                continue;
            const QList<QJsonValue> values = at(event, it.key());
            if (values.isEmpty())
                wrong += QStringLiteral("%1 is missing: %2").arg(it.key(), text);
            const bool fits = std::any_of(values.begin(), values.end(), [&](const QJsonValue &value) { return value.isNull() || kinds.contains(kindOf(value)); });
            if (!values.isEmpty() && !fits && kinds != QStringList{QStringLiteral("null")})
                wrong += QStringLiteral("%1 is %2: %3").arg(it.key(), kindOf(values.first()), text);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    /// A text that names a method names that of the event.
    void textsTellTheMethod()
    {
        for (const EventTemplate &one : eventTemplates()) {
            const QJsonObject event = QJsonDocument::fromJson(one.body).object();
            QString method = event.value(QLatin1String("httpMethod")).toString();
            if (method.isEmpty())
                method = event.value(QLatin1String("requestContext"))[QLatin1String("http")][QLatin1String("method")].toString();
            for (const QString &named : {QStringLiteral("GET"), QStringLiteral("POST")})
                QVERIFY2(method.isEmpty() || method == named || !(one.title + u' ' + one.description).contains(named), qPrintable(one.id));
        }
    }

    void mostTemplatesAreCompared()
    {
        const QJsonObject all = shapes();
        QStringList ids;
        for (const EventTemplate &one : eventTemplates())
            ids += one.id;
        for (const QString &id : all.keys())
            QVERIFY2(ids.contains(id), qPrintable(id)); // a list of a template that is gone would test nothing
        QVERIFY2(all.size() >= 80, qPrintable(QString::number(all.size())));
    }
};

QTEST_GUILESS_MAIN(TestEventShapes)
#include "tst_eventshapes.moc"
