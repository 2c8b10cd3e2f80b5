// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

namespace {

struct Message
{
    QString context;
    QString source;
    QString translation;
    bool unfinished = false;
    QString comment; ///< Tells texts apart that are alike in English.
};

QList<Message> messagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> list;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            list.append({context, {}, {}, false, {}});
        else if (xml.name() == QLatin1String("source"))
            list.last().source = xml.readElementText();
        else if (xml.name() == QLatin1String("comment"))
            list.last().comment = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            list.last().unfinished = xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            list.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return list;
}

QSet<QString> placeholders(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral("%L?[0-9n]"));
    QSet<QString> set;
    auto it = expression.globalMatch(text);
    while (it.hasNext())
        set.insert(it.next().captured());
    return set;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private slots:
    void koreanIsFinished();
    void eachTextIsThereOnce();
    void placeholdersAgree();
    void noParticleIsGuessed();
    void koreanLoads();
    void nothingIsMissing();

private:
    QString m_ts = QStringLiteral(LATHE_SOURCE_DIR "/resources/translations/lathe_ko.ts");
};

void TestTranslations::koreanIsFinished()
{
    const QList<Message> messages = messagesOf(m_ts);
    QVERIFY(messages.size() > 300);
    QStringList open;
    for (const Message &message : messages)
        if (message.unfinished || message.translation.isEmpty())
            open.append(message.context + QStringLiteral(": ") + message.source);
    QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
}

void TestTranslations::eachTextIsThereOnce()
{
    QSet<QStringList> known;
    for (const Message &message : messagesOf(m_ts)) {
        const QStringList key{message.context, message.source, message.comment};
        QVERIFY2(!known.contains(key), qPrintable(key.join(QStringLiteral(": "))));
        known.insert(key);
    }
}

void TestTranslations::placeholdersAgree()
{
    QStringList bad;
    for (const Message &message : messagesOf(m_ts))
        if (placeholders(message.source) != placeholders(message.translation))
            bad.append(message.source + QStringLiteral(" -> ") + message.translation);
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join(QLatin1Char('\n'))));
}

void TestTranslations::noParticleIsGuessed()
{
    // 을(를), 이(가) … and a particle right behind a placeholder both guess how the word before ends.
    static const QRegularExpression guess(QStringLiteral("[은는이가을를과와]\\(|\\([은는이가을를으로]+\\)|%[0-9](은|는|이|가|을|를|과|와)( |$)"));
    QStringList bad;
    for (const Message &message : messagesOf(m_ts))
        if (guess.match(message.translation).hasMatch())
            bad.append(message.translation);
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join(QLatin1Char('\n'))));
}

void TestTranslations::koreanLoads()
{
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(":/i18n/lathe_ko.qm")));
    QCOMPARE(translator.translate("lathe::ActionTable", "Run"), QStringLiteral("실행"));
    QCOMPARE(translator.translate("lathe::ActionTable", "Deploy…"), QStringLiteral("배포…"));
    // A helper tr() of modules without QObject: the context is "lathe", whatever class the text stands in.
    QCOMPARE(translator.translate("lathe", "Correct the value or its indentation."), QStringLiteral("값이나 들여쓰기를 고치세요."));
    QCOMPARE(translator.translate("lathe", "A colon is missing here."), QStringLiteral("콜론(:)이 빠졌습니다."));
}

void TestTranslations::nothingIsMissing()
{
    // What lupdate finds in the sources now must all be in the file.
    QTemporaryDir dir;
    const QString fresh = dir.filePath(QStringLiteral("fresh.ts"));
    const QString tree = QStringLiteral(LATHE_SOURCE_DIR);
    QProcess lupdate;
    lupdate.start(qEnvironmentVariable("LATHE_LUPDATE"), {QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"),
                                                          tree + QStringLiteral("/app"), tree + QStringLiteral("/widgets"), tree + QStringLiteral("/models"),
                                                          QStringLiteral("-ts"), fresh});
    QVERIFY2(lupdate.waitForFinished(60000), qPrintable(lupdate.errorString()));
    QSet<QString> known;
    for (const Message &message : messagesOf(m_ts))
        known.insert(message.context + QLatin1Char('|') + message.source);
    QStringList missing;
    for (const Message &message : messagesOf(fresh))
        if (!known.contains(message.context + QLatin1Char('|') + message.source))
            missing.append(message.context + QStringLiteral(": ") + message.source);
    QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("run ninja update-translations and translate:\n") + missing.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
