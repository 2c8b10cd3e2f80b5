// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/sourcechecker.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "core/timeouts.h"
#include "process/toolrun.h"
#include "project/handlerfinder.h"
#include "project/templateparser.h"
#include "project/tomlcheck.h"
#include "runtime/interpreters.h"
#include "session/editing/parsererrors.h"
#include "session/editing/scriptbrackets.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <functional>
#include <optional>

namespace lathe {

namespace {

struct Question
{
    QString path;
    QString root;
    QString runtime; ///< Of the function that the file belongs to; empty: the newest of its family.
    bool trusted = false;
    QString workDir;
    SandboxCapabilities capabilities;
    std::shared_ptr<std::atomic_bool> stop;
};

RuntimeFamily familyOf(const QString &suffix)
{
    if (suffix == QLatin1String("py"))
        return RuntimeFamily::Python;
    if (suffix == QLatin1String("js") || suffix == QLatin1String("mjs") || suffix == QLatin1String("cjs"))
        return RuntimeFamily::Node;
    return suffix == QLatin1String("rb") ? RuntimeFamily::Ruby : RuntimeFamily::Unknown;
}

/// Whether the nearest package.json above says that .js files are modules.
bool isModule(const QString &path, const QString &root)
{
    static const QRegularExpression type(QStringLiteral("\"type\"\\s*:\\s*\"module\""));
    for (QString dir = QFileInfo(path).path(); dir.startsWith(root); dir = QFileInfo(dir).path())
        if (const auto bytes = readFile(dir + QStringLiteral("/package.json"), 1024 * 1024))
            return type.match(QString::fromUtf8(*bytes)).hasMatch();
    return false;
}

struct Reading
{
    RuntimeFamily family = RuntimeFamily::Unknown;
    QByteArray source;
    QString suffix;
    QString compiler; ///< Main file of a TypeScript package; the folder two above is shown to the parser.
};

struct Heard
{
    QByteArray output;
    QString reader; ///< "Python 3.11"
};

/// What the interpreter writes about a copy of the source; nothing when there is none, or no time.
std::optional<Heard> askInterpreter(const Question &question, const Reading &reading, const std::function<QStringList(const QString &source, const QString &compiler)> &arguments)
{
    const QString runtime = !question.runtime.isEmpty() && runtimeFamily(question.runtime) == reading.family ? question.runtime : runtimeOnThisMachine(reading.family);
    const auto interpreter = interpreterFor(runtime);
    if (!interpreter || !QDir().mkpath(question.workDir))
        return std::nullopt;
    QTemporaryDir dir(question.workDir + QStringLiteral("/check-XXXXXX"));
    const QString name = QStringLiteral("source.") + reading.suffix;
    if (!dir.isValid() || !writeFileAtomically(dir.filePath(name), reading.source, 0600))
        return std::nullopt;
    ToolRunSpec spec;
    spec.capabilities = question.capabilities;
    spec.timeout = timeouts::syntaxCheck;
    spec.cancel = question.stop.get();
    spec.sandbox.taskDir = dir.path();
    spec.sandbox.memoryMib = 1024;
    spec.sandbox.network = NetworkMode::None;
    spec.sandbox.env = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"LANG", "C.UTF-8"}, {"HOME", "/tmp"}, {"NO_COLOR", "1"}};
    if (!interpreter->prefix.isEmpty())
        spec.sandbox.binds.append({interpreter->prefix, interpreter->prefix, false});
    const bool alone = question.capabilities.tier != SandboxTier::Unisolated;
    QString compiler = reading.compiler;
    if (alone && !compiler.isEmpty()) {
        const QString package = QFileInfo(QFileInfo(compiler).path()).path();
        spec.sandbox.binds.append({package, QStringLiteral("/mnt/typescript"), false});
        compiler = QStringLiteral("/mnt/typescript") + compiler.mid(package.size());
    }
    if (!alone)
        spec.sandbox.workingDir = dir.path();
    spec.sandbox.argv = QStringList{interpreter->path} + arguments(alone ? QStringLiteral("/var/task/") + name : dir.filePath(name), compiler);
    Heard heard;
    spec.onLine = [&heard](const QByteArray &line) {
        if (heard.output.size() < 64 * 1024)
            heard.output += line + '\n';
    };
    const auto outcome = runToolBlocking(spec);
    if (!outcome || outcome->timedOut)
        return std::nullopt;
    static constexpr const char *titles[] = {"Python", "Node.js", "Ruby"};
    heard.reader = QStringLiteral("%1 %2").arg(QLatin1String(titles[int(reading.family)]), interpreter->version.section(u'.', 0, reading.family == RuntimeFamily::Node ? 0 : 1));
    return heard;
}

/// The project's own TypeScript, in the nearest node_modules above the file, else one that is installed on this machine; its main file.
QString compilerFor(const QString &path, const QString &root)
{
    QStringList folders;
    for (QString dir = QFileInfo(path).path(); dir == root || dir.startsWith(root + u'/'); dir = QFileInfo(dir).path())
        folders << dir + QStringLiteral("/node_modules");
    folders << QStringLiteral("/usr/local/lib/node_modules") << QStringLiteral("/usr/lib/node_modules") << QStringLiteral("/usr/share/nodejs");
    for (const QString &folder : std::as_const(folders)) {
        const QString file = QFileInfo(folder + QStringLiteral("/typescript/lib/typescript.js")).canonicalFilePath();
        const bool own = folder.startsWith(root + u'/');
        if (!file.isEmpty() && (!own || file.startsWith(QFileInfo(root).canonicalFilePath() + u'/'))) // a link out of the folder was not trusted with it
            return file;
    }
    return {};
}

/// By the project's TypeScript, by Node.js itself, else by brackets and strings alone; without trust nothing but the last.
QList<Diagnostic> typeScriptErrorsOf(const Question &question, const QByteArray &source, const QString &suffix)
{
    const QString compiler = question.trusted ? compilerFor(question.path, question.root) : QString();
    const auto ask = [&](const QString &with) -> std::optional<QList<Diagnostic>> {
        const auto heard = askInterpreter(question, {RuntimeFamily::Node, source, suffix, with}, [](const QString &file, const QString &from) { return typeScriptArguments(from, file); });
        return heard ? typeScriptErrors(heard->output, question.path, with.isEmpty() ? heard->reader : QStringLiteral("TypeScript")) : std::nullopt;
    };
    std::optional<QList<Diagnostic>> found;
    if (!compiler.isEmpty())
        found = ask(compiler);
    if (!found && question.trusted && suffix != QLatin1String("tsx"))
        found = ask({});
    return found ? *found : bracketErrors(QString::fromUtf8(source), question.path);
}

QList<Diagnostic> answerOf(const Question &question)
{
    const QString suffix = QFileInfo(question.path).suffix().toLower();
    const auto bytes = readFile(question.path, limits::syntaxCheckBytes);
    if (!bytes || *question.stop)
        return {};
    DiagnosticSink sink;
    if (suffix == QLatin1String("json")) {
        if (!bytes->trimmed().isEmpty())
            parseJson(*bytes, question.path, sink);
        return sink.all();
    }
    if (suffix == QLatin1String("yml") || suffix == QLatin1String("yaml")) {
        if (!bytes->trimmed().isEmpty())
            parseYaml(*bytes, question.path, sink);
        return sink.all();
    }
    if (suffix == QLatin1String("toml")) {
        checkToml(*bytes, question.path, sink);
        return sink.all();
    }
    if (suffix == QLatin1String("ts") || suffix == QLatin1String("mts") || suffix == QLatin1String("cts") || suffix == QLatin1String("tsx"))
        return typeScriptErrorsOf(question, *bytes, suffix);
    const RuntimeFamily family = familyOf(suffix);
    if (family == RuntimeFamily::Unknown || !question.trusted)
        return {};
    const QString as = suffix == QLatin1String("js") ? (isModule(question.path, question.root) ? QStringLiteral("mjs") : QStringLiteral("cjs")) : suffix;
    const auto heard = askInterpreter(question, {family, *bytes, as, {}}, [family](const QString &source, const QString &) { return parserArguments(family, source); });
    return heard ? parserErrors(family, heard->output, question.path, heard->reader) : QList<Diagnostic>();
}

/// A handler whose file is there but has no such name in it, not even imported.
QList<Diagnostic> missingHandlers(const QList<FunctionDefinition> &functions)
{
    QList<Diagnostic> found;
    for (const FunctionDefinition &function : functions) {
        const RuntimeFamily family = runtimeFamily(function.runtime.text);
        if (function.handlerFile.isEmpty() || !function.handler.resolved || function.handler.line == 0 || (family != RuntimeFamily::Python && family != RuntimeFamily::Node))
            continue;
        const QString name = function.handler.text.section(u'.', -1);
        const auto bytes = readFile(function.handlerFile, limits::syntaxCheckBytes);
        static const QRegularExpression plain(QStringLiteral("^\\w+$"));
        if (!bytes || !plain.match(name).hasMatch() || QRegularExpression(QStringLiteral("\\b%1\\b|import \\*|\\.\\.\\.|\\bmodule\\.exports\\s*=\\s*require").arg(name)).match(QString::fromUtf8(*bytes)).hasMatch())
            continue;
        found.append({Severity::Warning, QStringLiteral("LTH-LINT-002"), function.file, function.handler.line, function.handler.column,
            QCoreApplication::translate("lathe", "%1 has no function %2, which is the handler of %3.").arg(QFileInfo(function.handlerFile).fileName(), name, function.name),
            QCoreApplication::translate("lathe", "Correct the handler, or rename the function.")});
    }
    return found;
}

} // namespace

SourceChecker::SourceChecker(SessionState &state, QObject *parent) : QObject(parent), m_state(state)
{
    m_pool.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(timeouts::searchDelay);
    connect(&m_delay, &QTimer::timeout, this, &SourceChecker::begin);
}

SourceChecker::~SourceChecker()
{
    for (const auto &stop : std::as_const(m_stops))
        *stop = true;
    m_pool.waitForDone();
}

void SourceChecker::check(const QString &path)
{
    if (!m_state.project || !path.startsWith(m_state.project->root + u'/') || path == m_state.project->templateFile)
        return;
    if (const auto running = m_stops.value(path))
        *running = true; // what it finds would be about another text
    m_due.insert(path);
    m_delay.start();
}

void SourceChecker::begin()
{
    if (!m_state.project)
        return;
    for (const QString &path : std::exchange(m_due, {})) {
        Question question{path, m_state.project->root, {}, m_state.trusted, m_state.workDir, m_state.capabilities, std::make_shared<std::atomic_bool>(false)};
        for (const FunctionDefinition &function : m_state.project->functions)
            if (!function.codeDir.isEmpty() && path.startsWith(function.codeDir + u'/'))
                question.runtime = function.runtime.text;
        m_stops.insert(path, question.stop);
        ++m_running;
        whenDone(onWorker(m_pool, [question]() -> Result<QList<Diagnostic>> { return *question.stop ? QList<Diagnostic>() : answerOf(question); }), this,
            [this, path, stop = question.stop](const Result<QList<Diagnostic>> &found) {
                --m_running;
                if (m_stops.value(path) == stop)
                    m_stops.remove(path);
                if (!*stop)
                    take(path, found ? *found : QList<Diagnostic>());
            });
    }
}

void SourceChecker::take(const QString &path, const QList<Diagnostic> &found)
{
    if (m_found.value(path) == found)
        return;
    if (found.isEmpty())
        m_found.remove(path);
    else
        m_found.insert(path, found);
    emit changed();
}

void SourceChecker::checkHandlers()
{
    if (!m_state.project)
        return;
    const int round = ++m_round;
    ++m_running;
    whenDone(onWorker(m_pool, [functions = m_state.project->functions]() -> Result<QList<Diagnostic>> { return missingHandlers(functions); }), this,
        [this, round](const Result<QList<Diagnostic>> &found) {
            --m_running;
            if (round != m_round || !found || m_handlers == *found)
                return;
            m_handlers = *found;
            emit changed();
        });
}

void SourceChecker::clear()
{
    for (const auto &stop : std::as_const(m_stops))
        *stop = true;
    ++m_round;
    m_due.clear();
    m_delay.stop();
    const bool some = !diagnostics().isEmpty();
    m_found.clear();
    m_handlers.clear();
    if (some)
        emit changed();
}

QList<Diagnostic> SourceChecker::diagnostics() const
{
    QList<Diagnostic> all = m_handlers;
    for (const QList<Diagnostic> &some : m_found)
        all += some;
    return all;
}

} // namespace lathe
