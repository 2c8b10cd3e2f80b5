// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/interpretersearch.h"
#include "runtime/interpreterversion.h"
#include <QDate>
#include <QDir>
#include <QSet>
#include <QVersionNumber>
#include <algorithm>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

static bool isElf(const QByteArray &path)
{
    const int fd = open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    char magic[4] = {};
    const bool elf = read(fd, magic, 4) == 4 && qstrncmp(magic, "\x7f" "ELF", 4) == 0;
    close(fd);
    return elf;
}

InterpreterPlaces InterpreterPlaces::ofProcess()
{
    InterpreterPlaces places;
    places.home = qEnvironmentVariable("HOME");
    places.path = qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
    places.own = runtimesFolder();
    places.cacheFile = interpreterCacheFile();
    return places;
}

namespace {

/// Gathers candidates of one family; each real file once.
class Gatherer
{
public:
    Gatherer(RuntimeFamily family, const InterpreterPlaces &places) : m_family(family), m_places(places) {}

    /// The system's own: usually enough.
    const QList<InterpreterCandidate> &system()
    {
        const QString usr = m_places.root + QStringLiteral("/usr");
        bin(usr + QStringLiteral("/bin"));
        bin(usr + QStringLiteral("/local/bin"));
        if (m_family == RuntimeFamily::Java)
            children(usr + QStringLiteral("/lib/jvm"));
        m_ofUsr = m_found.size();
        children(m_places.root + QStringLiteral("/opt"));
        if (m_family == RuntimeFamily::Ruby)
            children(m_places.root + QStringLiteral("/opt/rubies"));
        return m_found;
    }

    /// And all others, behind the system() that was asked for before; /opt comes last.
    const QList<InterpreterCandidate> &all()
    {
        const QList<InterpreterCandidate> last = m_found.mid(m_ofUsr);
        m_found.resize(m_ofUsr);
        if (m_family == RuntimeFamily::Node && !m_places.own.isEmpty())
            children(m_places.own + QStringLiteral("/node"));
        managers();
        for (const QString &dir : m_places.path) {
            if (dir.endsWith(QLatin1String("/shims"))) // pyenv, rbenv, nodenv, asdf, mise: the root is beside it
                managerRoot(dir.chopped(6));
            else if (dir.startsWith(u'/'))
                bin(dir);
        }
        m_found += last;
        return m_found;
    }

private:
    /// A folder with one folder a version, each with executables in `below`.
    void children(const QString &dir, const QString &below = QStringLiteral("/bin"))
    {
        for (const QString &name : QDir(dir).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            bin(dir + u'/' + name + below, name);
    }

    void managerRoot(const QString &root)
    {
        children(root + QStringLiteral("/versions"));
        for (const char *tool : {"python", "nodejs", "node", "ruby", "java"})
            children(root + QStringLiteral("/installs/") + QLatin1String(tool));
    }

    void managers()
    {
        const QString home = m_places.home;
        if (home.isEmpty())
            return;
        struct Place
        {
            RuntimeFamily family;
            const char *dir;
            const char *below = "/bin";
        };
        using F = RuntimeFamily;
        static constexpr Place places[] = {
            {F::Python, "/.pyenv/versions"}, {F::Python, "/.asdf/installs/python"}, {F::Python, "/.local/share/mise/installs/python"},
            {F::Python, "/.local/share/uv/python"}, {F::Python, "/.local/share/rtx/installs/python"}, {F::Python, "/miniconda3/envs"},
            {F::Node, "/.nvm/versions/node"},
            {F::Node, "/.local/share/fnm/node-versions", "/installation/bin"}, {F::Node, "/.fnm/node-versions", "/installation/bin"},
            {F::Node, "/.volta/tools/image/node"}, {F::Node, "/.asdf/installs/nodejs"}, {F::Node, "/.local/share/mise/installs/node"},
            {F::Node, "/.nodenv/versions"}, {F::Node, "/n/n/versions/node"},
            {F::Ruby, "/.rbenv/versions"}, {F::Ruby, "/.rvm/rubies"}, {F::Ruby, "/.rubies"}, {F::Ruby, "/.asdf/installs/ruby"},
            {F::Ruby, "/.local/share/mise/installs/ruby"},
            {F::Java, "/.sdkman/candidates/java"}, {F::Java, "/.jdks"}, {F::Java, "/.asdf/installs/java"},
            {F::Java, "/.local/share/mise/installs/java"}, {F::Java, "/.jenv/versions"},
        };
        for (const Place &place : places)
            if (place.family == m_family)
                children(home + QLatin1String(place.dir), QLatin1String(place.below));
        bin(home + QStringLiteral("/.local/bin"));
    }

    /// A folder of executables, of the version that `label` tells.
    void bin(const QString &dir, const QString &label = {})
    {
        if (m_seenDirs.contains(dir))
            return;
        m_seenDirs.insert(dir);
        if (access(QFile::encodeName(dir).constData(), X_OK) != 0)
            return;
        switch (m_family) {
        case RuntimeFamily::Python:
            for (int minor = 6; minor <= 20; ++minor)
                file(dir + QStringLiteral("/python3.") + QString::number(minor), label);
            file(dir + QStringLiteral("/python3"), label);
            break;
        case RuntimeFamily::Node:
            file(dir + QStringLiteral("/node"), label);
            file(dir + QStringLiteral("/nodejs"), label);
            break;
        case RuntimeFamily::Ruby:
            for (const char *version : {"2.7", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "4.0", "4.1"})
                file(dir + QStringLiteral("/ruby") + QLatin1String(version), label);
            file(dir + QStringLiteral("/ruby"), label);
            break;
        default:
            file(dir + QStringLiteral("/java"), label);
        }
    }

    void file(const QString &path, const QString &label)
    {
        char resolved[PATH_MAX];
        const QByteArray name = QFile::encodeName(path);
        if (access(name.constData(), X_OK) != 0 || !realpath(name.constData(), resolved))
            return;
        const QString real = QFile::decodeName(resolved);
        if (m_seenFiles.contains(real))
            return;
        m_seenFiles.insert(real);
        struct stat st = {};
        if (stat(resolved, &st) != 0 || !S_ISREG(st.st_mode) || !isElf(resolved)) // a script is a shim, e.g. pyenv's
            return;
        InterpreterCandidate candidate;
        candidate.path = real;
        candidate.system = real.startsWith(m_places.root + QStringLiteral("/usr/"));
        candidate.version = versionFromPath(m_family, real, label);
        if (!candidate.system) {
            const QString dir = real.section(u'/', 0, -2);
            candidate.prefix = dir.endsWith(QLatin1String("/bin")) ? dir.chopped(4) : dir;
        }
        m_found.append(candidate);
    }

    RuntimeFamily m_family;
    const InterpreterPlaces &m_places;
    QList<InterpreterCandidate> m_found;
    qsizetype m_ofUsr = 0;
    QSet<QString> m_seenDirs;
    QSet<QString> m_seenFiles;
};

/// How far a version is from the wanted one: smaller is better. A newer one stands for a missing one sooner than an older.
int distance(RuntimeFamily family, const QVersionNumber &have, const QVersionNumber &wanted)
{
    const bool minors = versionParts(family) == 2; // counted in steps of the minor version, ten to a major one
    if (family == RuntimeFamily::Python && have.majorVersion() != wanted.majorVersion())
        return 10000;
    const int delta = minors ? 10 * (have.majorVersion() - wanted.majorVersion()) + have.minorVersion() - wanted.minorVersion()
                             : have.majorVersion() - wanted.majorVersion();
    if (delta < 0 && family == RuntimeFamily::Java)
        return 1000 - delta; // an older virtual machine refuses newer classes
    return delta >= 0 ? delta * 2 : -delta * 2 + 1;
}

} // namespace

const QList<RuntimeFamily> &managedFamilies()
{
    static const QList<RuntimeFamily> families{RuntimeFamily::Python, RuntimeFamily::Node, RuntimeFamily::Ruby, RuntimeFamily::Java};
    return families;
}

int versionParts(RuntimeFamily family)
{
    return family == RuntimeFamily::Python || family == RuntimeFamily::Ruby ? 2 : 1;
}

QList<InterpreterCandidate> findCandidates(RuntimeFamily family, const InterpreterPlaces &places)
{
    if (!managedFamilies().contains(family))
        return {};
    Gatherer gatherer(family, places);
    gatherer.system();
    return gatherer.all();
}

std::optional<Interpreter> chooseInterpreter(RuntimeFamily family, const QString &wanted, const InterpreterPlaces &places)
{
    if (!managedFamilies().contains(family))
        return std::nullopt;
    InterpreterVersions versions(places.cacheFile);
    QList<InterpreterCandidate> candidates;
    const QVersionNumber want = QVersionNumber::fromString(wanted);
    Gatherer gatherer(family, places);
    for (const bool everywhere : {false, true}) { // the usual case first: the system's own of exactly this version needs no search
        candidates = everywhere ? gatherer.all() : gatherer.system();
        for (InterpreterCandidate &candidate : candidates)
            if (QVersionNumber::fromString(candidate.version).segmentCount() < versionParts(family))
                candidate.version = versions.of(family, candidate.path);
        candidates.removeIf([](const InterpreterCandidate &c) { return c.version.isEmpty(); });
        std::stable_sort(candidates.begin(), candidates.end(), [&](const auto &a, const auto &b) {
            const QVersionNumber va = QVersionNumber::fromString(a.version), vb = QVersionNumber::fromString(b.version);
            const int da = distance(family, va, want), db = distance(family, vb, want);
            if (da != db)
                return da < db;
            return a.system != b.system ? a.system : va > vb;
        });
        if (!candidates.isEmpty() && distance(family, QVersionNumber::fromString(candidates.first().version), want) == 0)
            break;
    }
    if (candidates.isEmpty())
        return std::nullopt;
    InterpreterCandidate best = candidates.first();
    if (QVersionNumber::fromString(best.version).segmentCount() < 3) {
        const QString full = versions.of(family, best.path);
        best.version = full.isEmpty() ? best.version : full;
    }
    versions.save();
    Interpreter result{family, best.path, best.version, best.prefix, true};
    result.exact = distance(family, QVersionNumber::fromString(best.version), want) == 0;
    return result;
}

QList<Interpreter> listInterpreters(const InterpreterPlaces &places)
{
    InterpreterVersions versions(places.cacheFile);
    QList<Interpreter> result;
    for (const RuntimeFamily family : managedFamilies()) {
        for (InterpreterCandidate &candidate : findCandidates(family, places)) {
            if (QVersionNumber::fromString(candidate.version).segmentCount() < 3)
                candidate.version = versions.of(family, candidate.path);
            if (!candidate.version.isEmpty())
                result.append({family, candidate.path, candidate.version, candidate.prefix, true});
        }
    }
    versions.save();
    return result;
}

static QString newestExact(RuntimeFamily family, const QList<InterpreterCandidate> &candidates, InterpreterVersions &versions, const QString &today)
{
    QStringList found;
    for (const InterpreterCandidate &candidate : candidates) {
        const bool known = QVersionNumber::fromString(candidate.version).segmentCount() >= versionParts(family);
        found.append((known ? candidate.version : versions.of(family, candidate.path)) + u'.');
    }
    for (const RuntimeInfo &row : runtimeTable()) {
        const bool open = !*row.deprecated || QLatin1String(row.deprecated) > today;
        if (row.family != family || row.preview || !open || !*row.version)
            continue;
        for (const QString &version : found)
            if (version.startsWith(QLatin1String(row.version) + u'.'))
                return QString::fromLatin1(row.id);
    }
    return {};
}

QString newestExactRuntime(RuntimeFamily family, const InterpreterPlaces &places, const QString &today)
{
    InterpreterVersions versions(places.cacheFile);
    const QString id = newestExact(family, findCandidates(family, places), versions, today);
    versions.save();
    return id;
}

QString runtimeAt(const InterpreterPlaces &places, RuntimeFamily family)
{
    if (!managedFamilies().contains(family))
        return defaultRuntime(family);
    const QString today = QDate::currentDate().toString(Qt::ISODate);
    InterpreterVersions versions(places.cacheFile);
    Gatherer gatherer(family, places);
    QString id = newestExact(family, gatherer.system(), versions, today);
    if (id.isEmpty())
        id = newestExact(family, gatherer.all(), versions, today);
    versions.save();
    return id.isEmpty() ? defaultRuntime(family) : id;
}

} // namespace lathe
