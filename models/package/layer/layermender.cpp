// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/layermender.h"
#include "package/layer/inputfacts.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

using Kind = LayerNote::Kind;

static const QString pythonDir = QStringLiteral("python"), modulesDir = QStringLiteral("nodejs/node_modules"),
                     rubyLibDir = QStringLiteral("ruby/lib"), javaDir = QStringLiteral("java/lib");

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

static QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

static bool isRubyVersion(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^\d+\.\d+\.\d+$)"));
    return pattern.match(name).hasMatch();
}

static bool isPythonFolder(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^python3\.\d+$)"));
    return pattern.match(name).hasMatch();
}

static bool isNodeFolder(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^node\d+$)"));
    return pattern.match(name).hasMatch();
}

/// The site-packages of a virtual environment or of "lib" of one; empty when there is none.
static QString sitePackagesBelow(const QString &lib)
{
    for (const QString &name : foldersIn(lib))
        if (isPythonFolder(name))
            for (const char *site : {"/site-packages", "/dist-packages"})
                if (const QString dir = lib + u'/' + name + QLatin1String(site); QFileInfo(dir).isDir())
                    return dir;
    return {};
}

QString LayerMender::shown(const QString &path) const
{
    if (m_root.isEmpty() || !path.startsWith(m_root))
        return nameOf(path);
    return path == m_root ? m_shown : path.mid(m_root.size() + 1);
}

void LayerMender::place(const QString &source, const QString &target)
{
    m_plan.placements.append({source, target});
}

void LayerMender::contents(const QString &dir, const QString &target)
{
    for (const QString &name : entriesOf(dir))
        place(dir + u'/' + name, target.isEmpty() ? name : target + u'/' + name);
    for (const QString &name : QDir(dir).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        if (isJunk(name))
            note(Kind::LeftOut, tr("%1 is left out: no layer needs it.").arg(name), dir + u'/' + name, {});
}

void LayerMender::note(Kind kind, const QString &text, const QString &from, const QString &to)
{
    m_plan.notes.append({kind, text, from, to});
}

void LayerMender::moved(const QString &what, const QString &to)
{
    note(Kind::Moved, tr("%1 went to %2, where the runtime looks for it.").arg(shown(what), to), what, to);
}

void LayerMender::takeFolder(const QString &dir)
{
    const QString name = nameOf(dir);
    if (takeKnown(dir))
        return;
    if (QFileInfo::exists(dir + QStringLiteral("/__init__.py"))) {
        place(dir, pythonDir + u'/' + name);
        moved(dir, pythonDir + u'/' + name);
        return;
    }
    if (takeUniform(dir) || takeParts(dir))
        return;
    place(dir, name);
    note(Kind::Warning, tr("No runtime looks for %1 by itself; functions find it at /opt/%1.").arg(name), dir, name);
}

void LayerMender::takeRoot(const QString &dir, const QString &shownAs)
{
    m_root = dir;
    m_shown = shownAs;
    if (isLayerRoot(dir))
        takeLayer(dir);
    else if (!takeKnown(dir) && !takeUniform(dir))
        takeEach(dir);
    m_root.clear();
}

/// An archive's entries, each on its own.
void LayerMender::takeEach(const QString &dir)
{
    for (const QString &name : entriesOf(dir)) {
        const QString path = dir + u'/' + name;
        if (QFileInfo(path).isDir())
            takeFolder(path);
        else
            takeFile(path);
    }
}

/// Folders that say by name or content what they are.
bool LayerMender::takeKnown(const QString &dir)
{
    const QString name = nameOf(dir);
    if (QFileInfo::exists(dir + QStringLiteral("/pyvenv.cfg"))) {
        takeVenv(dir);
        return true;
    }
    if (takeKnownNode(dir) || takeKnownRuby(dir))
        return true;
    if (isLayerRoot(dir)) {
        if (dir != m_root && !m_root.isEmpty())
            note(Kind::Moved, tr("The folder %1 around the layer was taken away.").arg(shown(dir)), dir, {});
        takeLayer(dir);
        return true;
    }
    static const QStringList parts = {QStringLiteral("python"), QStringLiteral("nodejs"), QStringLiteral("ruby"), QStringLiteral("java"),
                                      QStringLiteral("bin"), QStringLiteral("lib"), QStringLiteral("extensions")};
    if (parts.contains(name) && dir != m_root && !QFileInfo::exists(dir + QStringLiteral("/__init__.py"))) {
        takePart(name, dir);
        return true;
    }
    return takeKnownPython(dir);
}

bool LayerMender::takeKnownPython(const QString &dir)
{
    const QString name = nameOf(dir);
    if (name == QLatin1String("site-packages") || name == QLatin1String("dist-packages")) {
        contents(dir, pythonDir);
        moved(dir, pythonDir);
        return true;
    }
    if (dir != m_root && (name.endsWith(QLatin1String(".dist-info")) || name.endsWith(QLatin1String(".egg-info")))) {
        place(dir, pythonDir + u'/' + name);
        return true;
    }
    const QStringList names = entriesOf(dir);
    if (std::any_of(names.cbegin(), names.cend(), [](const QString &n) { return n.endsWith(QLatin1String(".dist-info")); })) {
        contents(dir, pythonDir);
        moved(dir, pythonDir);
        return true;
    }
    if (QFileInfo::exists(dir + QStringLiteral("/__init__.py")))
        return false;
    for (const char *file : {"/requirements.txt", "/pyproject.toml"})
        if (const auto manifest = QFileInfo(dir + QLatin1String(file)).isFile() ? manifestOf(dir + QLatin1String(file)) : std::nullopt) {
            m_plan.manifests.append(*manifest);
            note(Kind::LeftOut, tr("Of %1 only the libraries that %2 names go into the layer; its own code stays out.").arg(shown(dir), nameOf(manifest->file)), dir, {});
            return true;
        }
    return false;
}

bool LayerMender::takeKnownNode(const QString &dir)
{
    const QString name = nameOf(dir), parent = nameOf(QFileInfo(dir).path());
    if (name == QLatin1String("node_modules")) {
        contents(dir, modulesDir);
        moved(dir, modulesDir);
        return true;
    }
    if (name == QLatin1String("nodejs"))
        return false;
    const QString modules = dir + QStringLiteral("/node_modules");
    const bool inModules = parent == QLatin1String("node_modules") ||
                           (parent.startsWith(u'@') && nameOf(QFileInfo(QFileInfo(dir).path()).path()) == QLatin1String("node_modules"));
    if (QFileInfo(modules).isDir() && !inModules) {
        contents(modules, modulesDir);
        note(Kind::Moved, tr("The node_modules of %1 went to %2; the rest of it stays out.").arg(shown(dir), modulesDir), modules, modulesDir);
        return true;
    }
    if (!isNodeModule(dir)) {
        const QString package = dir + QStringLiteral("/package.json");
        if (!QFileInfo(package).isFile() || !hasNodeDependencies(package))
            return false;
        m_plan.manifests.append(*manifestOf(package));
        return true;
    }
    if (!name.startsWith(u'@') && !inModules && hasNodeDependencies(dir + QStringLiteral("/package.json"))) {
        m_plan.manifests.append(*manifestOf(dir + QStringLiteral("/package.json")));
        note(Kind::LeftOut, tr("Of %1 only the libraries that %2 names go into the layer; its own code stays out.").arg(shown(dir), QStringLiteral("package.json")), dir, {});
        return true;
    }
    QString target = nodeModuleName(dir);
    if (parent.startsWith(u'@') && !target.startsWith(u'@'))
        target.prepend(parent + u'/');
    place(dir, modulesDir + u'/' + target);
    moved(dir, modulesDir + u'/' + target);
    return true;
}

bool LayerMender::takeKnownRuby(const QString &dir)
{
    if (takeGems(dir))
        return true;
    for (const char *below : {"/vendor/bundle/ruby", "/ruby"})
        for (const QString &version : foldersIn(dir + QLatin1String(below)))
            if (const QString home = dir + QLatin1String(below) + u'/' + version; isRubyVersion(version) && isGemHome(home))
                return takeGems(home);
    for (const char *file : {"/Gemfile", "/gems.rb"})
        if (QFileInfo(dir + QLatin1String(file)).isFile() && !QFileInfo::exists(dir + QStringLiteral("/package.json"))) {
            m_plan.manifests.append(*manifestOf(dir + QLatin1String(file)));
            note(Kind::LeftOut, tr("Of %1 only the libraries that %2 names go into the layer; its own code stays out.").arg(shown(dir), QString::fromLatin1(file + 1)), dir, {});
            return true;
        }
    return false;
}

/// A folder as GEM_HOME: its name may be the version of Ruby's interface.
bool LayerMender::takeGems(const QString &dir)
{
    if (!isGemHome(dir))
        return false;
    const QString name = nameOf(dir);
    const QString target = QStringLiteral("ruby/gems/") + (isRubyVersion(name) ? name : m_rubyVersion + QStringLiteral(".0"));
    contents(dir, target);
    moved(dir, target);
    return true;
}

void LayerMender::takeVenv(const QString &dir)
{
    const QString site = sitePackagesBelow(dir + QStringLiteral("/lib"));
    if (site.isEmpty()) {
        note(Kind::Warning, tr("%1 is a virtual environment without site-packages; nothing of it is in the layer.").arg(shown(dir)), dir, {});
        return;
    }
    contents(site, pythonDir);
    note(Kind::Moved, tr("The site-packages of the virtual environment %1 went to %2; its interpreter stays out.").arg(shown(dir), pythonDir), site, pythonDir);
    note(Kind::Warning, tr("The virtual environment was made by %1 on this machine; compiled libraries in it fit that version only.").arg(nameOf(QFileInfo(site).path())), site, pythonDir);
}

void LayerMender::takeLayer(const QString &dir)
{
    for (const QString &name : entriesOf(dir)) {
        const QString path = dir + u'/' + name;
        if (QFileInfo(path).isDir())
            takePart(name, path);
        else if (name == QLatin1String("bootstrap") || !QStringList{QStringLiteral("py"), QStringLiteral("rb"), QStringLiteral("jar")}.contains(QFileInfo(name).suffix()))
            place(path, name);
        else
            takeFile(path);
    }
}

void LayerMender::takePart(const QString &name, const QString &dir)
{
    if (name == QLatin1String("python"))
        return takePython(dir);
    if (name == QLatin1String("nodejs"))
        return takeNode(dir);
    if (name == QLatin1String("ruby"))
        return takeRuby(dir);
    if (name == QLatin1String("java"))
        return takeJava(dir);
    if (name == QLatin1String("lib"))
        if (const QString site = sitePackagesBelow(dir); !site.isEmpty()) {
            contents(site, pythonDir);
            return moved(site, pythonDir);
        }
    if (isPythonPart(dir)) {
        place(dir, pythonDir + u'/' + name);
        return moved(dir, pythonDir + u'/' + name);
    }
    if (name == QLatin1String("node_modules")) {
        contents(dir, modulesDir);
        return moved(dir, modulesDir);
    }
    place(dir, name);
}

void LayerMender::takePython(const QString &dir)
{
    if (QFileInfo::exists(dir + QStringLiteral("/pyvenv.cfg")))
        return takeVenv(dir);
    for (const QString &name : entriesOf(dir)) {
        const QString path = dir + u'/' + name;
        const QString versioned = isPythonFolder(name) ? path + QStringLiteral("/site-packages") : QString();
        if (name == QLatin1String("site-packages") || (name == QLatin1String("python") && QFileInfo(path).isDir() && !QFileInfo::exists(path + QStringLiteral("/__init__.py")))) {
            contents(path, pythonDir);
            moved(path, pythonDir);
        } else if (!versioned.isEmpty() && QFileInfo(versioned).isDir()) {
            const QString to = QStringLiteral("python/lib/%1/site-packages").arg(name);
            contents(versioned, to);
            moved(versioned, to);
        } else {
            place(path, pythonDir + u'/' + name);
        }
    }
}

void LayerMender::takeNode(const QString &dir)
{
    const QStringList names = entriesOf(dir);
    const QString package = dir + QStringLiteral("/package.json");
    const bool installed = std::any_of(names.cbegin(), names.cend(), [](const QString &n) { return n == QLatin1String("node_modules") || isNodeFolder(n); });
    if (!installed && QFileInfo(package).isFile() && hasNodeDependencies(package))
        m_plan.manifests.append(*manifestOf(package));
    for (const QString &name : names) {
        const QString path = dir + u'/' + name;
        if (name != QLatin1String("node_modules") && !isNodeFolder(name) && QFileInfo(path).isDir() && isNodeModule(path)) {
            const QString to = modulesDir + u'/' + nodeModuleName(path);
            place(path, to);
            moved(path, to);
        } else {
            place(path, QStringLiteral("nodejs/") + name);
        }
    }
}

void LayerMender::takeRuby(const QString &dir)
{
    for (const QString &name : entriesOf(dir)) {
        const QString path = dir + u'/' + name;
        if (isRubyVersion(name) && takeGems(path))
            continue;
        if (name == QLatin1String("gems") && isGemHome(path)) {
            takeGems(path);
        } else if (name.endsWith(QLatin1String(".rb"))) {
            place(path, rubyLibDir + u'/' + name);
            moved(path, rubyLibDir + u'/' + name);
        } else {
            place(path, QStringLiteral("ruby/") + name);
        }
    }
}

void LayerMender::takeJava(const QString &dir)
{
    for (const QString &name : entriesOf(dir)) {
        const bool jar = name.endsWith(QLatin1String(".jar"));
        const QString to = (jar ? javaDir : QStringLiteral("java")) + u'/' + name;
        place(dir + u'/' + name, to);
        if (jar)
            moved(dir + u'/' + name, to);
    }
}

/// A folder that holds one kind of thing: packages, modules, jars, Ruby files, libraries or programs.
bool LayerMender::takeUniform(const QString &dir)
{
    const QStringList names = entriesOf(dir);
    const auto all = [&](auto fits) {
        return !names.isEmpty() && std::all_of(names.cbegin(), names.cend(), [&](const QString &name) { return fits(dir + u'/' + name); });
    };
    const auto plain = [](const QString &path) { return QFileInfo(path).isFile(); };
    const bool packages = std::any_of(names.cbegin(), names.cend(), [&](const QString &n) { return QFileInfo(dir + u'/' + n).isDir() && n != QLatin1String("__pycache__"); });
    const QString name = nameOf(dir);
    if (all(isPythonPart)) {
        // Files alone in a folder are imported through its name, "from tools import x", as they are on this machine.
        const bool named = !packages && dir != m_root;
        const QString to = named ? pythonDir + u'/' + name : pythonDir;
        named ? place(dir, to) : contents(dir, to);
        moved(dir, to);
        if (named)
            note(Kind::Warning, tr("The files of %1 are imported as \"%1.name\". To import them without it, drop the files themselves.").arg(name), dir, to);
        return true;
    }
    const auto into = [&](const QString &to) {
        contents(dir, to);
        moved(dir, to);
        return true;
    };
    if (all([](const QString &path) { return QFileInfo(path).isDir() && isNodeModule(path); })) {
        for (const QString &each : names)
            takeKnownNode(dir + u'/' + each);
        return true;
    }
    if (all([&](const QString &path) { return plain(path) && path.endsWith(QLatin1String(".jar")); }))
        return into(javaDir);
    if (all([&](const QString &path) { return plain(path) && isSharedLibrary(nameOf(path)); }))
        return into(QStringLiteral("lib"));
    if (all([&](const QString &path) { return plain(path) && isProgram(path); }))
        return into(QStringLiteral("bin"));
    if (names.size() == 1 && QFileInfo(dir + u'/' + names.constFirst()).isDir() && dir != m_root) {
        note(Kind::Moved, tr("The folder %1 around %2 was taken away.").arg(shown(dir), names.constFirst()), dir, {});
        takeFolder(dir + u'/' + names.constFirst());
        return true;
    }
    return false;
}

/// A folder with Ruby files, or with packages beside other files.
bool LayerMender::takeParts(const QString &dir)
{
    const QStringList names = entriesOf(dir);
    const auto any = [&](const char *suffix) {
        return std::any_of(names.cbegin(), names.cend(), [&](const QString &n) { return n.endsWith(QLatin1String(suffix)); });
    };
    if (any(".rb")) {
        contents(dir, rubyLibDir);
        moved(dir, rubyLibDir);
        return true;
    }
    if (any(".py")) {
        place(dir, pythonDir + u'/' + nameOf(dir));
        moved(dir, pythonDir + u'/' + nameOf(dir));
        return true;
    }
    return false;
}

void LayerMender::takeFile(const QString &path)
{
    const QString name = nameOf(path), suffix = QFileInfo(path).suffix().toLower();
    if (isJunk(name))
        return note(Kind::LeftOut, tr("%1 is left out: no layer needs it.").arg(name), path, {});
    QString to;
    if (name == QLatin1String("bootstrap"))
        to = name;
    else if (isPythonPart(path) || suffix == QLatin1String("pyc"))
        to = pythonDir + u'/' + name;
    else if (suffix == QLatin1String("js") || suffix == QLatin1String("cjs") || suffix == QLatin1String("node"))
        to = modulesDir + u'/' + name;
    else if (suffix == QLatin1String("mjs"))
        to = QStringLiteral("nodejs/") + name;
    else if (suffix == QLatin1String("rb"))
        to = rubyLibDir + u'/' + name;
    else if (suffix == QLatin1String("jar"))
        to = javaDir + u'/' + name;
    else if (isSharedLibrary(name))
        to = QStringLiteral("lib/") + name;
    else if (isProgram(path))
        to = QStringLiteral("bin/") + name;
    place(path, to.isEmpty() ? name : to);
    if (to.isEmpty())
        return note(Kind::Warning, tr("No runtime looks for %1 by itself; functions find it at /opt/%1.").arg(name), path, name);
    if (suffix == QLatin1String("mjs"))
        note(Kind::Warning, tr("A module file alone is imported by its path: import \"/opt/%1\".").arg(to), path, to);
    if (to != name)
        moved(path, to);
}

} // namespace lathe
