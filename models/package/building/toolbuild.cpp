// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/building/toolbuild.h"
#include "core/atomicfile.h"
#include "core/cachefolder.h"
#include "core/paths.h"
#include "core/runtimes.h"
#include "core/sha256.h"
#include "core/timeouts.h"
#include "core/treeremoval.h"
#include "package/layer/toolbench.h"
#include "package/packagewriter.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

Result<> copyOne(const QString &from, const QString &to)
{
    const QFileInfo info(from);
    if (QFileInfo there(to); there.exists() || there.isSymLink())
        return {};
    QDir().mkpath(QFileInfo(to).path());
    bool done = false;
    if (from.endsWith(u'/')) { // an empty folder
        done = QDir().mkpath(to);
    } else if (info.isSymLink()) {
        QByteArray target(4096, '\0');
        const ssize_t size = ::readlink(QFile::encodeName(from).constData(), target.data(), size_t(target.size() - 1));
        target.truncate(std::max<ssize_t>(size, 0));
        done = size > 0 && ::symlink(target.constData(), QFile::encodeName(to).constData()) == 0;
    } else {
        done = QFile::copy(from, to) && QFile::setPermissions(to, QFile::permissions(to) | QFile::ReadOwner | QFile::WriteOwner);
    }
    if (!done)
        return fail(ErrorCode::Io, tr("%1 cannot be copied to %2: %3.").arg(from, to, qt_error_string()));
    return {};
}

/// One run of a tool in its sandbox, with the words for what can go wrong.
class ToolBuild
{
public:
    ToolBuild(const FunctionBuildSpec &spec, const BuildPlan &plan, const QString &workDir) : m_spec(spec), m_plan(plan), m_layer(layerSpec(spec)), m_bench(m_layer, workDir)
    {
        m_bench.set("PATH", "/usr/local/bin:/usr/bin:/bin");
    }
    Result<QString> run();

private:
    static LayerSpec layerSpec(const FunctionBuildSpec &spec)
    {
        LayerSpec layer;
        layer.projectDir = spec.projectDir;
        layer.onProgress = spec.onProgress;
        layer.onLine = spec.onLine;
        layer.cancel = spec.cancel;
        return layer;
    }
    Result<QString> tool(const QString &name, const QString &remedy);
    Result<> call(const QStringList &argv, const QString &dir);
    Result<> make();
    Result<> go();
    Result<> cargo();
    Result<> java();
    Result<> javac();
    bool isArm() const { return m_spec.function.architecture == QLatin1String("arm64"); }
    QString source() const { return m_bench.host(QStringLiteral("/tmp/src")); }
    Result<> emptyArtifacts();
    void keep(const char *tool, const QString &inside);
    QString artifacts() const { return m_bench.host(QStringLiteral("/tmp/artifacts")); }

    const FunctionBuildSpec &m_spec;
    const BuildPlan &m_plan;
    const LayerSpec m_layer;
    ToolBench m_bench;
    CacheLease m_kept; ///< What tools keep for the next build of this project.
};

Result<QString> ToolBuild::tool(const QString &name, const QString &remedy)
{
    const QString program = findProgram(name, m_spec.projectDir);
    if (program.isEmpty())
        return fail(ErrorCode::Unsupported, tr("%1 is missing, so %2 cannot be built. %3").arg(name, m_spec.function.name, remedy), {}, QStringLiteral("LTH-BLD-002"));
    m_bench.showProgram(program);
    return program;
}

Result<> ToolBuild::call(const QStringList &argv, const QString &dir)
{
    const QString name = QFileInfo(argv.constFirst()).fileName();
    const auto outcome = m_bench.run(argv, dir, {LayerProgress::Phase::Installing, name, 0, 0, 0}, {});
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (outcome->exit.status != 0)
        return fail(ErrorCode::Config, tr("%1 could not build %2; its own words are in the details.").arg(name, m_spec.function.name), lastLines(outcome->tail), QStringLiteral("LTH-BLD-003"));
    return {};
}

/// Before something is put there from outside the sandbox: whatever a build script has left, links that lead elsewhere among it, goes.
Result<> ToolBuild::emptyArtifacts()
{
    const QString dir = m_bench.made(QStringLiteral("/tmp/artifacts"));
    if (dir.isEmpty() || !removeTree(dir) || !QDir().mkdir(dir))
        return fail(ErrorCode::Verification, tr("What was installed tried to lead out of its folder (%1); nothing of it is used.").arg(QStringLiteral("/tmp/artifacts")), {}, QStringLiteral("LTH-LYR-031"));
    return {};
}

/// What a tool downloads and compiles is kept for the next build of this project, and of no other: a build script writes there.
void ToolBuild::keep(const char *tool, const QString &inside)
{
    const QString all = paths::cache() + QStringLiteral("/build-tools");
    const QString own = all + u'/' + QString::fromLatin1(Sha256::of(QFile::encodeName(QDir::cleanPath(m_spec.projectDir))).toHex().left(20));
    if (!paths::makePrivate(all) || !paths::makePrivate(own) || !QDir().mkpath(own + u'/' + QLatin1String(tool)))
        return; // as a first build
    const CacheFolder folder(all);
    m_kept = folder.take(QFileInfo(own).fileName()); // until the build is over
    const qint64 old = QDateTime::currentSecsSinceEpoch() - std::chrono::duration_cast<std::chrono::seconds>(timeouts::unusedCache).count();
    for (const CacheEntry &one : folder.entries(false))
        if (one.usedSecs < old)
            folder.remove(one.key);
    m_bench.share(own + u'/' + QLatin1String(tool), inside);
}

/// As SAM does it: target build-LOGICALID with ARTIFACTS_DIR, in the folder of the code or in WorkingDirectory.
Result<> ToolBuild::make()
{
    m_bench.set("ARTIFACTS_DIR", "/tmp/artifacts");
    return tool(QStringLiteral("make"), tr("Install the package make.")).and_then([&](const QString &program) {
        return call({program, QStringLiteral("build-") + m_spec.function.name}, QStringLiteral("/tmp/src"));
    });
}

Result<> ToolBuild::go()
{
    const auto program = tool(QStringLiteral("go"), tr("Install Go (the package golang-go), or name another BuildMethod."));
    if (!program)
        return tl::unexpected(program.error());
    m_bench.set("GOOS", "linux");
    m_bench.set("GOARCH", isArm() ? "arm64" : "amd64");
    m_bench.set("CGO_ENABLED", "0"); // a program of its own: no glibc of this machine in it
    m_bench.set("GOPATH", "/tmp/go");
    m_bench.set("GOCACHE", "/tmp/gocache");
    m_bench.set("GOTOOLCHAIN", "local");
    m_bench.set("GOFLAGS", "-modcacherw"); // so that the kept modules can be removed again
    keep("go-modules", QStringLiteral("/tmp/go"));
    keep("go-cache", QStringLiteral("/tmp/gocache"));
    m_bench.pass({"GOPRIVATE", "GONOSUMDB", "GOSUMDB", "GOPROXY"});
    // Modules that were fetched before are taken from there, without a network.
    const QString known = qEnvironmentVariable("GOMODCACHE", QDir::homePath() + QStringLiteral("/go/pkg/mod")) + QStringLiteral("/cache/download");
    if (QFileInfo(known).isDir() && !qEnvironmentVariableIsSet("GOPROXY")) {
        m_bench.show(known);
        m_bench.set("GOPROXY", "file://" + QFile::encodeName(known) + ",https://proxy.golang.org,direct");
    }
    const QString name = m_spec.function.runtime.text.startsWith(QLatin1String("go")) ? m_spec.function.handler.text.section(u'/', -1) : QStringLiteral("bootstrap");
    return call({*program, QStringLiteral("build"), QStringLiteral("-trimpath"), QStringLiteral("-buildvcs=false"), QStringLiteral("-tags"), QStringLiteral("lambda.norpc"), QStringLiteral("-o"),
                 QStringLiteral("/tmp/artifacts/") + name, QStringLiteral(".")},
                QStringLiteral("/tmp/src"));
}

Result<> ToolBuild::cargo()
{
    const auto program = tool(QStringLiteral("cargo"), tr("Install Rust (the packages cargo and rustc, or rustup)."));
    if (!program)
        return tl::unexpected(program.error());
    if (const QString home = qEnvironmentVariable("RUSTUP_HOME", QDir::homePath() + QStringLiteral("/.rustup")); QFileInfo(home).isDir()) {
        m_bench.show(home);
        m_bench.set("RUSTUP_HOME", QFile::encodeName(home));
    }
    m_bench.set("CARGO_HOME", "/tmp/cargo");
    m_bench.set("CARGO_TARGET_DIR", "/tmp/target");
    keep("cargo", QStringLiteral("/tmp/cargo"));
    // Of this function alone: another's program may be called the same.
    keep(("cargo-target-" + Sha256::of(QFile::encodeName(QDir::cleanPath(m_spec.function.codeDir))).toHex().left(12)).constData(), QStringLiteral("/tmp/target"));
    const bool lambda = !findProgram(QStringLiteral("cargo-lambda"), m_spec.projectDir).isEmpty();
    QStringList argv{*program};
    QString dir = QStringLiteral("/tmp/target/release");
    if (lambda) {
        argv << QStringLiteral("lambda") << QStringLiteral("build") << QStringLiteral("--release");
        if (isArm())
            argv << QStringLiteral("--arm64");
        dir = QStringLiteral("/tmp/target/lambda");
    } else {
        if (m_spec.function.architecture != QSysInfo::currentCpuArchitecture())
            return fail(ErrorCode::Unsupported, tr("Building %1 for another processor needs cargo-lambda. Run: cargo install cargo-lambda").arg(m_spec.function.name), {}, QStringLiteral("LTH-BLD-002"));
        argv << QStringLiteral("build") << QStringLiteral("--release");
    }
    if (!m_plan.settings.binary.isEmpty())
        argv << QStringLiteral("--bin") << m_plan.settings.binary;
    const auto made = [&] { return m_bench.made(dir).isEmpty() ? QFileInfoList() : QDir(m_bench.made(dir)).entryInfoList(lambda ? QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks : QDir::Files | QDir::Executable | QDir::NoSymLinks); };
    for (const QFileInfo &old : made()) // programs of an earlier build, which may not be there any more
        removeTree(old.filePath());
    if (auto done = call(argv, QStringLiteral("/tmp/src")); !done)
        return done;
    QStringList programs;
    const QFileInfoList found = made();
    for (const QFileInfo &one : found)
        if (m_plan.settings.binary.isEmpty() ? !one.fileName().contains(u'.') : one.fileName() == m_plan.settings.binary)
            programs << m_bench.made(dir + u'/' + one.fileName() + (lambda ? QStringLiteral("/bootstrap") : QString()));
    programs.removeAll(QString());
    if (programs.size() != 1)
        return fail(ErrorCode::Config, tr("It is not clear which program of this workspace is %1. Name it in BuildProperties: Binary.").arg(m_spec.function.name), programs.join(u'\n'), QStringLiteral("LTH-BLD-004"));
    if (QFileInfo(programs.constFirst()).isSymLink())
        return fail(ErrorCode::Config, tr("The build of %1 ended without a result: nothing is in the folder for it (ARTIFACTS_DIR).").arg(m_spec.function.name), programs.constFirst(), QStringLiteral("LTH-BLD-004"));
    if (auto clean = emptyArtifacts(); !clean)
        return clean;
    return copyOne(programs.constFirst(), artifacts() + QStringLiteral("/bootstrap"));
}

/// The content of the project's jar, and the libraries that it needs when it runs. For Gradle 4.4 (Debian's) to 9.
constexpr char gradleScript[] = R"(gradle.projectsEvaluated { g ->
    def p = g.rootProject
    if (!p.plugins.hasPlugin('java'))
        throw new GradleException('The root project has no Java plugin, so nothing is known of its classes and libraries.')
    def collect = {
        dependsOn p.tasks.jar
        from { p.zipTree(p.tasks.jar.outputs.files.singleFile) }
        into '/tmp/artifacts'
        with p.copySpec { into 'lib'; from p.configurations.runtimeClasspath }
    }
    if (p.tasks.respondsTo('register'))
        p.tasks.register('latheCollect', Copy, collect)
    else
        p.tasks.create('latheCollect', Copy, collect)
}
)";

/// Classes at the root and libraries in lib/, as SAM lays them out.
Result<> ToolBuild::java()
{
    const bool maven = m_plan.kind == BuildKind::Maven;
    const QString name = maven ? QStringLiteral("mvn") : QStringLiteral("gradle");
    const auto program = tool(name, maven ? tr("Install the package maven.") : tr("Install the package gradle."));
    if (!program)
        return tl::unexpected(program.error());
    for (const char *path : {"/etc/maven", "/etc/java-8-openjdk", "/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk", "/etc/ssl/certs/java", "/etc/alternatives"})
        m_bench.show(QLatin1String(path));
    if (const QString home = qEnvironmentVariable("JAVA_HOME"); !home.isEmpty()) {
        m_bench.show(home);
        m_bench.pass({"JAVA_HOME"});
    }
    m_bench.set("MAVEN_OPTS", "-Duser.home=/tmp/home");
    m_bench.set("GRADLE_USER_HOME", "/tmp/home/.gradle");
    if (const QString settings = QDir::homePath() + QStringLiteral("/.m2/settings.xml"); QFileInfo(settings).isFile()) {
        m_bench.bring(settings, QStringLiteral("/tmp/home/.m2/settings.xml"));
        m_bench.passNamedIn(settings);
    }
    keep(maven ? "maven" : "gradle", maven ? QStringLiteral("/tmp/home/.m2/repository") : QStringLiteral("/tmp/home/.gradle"));
    if (!maven)
        if (auto written = m_bench.write(QStringLiteral("/tmp/collect.gradle"), gradleScript); !written)
            return written;
    const QStringList argv = maven ? QStringList{*program, QStringLiteral("-B"), QStringLiteral("-ntp"), QStringLiteral("-DskipTests"), QStringLiteral("package"), QStringLiteral("dependency:copy-dependencies"), QStringLiteral("-DincludeScope=runtime")}
                                   : QStringList{*program, QStringLiteral("--no-daemon"), QStringLiteral("--console=plain"), QStringLiteral("-I"), QStringLiteral("/tmp/collect.gradle"), QStringLiteral("latheCollect")};
    if (auto done = call(argv, QStringLiteral("/tmp/src")); !done)
        return done;
    if (!maven)
        return {}; // its own task has put everything in its place
    if (auto clean = emptyArtifacts(); !clean)
        return clean;
    for (const auto &[from, to] : {std::pair("/tmp/src/target/classes", "/tmp/artifacts"), std::pair("/tmp/src/target/dependency", "/tmp/artifacts/lib")})
        if (const QString made = m_bench.made(QLatin1String(from)); !made.isEmpty())
            if (auto copied = copySources(made, {}, false, m_bench.host(QLatin1String(to)), m_spec.cancel); !copied)
                return copied;
    return {};
}

/// The version of the JDK that this javac belongs to, e.g. 17; 0 when it does not say.
int jdkVersion(const QString &javac)
{
    QFile release(QDir::cleanPath(QFileInfo(javac).canonicalFilePath() + QStringLiteral("/../../release")));
    if (release.open(QIODevice::ReadOnly))
        for (const QByteArray &line : release.read(65536).split('\n'))
            if (line.startsWith("JAVA_VERSION=\""))
                return line.mid(14).split('.')[0].split('"')[0].toInt();
    return 0;
}

/// Java sources alone: compiled against the interfaces of Lambda and the jars in lib/ and in layers, laid out as SAM does.
Result<> ToolBuild::javac()
{
    const auto program = tool(QStringLiteral("javac"), tr("Install a JDK, e.g. the package openjdk-17-jdk-headless."));
    if (!program)
        return tl::unexpected(program.error());
    for (const char *path : {"/etc/java-17-openjdk", "/etc/java-21-openjdk", "/etc/java-11-openjdk", "/etc/alternatives"})
        m_bench.show(QLatin1String(path));
    const bool maven = QFileInfo(source() + QStringLiteral("/src/main/java")).isDir();
    const QString root = maven ? QStringLiteral("/src/main/java") : QString();
    QStringList classPath{QStringLiteral("/tmp/src/lib/*")};
    const QString bootstrap = QDir::cleanPath(paths::javaBootstrap());
    m_bench.show(bootstrap);
    classPath << bootstrap + QStringLiteral("/lathe-runtime.jar");
    for (const QString &layer : m_spec.function.layerDirs + m_spec.builtLayerDirs)
        if (QFileInfo(layer + QStringLiteral("/java/lib")).isDir()) {
            m_bench.show(layer);
            classPath << layer + QStringLiteral("/java/lib/*");
        }
    QByteArray list;
    QDirIterator it(source() + root, {QStringLiteral("*.java")}, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString relative = it.next().mid(source().size() + 1);
        if (!maven && (relative.startsWith(QLatin1String("src/test/")) || relative.startsWith(QLatin1String("test/"))))
            continue;
        list += '"' + QFile::encodeName(relative).replace('\\', "\\\\").replace('"', "\\\"") + "\"\n";
    }
    if (auto written = writeFileAtomically(source() + QStringLiteral("/.lathe-sources"), list); !written)
        return written;
    const int wanted = runtimeVersion(m_spec.function.runtime.text).section(u'.', 0, 0).toInt(), have = jdkVersion(*program);
    QStringList argv{*program, QStringLiteral("-encoding"), QStringLiteral("UTF-8"), QStringLiteral("-d"), QStringLiteral("/tmp/artifacts"), QStringLiteral("-cp"), classPath.join(u':')};
    if (wanted > 0 && have > 0) // what an older JDK makes runs on the newer one, too
        argv << QStringLiteral("--release") << QString::number(std::min(wanted, have));
    if (auto done = call(argv << QStringLiteral("@.lathe-sources"), QStringLiteral("/tmp/src")); !done)
        return done;
    const QString resources = maven ? source() + QStringLiteral("/src/main/resources") : QString();
    if (!resources.isEmpty() && QFileInfo(resources).isDir())
        if (auto copied = copySources(resources, {}, false, artifacts(), m_spec.cancel); !copied)
            return copied;
    return QFileInfo(source() + QStringLiteral("/lib")).isDir() ? copySources(source() + QStringLiteral("/lib"), {}, false, artifacts() + QStringLiteral("/lib"), m_spec.cancel) : Result<>();
}

Result<QString> ToolBuild::run()
{
    QDir().mkpath(artifacts());
    const QString dir = m_plan.kind == BuildKind::Makefile ? QFileInfo(m_plan.manifest).path() : m_spec.function.codeDir;
    auto done = copySources(dir, buildInputPatterns(m_plan.kind), false, source(), m_spec.cancel).and_then([&]() -> Result<> {
        switch (m_plan.kind) {
        case BuildKind::Makefile: return make();
        case BuildKind::Go: return go();
        case BuildKind::Rust: return cargo();
        case BuildKind::Javac: return javac();
        default: return java();
        }
    });
    if (!done)
        return tl::unexpected(done.error());
    if (m_bench.made(QStringLiteral("/tmp/artifacts")).isEmpty() || QDir(artifacts()).isEmpty())
        return fail(ErrorCode::Config, tr("The build of %1 ended without a result: nothing is in the folder for it (ARTIFACTS_DIR).").arg(m_spec.function.name), {}, QStringLiteral("LTH-BLD-004"));
    return artifacts();
}

} // namespace

Result<> copySources(const QString &from, const QStringList &patterns, bool defaultExcludes, const QString &to, const std::atomic_bool *cancel)
{
    PackageSpec list;
    list.rootDir = from;
    list.patterns = patterns;
    list.defaultExcludes = defaultExcludes;
    const auto entries = listPackage(list);
    if (!entries)
        return tl::unexpected(entries.error());
    QDir().mkpath(to);
    for (const PackageEntry &entry : *entries) {
        if (cancel && cancel->load())
            return fail(ErrorCode::Cancelled, tr("Cancelled."));
        if (auto copied = copyOne(from + u'/' + entry.path, to + u'/' + entry.path); !copied)
            return copied;
    }
    return {};
}

QStringList buildInputPatterns(BuildKind kind)
{
    QStringList never{QStringLiteral(".git/"), QStringLiteral(".lathe/"), QStringLiteral(".aws-sam/"), QStringLiteral(".serverless/"), QStringLiteral("/target/"), QStringLiteral("/.gradle/")};
    if (kind == BuildKind::Javac) // test events change more often than sources
        never << QStringLiteral("/events/");
    return never;
}

Result<QString> runBuildTool(const FunctionBuildSpec &spec, const BuildPlan &plan, const QString &workDir)
{
    return ToolBuild(spec, plan, workDir).run();
}

} // namespace lathe
