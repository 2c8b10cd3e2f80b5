// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagetree.h"
#include "package/entryrules.h"
#include "package/ignorefile.h"
#include "package/treewalker.h"
#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace lathe {

bool storedBefore(const TreeEntry &a, const TreeEntry &b)
{
    const std::size_t both = std::min(a.path.size(), b.path.size());
    if (const int order = std::memcmp(a.path.data(), b.path.data(), both); order != 0)
        return order < 0;
    const auto next = [both](const TreeEntry &e) { // the slash of an empty folder is not in its path
        return e.path.size() > both ? int(static_cast<unsigned char>(e.path[both])) : e.kind == TreeEntry::Kind::EmptyFolder ? int('/') : -1;
    };
    return next(a) < next(b);
}

Result<std::vector<TreeEntry>> walkPackageTree(const PackageSpec &spec, const std::string *skipped, const std::atomic_bool *cancel)
{
    const int root = ::open(QFile::encodeName(spec.rootDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (spec.rootDir.isEmpty() || root < 0) {
        const int saved = errno;
        if (root >= 0)
            ::close(root);
        return fail(saved == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
            QCoreApplication::translate("lathe", "The folder %1 cannot be packaged: %2.").arg(spec.rootDir, qt_error_string(saved)),
            {}, QStringLiteral("LTH-PKG-003"));
    }
    const QStringList defaults = spec.defaultExcludes ? defaultPackageExcludes() : QStringList();
    const IgnorePatterns patterns(defaults + (spec.defaultExcludes ? readIgnoreFile(spec.rootDir) : QStringList()) + spec.patterns, int(defaults.size()));
    TreeWalker walker(patterns, skipped, cancel);
    auto found = walker.walk(root);
    if (!found || !walker.hasDoubts())
        return found;
    entryrules::TwinFinder twins;
    using Twin = entryrules::TwinFinder::Kind;
    for (const TreeEntry &entry : *found) {
        QString problem = entryrules::nameProblem(entry.path);
        if (problem.isEmpty())
            problem = twins.add(entry.path, entry.kind == TreeEntry::Kind::File ? Twin::File
                : entry.kind == TreeEntry::Kind::Link ? Twin::Link : Twin::Folder);
        if (!problem.isEmpty())
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
                "%1 cannot be packaged: %2. Rename it or leave it out with a pattern.").arg(entryrules::shown(entry.path), problem),
                {}, QStringLiteral("LTH-PKG-006"));
    }
    return found;
}

} // namespace lathe
