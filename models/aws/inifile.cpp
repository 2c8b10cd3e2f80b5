// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/inifile.h"
#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <utility>

namespace lathe {
namespace {

constexpr qint64 maxBytes = 4 * 1024 * 1024;

/// The line itself is not shown: it may hold a secret.
Error syntaxError(const QString &file, int line)
{
    return {ErrorCode::Config, QCoreApplication::translate("lathe", "%1, line %2 cannot be read. Correct the line, or remove it.").arg(file).arg(line),
        {}, QStringLiteral("LTH-AWS-010")};
}

/// "profile  \"my name\"" to "profile my name".
QString sectionName(const QString &inner)
{
    const auto words = shellWords(inner.trimmed());
    return words ? words->join(QLatin1Char(' ')) : inner.trimmed();
}

int indentOf(const QString &line)
{
    int n = 0;
    while (n < line.size() && line.at(n).isSpace())
        ++n;
    return n;
}

} // namespace

Result<IniFile> IniFile::read(const QString &file)
{
    QFile f(file);
    if (!f.exists())
        return IniFile();
    if (!f.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "%1 cannot be read: %2.").arg(file, f.errorString()), {}, QStringLiteral("LTH-AWS-011"));
    const QByteArray text = f.read(maxBytes + 1);
    if (text.size() > maxBytes)
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "%1 is larger than 4 MB, so it is not an AWS configuration.").arg(file), {}, QStringLiteral("LTH-AWS-011"));
    return parse(text, file);
}

Result<IniFile> IniFile::parse(const QByteArray &text, const QString &nameForErrors)
{
    IniFile ini;
    QString all = QString::fromUtf8(text);
    if (all.startsWith(QChar(0xfeff)))
        all.remove(0, 1);
    const auto lines = all.split(QLatin1Char('\n'));
    QString section, key;
    bool inSection = false;
    int keyIndent = 0;
    for (int i = 0; i < lines.size(); ++i) {
        QString line = lines.at(i);
        while (!line.isEmpty() && line.back().isSpace())
            line.chop(1);
        const QString bare = line.trimmed();
        if (bare.isEmpty() || bare.startsWith(u'#') || bare.startsWith(u';'))
            continue;
        const int indent = indentOf(line);
        if (!key.isEmpty() && indent > keyIndent) {
            ini.m_sections[section][key] += QLatin1Char('\n') + bare;
            continue;
        }
        if (bare.startsWith(u'[')) {
            const qsizetype end = bare.lastIndexOf(u']');
            if (end < 0)
                return tl::unexpected(syntaxError(nameForErrors, i + 1));
            section = sectionName(bare.mid(1, end - 1));
            inSection = true;
            key.clear();
            if (!ini.m_sections.contains(section)) {
                ini.m_sections.insert(section, {});
                ini.m_order.append(section);
            }
            continue;
        }
        qsizetype split = bare.indexOf(u'=');
        if (const qsizetype colon = bare.indexOf(u':'); colon > 0 && (split < 0 || colon < split))
            split = colon;
        if (!inSection || split <= 0)
            return tl::unexpected(syntaxError(nameForErrors, i + 1));
        key = bare.left(split).trimmed().toLower();
        keyIndent = indent;
        ini.m_sections[section][key] = bare.mid(split + 1).trimmed();
    }
    return ini;
}

std::optional<QString> IniFile::value(const QString &section, const QString &key) const
{
    const auto s = m_sections.constFind(section);
    if (s == m_sections.constEnd())
        return std::nullopt;
    const auto v = s->constFind(key);
    return v == s->constEnd() ? std::nullopt : std::optional(*v);
}

std::optional<QString> IniFile::nested(const QString &section, const QString &key, const QString &inner) const
{
    const auto block = value(section, key);
    if (!block || !block->startsWith(u'\n'))
        return std::nullopt;
    const auto lines = block->split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.section(u'=', 0, 0).trimmed() == inner && line.contains(u'='))
            return line.section(u'=', 1).trimmed();
    }
    return std::nullopt;
}

std::optional<QStringList> shellWords(const QString &text)
{
    QStringList words;
    QString word;
    bool inWord = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isSpace()) {
            if (inWord)
                words.append(std::exchange(word, {}));
            inWord = false;
            continue;
        }
        inWord = true;
        if (c == u'\\') {
            if (++i == text.size())
                return std::nullopt;
            word += text.at(i);
        } else if (c == u'\'') {
            const qsizetype end = text.indexOf(u'\'', i + 1);
            if (end < 0)
                return std::nullopt;
            word += text.mid(i + 1, end - i - 1);
            i = end;
        } else if (c == u'"') {
            for (++i; i < text.size() && text.at(i) != u'"'; ++i) {
                const bool escape = text.at(i) == u'\\' && i + 1 < text.size() && (text.at(i + 1) == u'"' || text.at(i + 1) == u'\\');
                word += text.at(escape ? ++i : i);
            }
            if (i == text.size())
                return std::nullopt;
        } else {
            word += c;
        }
    }
    if (inWord)
        words.append(word);
    return words;
}

} // namespace lathe
