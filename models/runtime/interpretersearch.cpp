// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/interpretersearch.h"
#include "runtime/interpreterversion.h"
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
    places.cacheFile = interpreterCacheFile();
    return places;
}

namespace {

/// Gathers candidates of one family; each real file once.
class Gatherer
{
public:
    Gatherer(RuntimeFamily family, const InterpreterPlaces &places) : m_family(family), m_places(places) {}

    void run()
    {
        const QString usr = m_places.root + QStringLiteral("/usr");
        bin(usr + QStringLiteral("/bin"));
        bin(usr + QStringLiteral("/local/bin"));
        managers();
        for (const QString &dir : m_places.path) {
            if (dir.endsWith(QLatin1String("/shims"))) // pyenv, rbenv, nodenv, asdf, mise: the root is beside it
                managerRoot(dir.chopped(6));
            else if (dir.startsWith(u'/'))
                bin(dir);
        }
        for (const QString &dir : children(m_places.root + QStringLiteral("/opt")))
            bin(dir + QStringLiteral("/bin"));
    }

    QList<InterpreterCandidate> found;

private:
    static QStringList children(const QString &dir)
    {
        QStringList result;
        for (const QString &name : QDir(dir).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            result.append(dir + u'/' + name);
        return result;
    }

    void managerRoot(const QString &root)
    {
        for (const char *versions : {"/versions", "/installs/python", "/installs/nodejs", "/installs/node"})
            for (const QString &dir : children(root + QLatin1String(versions)))
                bin(dir + QStringLiteral("/bin"), dir.section(u'/', -1));
    }

    void managers()
    {
        const QString home = m_places.home;
        if (home.isEmpty())
            return;
        const bool python = m_family == RuntimeFamily::Python;
        struct Place
        {
            const char *dir;
            const char *below;
            bool python;
        };
        static constexpr Place places[] = {
            {"/.pyenv/versions", "/bin", true}, {"/.asdf/installs/python", "/bin", true},
            {"/.local/share/mise/installs/python", "/bin", true}, {"/.local/share/uv/python", "/bin", true},
            {"/.local/share/rtx/installs/python", "/bin", true}, {"/miniconda3/envs", "/bin", true},
            {"/.nvm/versions/node", "/bin", false}, {"/.local/share/fnm/node-versions", "/installation/bin", false},
            {"/.fnm/node-versions", "/installation/bin", false}, {"/.volta/tools/image/node", "/bin", false},
            {"/.asdf/installs/nodejs", "/bin", false}, {"/.local/share/mise/installs/node", "/bin", false},
            {"/.nodenv/versions", "/bin", false}, {"/n/n/versions/node", "/bin", false},
        };
        for (const Place &place : places)
            if (place.python == python)
                for (const QString &dir : children(home + QLatin1String(place.dir)))
                    bin(dir + QLatin1String(place.below), dir.section(u'/', -1));
        bin(home + QStringLiteral("/.local/bin"));
    }

    void bin(const QString &dir, const QString &label = {})
    {
        if (m_seenDirs.contains(dir))
            return;
        m_seenDirs.insert(dir);
        if (m_family == RuntimeFamily::Python) {
            if (access(QFile::encodeName(dir).constData(), X_OK) != 0)
                return;
            for (int minor = 6; minor <= 20; ++minor)
                file(dir + QStringLiteral("/python3.") + QString::number(minor), label);
            file(dir + QStringLiteral("/python3"), label);
        } else {
            file(dir + QStringLiteral("/node"), label);
            file(dir + QStringLiteral("/nodejs"), label);
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
        found.append(candidate);
    }

    RuntimeFamily m_family;
    const InterpreterPlaces &m_places;
    QSet<QString> m_seenDirs;
    QSet<QString> m_seenFiles;
};

/// How far a version is from the wanted one: smaller is better. A newer one stands for a missing one sooner than an older.
int distance(RuntimeFamily family, const QVersionNumber &have, const QVersionNumber &wanted)
{
    if (family == RuntimeFamily::Python) {
        if (have.majorVersion() != wanted.majorVersion())
            return 10000;
        const int delta = have.minorVersion() - wanted.minorVersion();
        return delta >= 0 ? delta * 2 : -delta * 2 + 1;
    }
    const int delta = have.majorVersion() - wanted.majorVersion();
    return delta >= 0 ? delta * 2 : -delta * 2 + 1;
}

} // namespace

QList<InterpreterCandidate> findCandidates(RuntimeFamily family, const InterpreterPlaces &places)
{
    if (family != RuntimeFamily::Python && family != RuntimeFamily::Node)
        return {};
    Gatherer gatherer(family, places);
    gatherer.run();
    return gatherer.found;
}

std::optional<Interpreter> chooseInterpreter(RuntimeFamily family, const QString &wanted, const InterpreterPlaces &places)
{
    InterpreterVersions versions(places.cacheFile);
    QList<InterpreterCandidate> candidates;
    // The usual case first: the system's own of exactly this version needs no search.
    InterpreterPlaces system;
    system.root = places.root;
    const QVersionNumber want = QVersionNumber::fromString(wanted);
    for (const InterpreterPlaces &where : {system, places}) {
        candidates = findCandidates(family, where);
        for (InterpreterCandidate &candidate : candidates)
            if (QVersionNumber::fromString(candidate.version).segmentCount() < (family == RuntimeFamily::Python ? 2 : 1))
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
    for (const RuntimeFamily family : {RuntimeFamily::Python, RuntimeFamily::Node}) {
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

QString newestExactRuntime(RuntimeFamily family, const InterpreterPlaces &places, const QString &today)
{
    InterpreterVersions versions(places.cacheFile);
    QStringList found;
    for (const InterpreterCandidate &candidate : findCandidates(family, places)) {
        const bool known = QVersionNumber::fromString(candidate.version).segmentCount() >= (family == RuntimeFamily::Python ? 2 : 1);
        found.append((known ? candidate.version : versions.of(family, candidate.path)) + u'.');
    }
    versions.save();
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

} // namespace lathe
