// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/pipinputs.h"
#include "core/atomicfile.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

constexpr int includeDepth = 8;
constexpr int includedFiles = 500;                     ///< Read in all: ten that include the next one ten times have no end.
constexpr qsizetype allBytes = 16 * 1024 * 1024;       ///< Of all lines together.
constexpr qint64 inputBytes = 8 * 1024 * 1024;

/// Reads requirement files, includes first to last.
class RequirementReader
{
public:
    explicit RequirementReader(PipInputs &inputs) : m_inputs(inputs) {}

    Result<> read(const QString &file, bool constraint, int depth = 0)
    {
        if (depth > includeDepth || ++m_files > includedFiles || m_inputs.requirements.size() + m_inputs.constraints.size() > allBytes)
            return fail(ErrorCode::Config, tr("%1 includes files too deeply.").arg(file));
        const auto text = readFile(file, inputBytes);
        if (!text)
            return tl::unexpected(text.error());
        QString line;
        int number = 0;
        for (const QByteArray &raw : text->split('\n')) {
            ++number;
            line += QString::fromUtf8(raw).remove(u'\r');
            if (line.endsWith(u'\\')) {
                line.chop(1);
                continue;
            }
            if (auto taken = take(std::exchange(line, {}), file, number, constraint, depth); !taken)
                return taken;
        }
        return take(line, file, number, constraint, depth);
    }

private:
    Result<> take(QString line, const QString &file, int number, bool constraint, int depth)
    {
        static const QRegularExpression comment(QStringLiteral(R"((^|\s)#.*$)")), variable(QStringLiteral(R"(\$\{([A-Z0-9_]+)\})"));
        line = line.remove(comment).trimmed();
        if (line.isEmpty())
            return {};
        for (auto it = variable.globalMatch(line); it.hasNext();)
            m_inputs.variables.append(it.next().captured(1));
        static const QRegularExpression include(QStringLiteral(R"(^(-r|--requirement|-c|--constraint)[\s=]*(.+)$)"));
        const QString folder = QFileInfo(file).path();
        if (const auto match = include.match(line); match.hasMatch())
            return read(QDir(folder).absoluteFilePath(match.captured(2).trimmed()), constraint || match.captured(1).startsWith(QLatin1String("-c")) || match.captured(1).startsWith(QLatin1String("--c")), depth + 1);
        static const QRegularExpression editable(QStringLiteral(R"(^(-e|--editable)\b)"));
        if (editable.match(line).hasMatch())
            return refused(file, number, line);
        static const QRegularExpression links(QStringLiteral(R"(^(-f|--find-links)[\s=]*(.+)$)"));
        if (const auto match = links.match(line); match.hasMatch() && !match.captured(2).contains(QLatin1String("://"))) {
            const QString path = QDir::cleanPath(QDir(folder).absoluteFilePath(match.captured(2).trimmed()));
            m_inputs.shown.append(path);
            line = QStringLiteral("--find-links ") + path;
        } else if (!line.startsWith(u'-')) {
            static const QRegularExpression direct(QStringLiteral(R"(^(?:[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*@\s*)?((?:git|hg|svn|bzr)\+|https?://|ftp://|file://)([^\s;]*))"));
            if (const auto match = direct.match(line); match.hasMatch()) { // pip would build what is no wheel, whatever it is told
                const QString path = match.captured(2).section(u'#', 0, 0).section(u'?', 0, 0);
                if (match.captured(1).endsWith(u'+') || !path.endsWith(QLatin1String(".whl")))
                    return refused(file, number, line);
                if (match.captured(1) == QLatin1String("file://"))
                    m_inputs.shown.append(QDir::cleanPath(path));
            } else if (auto local = localPath(line, folder); !local.isEmpty()) {
                if (!local.endsWith(QLatin1String(".whl")))
                    return refused(file, number, line);
                m_inputs.shown.append(local);
                line = local;
            }
        }
        (constraint ? m_inputs.constraints : m_inputs.requirements) += line.toUtf8() + '\n';
        return {};
    }

    static QString localPath(const QString &line, const QString &folder)
    {
        const QString path = line.section(u';', 0, 0).trimmed();
        const bool looksLocal = path.startsWith(u'.') || path.startsWith(u'/') || path.endsWith(QLatin1String(".whl")) || path.endsWith(QLatin1String(".tar.gz"));
        return looksLocal && !path.contains(QLatin1String("://")) && !path.contains(u'@') ? QDir::cleanPath(QDir(folder).absoluteFilePath(path)) : QString();
    }

    static Result<> refused(const QString &file, int number, const QString &line)
    {
        return fail(ErrorCode::Unsupported, tr("%1:%2: \"%3\" is source that has to be built here. Make a wheel of it (pip wheel) and name that.").arg(file).arg(number).arg(line),
                    {}, QStringLiteral("LTH-LYR-006"));
    }

    PipInputs &m_inputs;
    int m_files = 0;
};

/// The strings of the array that follows `key = [`, in a TOML text.
QStringList tomlStrings(const QString &table, const QString &key)
{
    const QRegularExpression start(QStringLiteral(R"(^%1\s*=\s*\[)").arg(QRegularExpression::escape(key)), QRegularExpression::MultilineOption);
    const auto match = start.match(table);
    QStringList list;
    if (!match.hasMatch())
        return list;
    for (qsizetype i = match.capturedEnd(); i < table.size() && table[i] != u']'; ++i) {
        if (table[i] == u'#')
            while (i + 1 < table.size() && table[i] != u'\n')
                ++i;
        if (table[i] != u'"' && table[i] != u'\'')
            continue;
        const QChar quote = table[i];
        QString text;
        for (++i; i < table.size() && table[i] != quote; ++i) {
            if (quote == u'"' && table[i] == u'\\' && i + 1 < table.size())
                ++i;
            text += table[i];
        }
        list.append(text);
    }
    return list;
}

/// The text of a table up to the next one.
QString tomlTable(const QString &text, const QString &name)
{
    const QRegularExpression header(QStringLiteral(R"(^\[%1\]\s*(#.*)?$)").arg(QRegularExpression::escape(name)), QRegularExpression::MultilineOption);
    const auto match = header.match(text);
    if (!match.hasMatch())
        return {};
    static const QRegularExpression next(QStringLiteral(R"(^\[)"), QRegularExpression::MultilineOption);
    const auto end = next.match(text, match.capturedEnd());
    return text.mid(match.capturedEnd(), end.hasMatch() ? end.capturedStart() - match.capturedEnd() : -1);
}

Result<> addProject(const QString &file, PipInputs &inputs)
{
    const auto bytes = readFile(file, inputBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QString project = tomlTable(QString::fromUtf8(*bytes), QStringLiteral("project"));
    const QStringList dependencies = tomlStrings(project, QStringLiteral("dependencies"));
    if (dependencies.isEmpty())
        return fail(ErrorCode::Config, tr("%1 names no dependencies in [project]. Export them to a requirements.txt and add that.").arg(file), {}, QStringLiteral("LTH-LYR-007"));
    for (const QString &one : dependencies)
        inputs.requirements += one.toUtf8() + '\n';
    return {};
}

/// name==version for every package that the lock has in one version only.
Result<> addLock(const QString &file, PipInputs &inputs)
{
    const auto bytes = readFile(file, 64 * 1024 * 1024);
    if (!bytes)
        return tl::unexpected(bytes.error());
    static const QRegularExpression line(QStringLiteral(R"re(^(name|version)\s*=\s*"([^"]*)"\s*$)re"));
    QHash<QString, QSet<QString>> versions;
    QString name;
    bool inPackage = false;
    for (const QByteArray &raw : bytes->split('\n')) {
        const QString one = QString::fromUtf8(raw).trimmed();
        if (one.startsWith(u'['))
            inPackage = one == QLatin1String("[[package]]");
        const auto match = line.match(one);
        if (!inPackage || !match.hasMatch())
            continue;
        if (match.captured(1) == QLatin1String("name"))
            name = match.captured(2);
        else
            versions[name].insert(match.captured(2));
    }
    QStringList names = versions.keys();
    names.sort();
    for (const QString &each : names)
        if (versions[each].size() == 1 && !each.isEmpty())
            inputs.constraints += each.toUtf8() + "==" + versions[each].cbegin()->toUtf8() + '\n';
    return {};
}

} // namespace

Result<> addPipInput(const QString &file, const QString &lock, PipInputs &inputs)
{
    if (!file.endsWith(QLatin1String(".toml")))
        return RequirementReader(inputs).read(file, false);
    if (auto added = addProject(file, inputs); !added || lock.isEmpty())
        return added;
    return addLock(lock, inputs);
}

} // namespace lathe
