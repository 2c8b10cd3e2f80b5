// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/importsites.h"
#include "core/atomicfile.h"
#include "core/runtimes.h"
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

namespace lathe {

namespace {

/// The lines of source files, each read once.
class Sources
{
public:
    const QStringList &of(const QString &file)
    {
        const auto known = m_lines.constFind(file);
        if (known != m_lines.constEnd())
            return *known;
        QStringList lines;
        if (m_lines.size() < 100)
            if (const Result<QByteArray> bytes = readFile(file, 1024 * 1024))
                lines = QString::fromUtf8(*bytes).split(u'\n');
        return *m_lines.insert(file, lines);
    }
    /// 1-based; 0: nowhere.
    int line(const QString &file, const QString &pattern)
    {
        const QRegularExpression expression(pattern);
        const QStringList &lines = of(file);
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (expression.match(lines.at(i)).hasMatch())
                return int(i) + 1;
        return 0;
    }

private:
    QHash<QString, QStringList> m_lines;
};

QString firstFile(const QStringList &candidates)
{
    for (const QString &path : candidates)
        if (QFileInfo(path).isFile())
            return QDir::cleanPath(path);
    return {};
}

QString pythonFile(const QString &codeDir, QString name)
{
    const QString base = codeDir + u'/' + name.replace(u'.', u'/');
    return firstFile({base + QStringLiteral(".py"), base + QStringLiteral("/__init__.py")});
}

/// `import a.b`, `from a import b`, `from .b import c` …; else the first mention of the package around it.
int pythonLine(Sources &sources, const QString &file, const QString &name)
{
    const QString last = QRegularExpression::escape(name.section(u'.', -1));
    const QString around = QRegularExpression::escape(name.section(u'.', 0, -2));
    const auto whole = [](const QString &module) {
        const QString text = QRegularExpression::escape(module);
        return QStringLiteral("^\\s*(?:import\\s+(?:.*[\\s,])?%1(?![\\w.])|from\\s+%1\\s+import\\b)").arg(text);
    };
    if (const int line = sources.line(file, whole(name)))
        return line;
    if (!around.isEmpty())
        if (const int line = sources.line(file, QStringLiteral("^\\s*from\\s+%1\\s+import\\b.*\\b%2\\b").arg(around, last)))
            return line;
    if (const int line = sources.line(file, QStringLiteral("^\\s*from\\s+\\.+(?:%1\\b|\\s*import\\b.*\\b%1\\b)").arg(last)))
        return line;
    const QString top = QRegularExpression::escape(name.section(u'.', 0, 0));
    return sources.line(file, QStringLiteral("^\\s*(?:import|from)\\s+(?:.*[\\s,])?%1\\b").arg(top));
}

QString nodeFile(const QString &from, const QString &name)
{
    if (!name.startsWith(u'.'))
        return {};
    const QString base = QFileInfo(from).path() + u'/' + name;
    return firstFile({base, base + QStringLiteral(".js"), base + QStringLiteral(".cjs"), base + QStringLiteral("/index.js")});
}

int nodeLine(Sources &sources, const QString &file, const QString &name)
{
    return sources.line(file, QStringLiteral("(?:\\brequire\\s*\\(|\\bfrom\\b|\\bimport\\b)\\s*\\(?\\s*['\"]%1['\"]").arg(QRegularExpression::escape(name)));
}

} // namespace

void findImportSites(QList<ColdSpan> &imports, const FunctionDefinition &function)
{
    if (function.handlerFile.isEmpty())
        return;
    const bool python = runtimeFamily(function.runtime.text) == RuntimeFamily::Python;
    Sources sources;
    QStringList files; // by depth: the project's file that the import of that depth is, empty for others
    for (ColdSpan &span : imports) {
        files.resize(std::min<qsizetype>(files.size(), span.depth));
        while (files.size() < span.depth)
            files.append(QString());
        QString own;
        if (span.depth == 0) {
            own = python ? pythonFile(function.codeDir, span.name) : function.handlerFile;
            span.file = own;
            span.line = own.isEmpty() ? 0 : 1;
        } else if (const QString &parent = files.at(span.depth - 1); !parent.isEmpty()) {
            span.line = python ? pythonLine(sources, parent, span.name) : nodeLine(sources, parent, span.name);
            span.file = span.line > 0 ? parent : QString();
            own = python ? pythonFile(function.codeDir, span.name) : nodeFile(parent, span.name);
        }
        files.append(own);
    }
}

} // namespace lathe
