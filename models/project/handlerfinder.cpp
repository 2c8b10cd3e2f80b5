// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/handlerfinder.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <array>

namespace lathe {

namespace {

constexpr qint64 scanBytes = 512 * 1024;

struct Export { QByteArray name; int line; };

bool isWord(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$'; }

QByteArray takeWord(QByteArrayView text)
{
    qsizetype n = 0;
    while (n < text.size() && isWord(text[n]))
        ++n;
    return text.first(n).toByteArray();
}

QByteArrayView afterSpaces(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    return text;
}

/// Removes `prefix` and the spaces behind it; false when it does not stand there as whole words.
bool skip(QByteArrayView &text, const char *prefix)
{
    const QByteArrayView p(prefix);
    if (!text.startsWith(p) || (isWord(p.back()) && text.size() > p.size() && isWord(text[p.size()])))
        return false;
    text = afterSpaces(text.sliced(p.size()));
    return true;
}

void pythonExport(QByteArrayView line, int number, QList<Export> &found)
{
    if (line.startsWith(' ') || line.startsWith('\t'))
        return;
    skip(line, "async");
    if (skip(line, "def")) {
        found.append({takeWord(line), number});
        return;
    }
    const QByteArray name = takeWord(line);
    const QByteArrayView rest = afterSpaces(line.sliced(name.size()));
    if (name.toLower().contains("handler") && rest.startsWith('=') && !rest.startsWith("=="))
        found.append({name, number});
}

void rubyExport(QByteArrayView line, int number, QList<Export> &found)
{
    line = afterSpaces(line);
    if (skip(line, "def")) {
        skip(line, "self.");
        found.append({takeWord(line), number});
    }
}

/// The names in "{ handler, main: x }".
void namesInBraces(QByteArrayView text, int number, QList<Export> &found)
{
    const qsizetype end = text.indexOf('}');
    for (const QByteArray &part : text.first(end < 0 ? text.size() : end).toByteArray().split(',')) {
        const QByteArray one = part.trimmed();
        const qsizetype as = one.indexOf(" as ");
        const QByteArray name = takeWord(as < 0 ? QByteArrayView(one) : afterSpaces(QByteArrayView(one).sliced(as + 4)));
        if (!name.isEmpty())
            found.append({name, number});
    }
}

void scriptExport(QByteArrayView line, int number, QList<Export> &found)
{
    line = afterSpaces(line);
    if (skip(line, "module.")) {
        if (!line.startsWith("exports"))
            return;
    }
    if (line.startsWith("exports")) {
        line = line.sliced(7);
        if (line.startsWith('.')) {
            found.append({takeWord(line.sliced(1)), number});
        } else {
            line = afterSpaces(line);
            if (skip(line, "=") && skip(line, "{"))
                namesInBraces(line, number, found);
        }
        return;
    }
    if (!skip(line, "export"))
        return;
    if (skip(line, "{")) {
        namesInBraces(line, number, found);
        return;
    }
    skip(line, "async");
    for (const char *word : {"function", "const", "let", "var"})
        if (skip(line, word)) {
            found.append({takeWord(line), number});
            return;
        }
}

QList<Export> exportsOf(const QString &path, RuntimeFamily family)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.read(scanBytes);
    QList<Export> found;
    int number = 1;
    for (qsizetype at = 0; at < text.size(); ++number) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end;
        const QByteArrayView line(text.constData() + at, std::min<qsizetype>(end - at, 2000));
        if (family == RuntimeFamily::Python)
            pythonExport(line, number, found);
        else if (family == RuntimeFamily::Ruby)
            rubyExport(line, number, found);
        else
            scriptExport(line, number, found);
        at = end + 1;
    }
    return found;
}

struct Candidate { const char *name; RuntimeFamily family; const char *fallback; };

/// In the order of preference. Without a fallback the file counts only when the scan sees a handler in it.
constexpr std::array candidates{
    Candidate{"lambda_function.py", RuntimeFamily::Python, "lambda_handler"}, Candidate{"handler.py", RuntimeFamily::Python, "handler"},
    Candidate{"app.py", RuntimeFamily::Python, nullptr}, Candidate{"main.py", RuntimeFamily::Python, nullptr},
    Candidate{"index.py", RuntimeFamily::Python, nullptr}, Candidate{"function.py", RuntimeFamily::Python, nullptr},
    Candidate{"index.mjs", RuntimeFamily::Node, "handler"}, Candidate{"index.js", RuntimeFamily::Node, "handler"},
    Candidate{"index.cjs", RuntimeFamily::Node, "handler"}, Candidate{"handler.mjs", RuntimeFamily::Node, "handler"},
    Candidate{"handler.js", RuntimeFamily::Node, "handler"}, Candidate{"handler.cjs", RuntimeFamily::Node, "handler"},
    Candidate{"app.mjs", RuntimeFamily::Node, nullptr}, Candidate{"app.js", RuntimeFamily::Node, nullptr},
    Candidate{"app.cjs", RuntimeFamily::Node, nullptr}, Candidate{"main.js", RuntimeFamily::Node, nullptr},
    Candidate{"lambda_function.rb", RuntimeFamily::Ruby, "lambda_handler"}, Candidate{"handler.rb", RuntimeFamily::Ruby, nullptr},
    Candidate{"app.rb", RuntimeFamily::Ruby, nullptr}, Candidate{"function.rb", RuntimeFamily::Ruby, nullptr}};

constexpr std::array preferredNames{"lambda_handler", "handler", "lambdaHandler", "main"};

std::optional<FoundHandler> fromCandidate(const QString &dir, const Candidate &candidate)
{
    const QString file = dir + u'/' + QLatin1String(candidate.name);
    if (!QFileInfo(file).isFile())
        return {};
    const QString module = QString::fromLatin1(candidate.name).section(u'.', 0, 0);
    const QList<Export> found = exportsOf(file, candidate.family);
    for (const char *name : preferredNames)
        for (const Export &one : found)
            if (one.name == name)
                return FoundHandler{module + u'.' + QLatin1String(name), candidate.family, file, one.line};
    if (!candidate.fallback)
        return {};
    if (found.size() == 1)
        return FoundHandler{module + u'.' + QString::fromUtf8(found.first().name), candidate.family, file, found.first().line};
    return FoundHandler{module + u'.' + QLatin1String(candidate.fallback), candidate.family, file, 0};
}

QStringList extensionsFor(RuntimeFamily family)
{
    switch (family) {
    case RuntimeFamily::Python: return {QStringLiteral(".py")};
    case RuntimeFamily::Node:
        return {QStringLiteral(".js"), QStringLiteral(".mjs"), QStringLiteral(".cjs"), QStringLiteral(".ts"), QStringLiteral(".mts"),
            QStringLiteral(".cts"), QStringLiteral(".tsx"), QStringLiteral(".jsx")};
    case RuntimeFamily::Ruby: return {QStringLiteral(".rb")};
    case RuntimeFamily::Unknown:
        return {QStringLiteral(".py"), QStringLiteral(".js"), QStringLiteral(".mjs"), QStringLiteral(".cjs"), QStringLiteral(".ts"), QStringLiteral(".rb")};
    default: return {};
    }
}

int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1].toLower() == b[j - 1].toLower() ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.last();
}

} // namespace

std::optional<FoundHandler> findHandler(const QString &dir, RuntimeFamily family)
{
    for (const Candidate &candidate : candidates)
        if (family == RuntimeFamily::Unknown || family == candidate.family)
            if (const auto found = fromCandidate(dir, candidate))
                return found;
    const QFileInfo bootstrap(dir + QStringLiteral("/bootstrap"));
    if ((family == RuntimeFamily::Unknown || family == RuntimeFamily::Provided) && bootstrap.isFile() && bootstrap.isExecutable())
        return FoundHandler{QStringLiteral("bootstrap"), RuntimeFamily::Provided, bootstrap.filePath(), 1};
    return {};
}

QString handlerModule(const QString &handler, const QString &runtime)
{
    const qsizetype slash = handler.lastIndexOf(u'/');
    // Node.js splits the last path part at its first dot, Ruby too (file.Module::Class.method), Python at its last.
    const RuntimeFamily family = runtimeFamily(runtime);
    if (family == RuntimeFamily::Java) // package.Class::method, or package.Class alone
        return handler.section(QStringLiteral("::"), 0, 0);
    const bool first = family == RuntimeFamily::Node || family == RuntimeFamily::Ruby;
    const qsizetype dot = first ? handler.indexOf(u'.', slash + 1) : handler.lastIndexOf(u'.');
    return dot > slash ? handler.first(dot) : handler;
}

QString handlerSource(const QString &codeDir, const QString &handler, const QString &runtime)
{
    if (codeDir.isEmpty() || handler.isEmpty() || handler.size() > 512)
        return {};
    const RuntimeFamily family = runtimeFamily(runtime);
    if (family == RuntimeFamily::Provided || family == RuntimeFamily::Go) {
        for (const QString &name : {QStringLiteral("/bootstrap"), u'/' + handler})
            if (QFileInfo(codeDir + name).isFile())
                return QDir::cleanPath(codeDir + name);
        return {};
    }
    const QString module = handlerModule(handler, runtime);
    if (family == RuntimeFamily::Java) {
        const QString source = QString(module).section(u'$', 0, 0).replace(u'.', u'/') + QStringLiteral(".java");
        for (const char *root : {"/src/main/java/", "/"})
            if (const QString path = QDir::cleanPath(codeDir + QLatin1String(root) + source); QFileInfo(path).isFile())
                return path;
        return {};
    }
    QStringList bases{module};
    if (family != RuntimeFamily::Node && module.contains(u'.'))
        bases << QString(module).replace(u'.', u'/');
    for (const QString &base : bases) {
        for (const QString &extension : extensionsFor(family))
            if (const QString path = QDir::cleanPath(codeDir + u'/' + base + extension); QFileInfo(path).isFile())
                return path;
        if (const QString package = QDir::cleanPath(codeDir + u'/' + base + QStringLiteral("/__init__.py"));
            family == RuntimeFamily::Python && QFileInfo(package).isFile())
            return package;
    }
    return {};
}

int handlerLine(const QString &file, const QString &function)
{
    const RuntimeFamily family = file.endsWith(QStringLiteral(".py")) ? RuntimeFamily::Python
        : file.endsWith(QStringLiteral(".rb")) ? RuntimeFamily::Ruby : RuntimeFamily::Node;
    for (const Export &one : exportsOf(file, family))
        if (QString::fromUtf8(one.name) == (family == RuntimeFamily::Ruby ? function.section(u'.', -1) : function))
            return one.line;
    return 0;
}

QStringList similarHandlers(const QString &codeDir, const QString &handler, const QString &runtime)
{
    const QString module = handlerModule(handler, runtime);
    const QString function = handler.mid(module.size());
    const QString wanted = module.section(u'/', -1);
    const QString folder = module.contains(u'/') ? module.section(u'/', 0, -2) : QString();
    const QStringList extensions = extensionsFor(runtimeFamily(runtime));
    QList<std::pair<int, QString>> ranked;
    for (const QString &sub : {folder, QString(), QStringLiteral("src")}) {
        const QDir dir(codeDir + u'/' + sub);
        const QStringList names = dir.entryList(QDir::Files, QDir::Name);
        for (const QString &name : names.first(std::min<qsizetype>(names.size(), 200))) {
            const QString base = name.section(u'.', 0, -2);
            if (!extensions.contains(u'.' + name.section(u'.', -1)) || base.size() > 100)
                continue;
            const int away = distance(base, wanted) + (sub == folder ? 0 : 1);
            const QString path = (sub.isEmpty() ? base : sub + u'/' + base) + function;
            if ((away <= std::max<qsizetype>(2, wanted.size() / 3) || sub != folder) && away <= 4 && !ranked.contains({away, path}))
                ranked.append({away, path});
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList best;
    for (const auto &[away, path] : ranked)
        if (best.size() < 3 && !best.contains(path))
            best << path;
    return best;
}

} // namespace lathe
