// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/toolbench.h"
#include "core/atomicfile.h"
#include "core/timeouts.h"
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace lathe {

static constexpr int toolProcesses = 4096, toolFiles = 16384;

ToolBench::ToolBench(const LayerSpec &layer, QString dir) : m_layer(layer), m_dir(std::move(dir))
{
    QDir().mkpath(m_dir + QStringLiteral("/home"));
    QDir().mkpath(m_dir + QStringLiteral("/task"));
    m_sandbox.taskDir = m_dir + QStringLiteral("/task");
    m_sandbox.tmpDir = m_dir;
    m_sandbox.memoryMib = 0;
    m_sandbox.processLimit = toolProcesses;
    m_sandbox.fileLimit = toolFiles;
    m_sandbox.network = NetworkMode::Shared;
    set("HOME", "/tmp/home");
    set("TMPDIR", "/tmp");
    set("LANG", "C.UTF-8");
    set("PATH", "/usr/local/bin:/usr/bin:/bin");
    pass({"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"});
    for (const char *name : {"SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"})
        if (const QString path = qEnvironmentVariable(name); !path.isEmpty()) {
            pass({name});
            show(path);
        }
}

bool ToolBench::bring(const QString &hostFile, const QString &inside)
{
    const auto bytes = readFile(hostFile, 64 * 1024 * 1024);
    return bytes && write(inside, *bytes);
}

Result<> ToolBench::write(const QString &inside, const QByteArray &bytes)
{
    for (qsizetype at = inside.indexOf(u'/', 5); at >= 0; at = inside.indexOf(u'/', at + 1)) { // one by one: mkpath() goes through links
        QDir().mkdir(host(inside.left(at)));
        if (made(inside.left(at)).isEmpty())
            return fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "What was installed tried to lead out of its folder (%1); nothing of it is used.").arg(inside.left(at)), {}, QStringLiteral("LTH-LYR-031"));
    }
    if (QFileInfo(host(inside)).isSymLink())
        QFile::remove(host(inside));
    return writeFileAtomically(host(inside), bytes, 0600);
}

QString ToolBench::made(const QString &inside) const
{
    QString base = m_dir, rest = inside.mid(4);
    for (const auto &[path, dir] : m_shared)
        if (inside == path || inside.startsWith(path + u'/')) {
            base = dir;
            rest = inside.mid(path.size());
        }
    return QFileInfo(base + rest).canonicalFilePath() == QFileInfo(base).canonicalFilePath() + rest ? base + rest : QString();
}

void ToolBench::show(const QString &hostPath)
{
    const QString path = QDir::cleanPath(hostPath), home = QDir::cleanPath(QDir::homePath());
    if (!path.startsWith(u'/') || path == u'/' || path == home || home.startsWith(path + u'/') || // a whole home folder with its keys
        path.startsWith(QLatin1String("/usr/")) || path.startsWith(QLatin1String("/proc")) || !QFileInfo::exists(path))
        return;
    const BindMount bind{path, path, false};
    if (!m_sandbox.binds.contains(bind))
        m_sandbox.binds.append(bind);
}

void ToolBench::share(const QString &hostDir, const QString &inside)
{
    QDir().mkpath(host(inside));
    m_sandbox.binds.append({hostDir, inside, true});
    m_shared.append({inside, hostDir});
}

QString ToolBench::host(const QString &inside) const
{
    for (const auto &[path, dir] : m_shared)
        if (inside == path || inside.startsWith(path + u'/'))
            return dir + inside.mid(path.size());
    return m_dir + inside.mid(4);
}

void ToolBench::showProgram(const QString &program)
{
    const QString home = QDir::cleanPath(QDir::homePath());
    for (const QString &path : {QDir::cleanPath(program), QFileInfo(program).canonicalFilePath()}) {
        QString prefix = path.section(QStringLiteral("/lib/"), 0, 0);
        if (prefix == path)
            prefix = QFileInfo(QFileInfo(path).path()).path(); // …/bin/tool
        if (prefix.count(u'/') < 2 || home.startsWith(prefix))
            prefix = QFileInfo(path).path(); // never a whole home folder
        if (prefix != home)
            show(prefix);
    }
    const QString bin = QFileInfo(program).path();
    if (bin != QLatin1String("/usr/bin") && bin != QLatin1String("/bin"))
        set("PATH", QFile::encodeName(bin) + ":/usr/local/bin:/usr/bin:/bin");
}

void ToolBench::set(const QByteArray &name, const QByteArray &value)
{
    for (auto &[known, old] : m_sandbox.env)
        if (known == name) {
            old = value;
            return;
        }
    m_sandbox.env.append({name, value});
}

void ToolBench::pass(const QList<QByteArray> &names)
{
    for (const QByteArray &name : names)
        if (qEnvironmentVariableIsSet(name.constData()))
            set(name, qgetenv(name.constData()));
}

/// What a settings file names: ${VARIABLES} and absolute paths.
static std::pair<QList<QByteArray>, QStringList> namedIn(const QString &settingsFile)
{
    const auto text = readFile(settingsFile, 1024 * 1024);
    static const QRegularExpression variable(QStringLiteral(R"(\$\{(\w+)\})")), path(QStringLiteral(R"((?:^|[=\s"'])(?:file://)?(/[^\s"',;]+))"), QRegularExpression::MultilineOption);
    const QString all = QString::fromUtf8(text.value_or(QByteArray()));
    std::pair<QList<QByteArray>, QStringList> found;
    for (auto it = variable.globalMatch(all); it.hasNext();)
        found.first << it.next().captured(1).toLatin1();
    for (auto it = path.globalMatch(all); it.hasNext();)
        found.second << it.next().captured(1);
    return found;
}

void ToolBench::passNamedIn(const QString &settingsFile)
{
    const auto [variables, paths] = namedIn(settingsFile);
    pass(variables);
    for (const QString &path : paths)
        show(path);
}

void ToolBench::passNamedInProject(const QString &file)
{
    const auto [variables, paths] = namedIn(file);
    passToProject(variables);
    for (const QString &path : paths)
        showToProject(path);
}

void ToolBench::passToProject(const QList<QByteArray> &names)
{
    QList<QByteArray> harmless = names; // a registry's address may hold ${AWS_SECRET_ACCESS_KEY}
    harmless.removeIf([](const QByteArray &name) { return name.startsWith("AWS_") || name.startsWith("LATHE_"); });
    pass(harmless);
}

void ToolBench::showListed(const QString &hostPath)
{
    const QString real = QFileInfo(hostPath).canonicalFilePath(), home = QFileInfo(QDir::homePath()).canonicalFilePath();
    if (home.isEmpty() || !real.startsWith(home + u'/') || !real.mid(home.size()).contains(QLatin1String("/.")))
        show(hostPath);
}

void ToolBench::showToProject(const QString &hostPath)
{
    const auto isBelow = [](const QString &path, const QString &folder) { return !folder.isEmpty() && (path == folder || path.startsWith(folder + u'/')); };
    const QString real = QFileInfo(hostPath).canonicalFilePath(), home = QFileInfo(QDir::homePath()).canonicalFilePath();
    if (!isBelow(real, home) || isBelow(real, QFileInfo(m_layer.projectDir).canonicalFilePath()))
        show(hostPath);
}

static qint64 bytesBelow(const QString &dir)
{
    qint64 bytes = 0;
    for (QDirIterator it(dir, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        bytes += it.fileInfo().size();
    }
    return bytes;
}

Result<ToolOutcome> ToolBench::run(const QStringList &argv, const QString &workingDir, LayerProgress progress,
                                   const std::function<void(const QByteArray &, LayerProgress &)> &onLine)
{
    const auto report = [&] {
        if (m_layer.onProgress)
            m_layer.onProgress(progress);
    };
    progress.phase = LayerProgress::Phase::Installing;
    report();
    ToolRunSpec spec;
    spec.sandbox = m_sandbox;
    spec.sandbox.argv = argv;
    spec.sandbox.workingDir = workingDir;
    spec.capabilities = probeSandbox();
    spec.timeout = timeouts::layerInstall;
    spec.cancel = m_layer.cancel;
    spec.onLine = [&](const QByteArray &raw) {
        const QByteArray line = withoutSecrets(raw);
        if (onLine) {
            const LayerProgress before = progress;
            onLine(line, progress);
            if (progress != before)
                report();
        }
        if (m_layer.onLine)
            m_layer.onLine(line);
    };
    spec.onTick = [&] {
        progress.bytes = bytesBelow(m_dir);
        report();
    };
    auto outcome = runToolBlocking(spec);
    if (!outcome)
        return outcome;
    outcome->tail = withoutSecrets(outcome->tail);
    if (outcome->timedOut)
        return fail(ErrorCode::TimedOut, QCoreApplication::translate("lathe", "%1 did not finish within %2 minutes. Check the network and repeat.")
                                             .arg(progress.tool).arg(timeouts::layerInstall.count() / 60000),
                    lastLines(outcome->tail), QStringLiteral("LTH-LYR-010"));
    return outcome;
}

QByteArray withoutSecrets(QByteArray text)
{
    for (qsizetype at = 0; (at = text.indexOf("://", at)) >= 0;) {
        at += 3;
        qsizetype end = at;
        while (end < text.size() && !QByteArrayView("/ \t\r\n\"'<>").contains(text[end]))
            ++end;
        const qsizetype sign = text.lastIndexOf('@', end - 1);
        if (sign >= at && sign < end)
            text.replace(at, sign - at, "****");
    }
    return text;
}

bool speaksOfNetwork(const QByteArray &text)
{
    for (const char *word : {"ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ETIMEDOUT", "Temporary failure in name resolution",
                             "Name or service not known", "Network is unreachable", "NewConnectionError", "Connection refused", "ConnectTimeoutError",
                             "Could not reach host", "Could not fetch specs from", "Retry("})
        if (text.contains(word))
            return true;
    return false;
}

QString lastLines(const QByteArray &tail)
{
    QStringList lines = QString::fromUtf8(tail).split(u'\n', Qt::SkipEmptyParts);
    return lines.mid(std::max<qsizetype>(0, lines.size() - 20)).join(u'\n');
}

} // namespace lathe
