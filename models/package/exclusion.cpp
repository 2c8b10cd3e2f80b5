// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/exclusion.h"
#include "core/atomicfile.h"
#include "package/ignorefile.h"
#include "project/patternedit.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace lathe {

static Result<Exclusion> written(Exclusion exclusion)
{
    if (exclusion.after == exclusion.before)
        return exclusion;
    if (auto done = writeFileAtomically(exclusion.file, exclusion.after); !done)
        return tl::unexpected(done.error());
    return exclusion;
}

Result<Exclusion> excludeFromPackage(const Project &project, const QString &function, const QString &root, const QStringList &patterns)
{
    const FunctionDefinition *definition = project.function(function);
    if (!definition || patterns.isEmpty() || !QFileInfo(root).isDir())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "There is nothing to leave out."));
    const bool own = root == definition->codeDir;
    if (own && !definition->artifact.isEmpty())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "The template names a finished package: leave files out where it is made."));
    Exclusion exclusion;
    if (own && project.kind == ProjectKind::Serverless && QFileInfo(project.templateFile).suffix().startsWith(u'y')) {
        for (QString pattern : patterns) { // the framework's sense is the other one
            const bool back = pattern.startsWith(u'!');
            pattern.remove(0, back ? 1 : 0);
            exclusion.patterns << (back ? QString() : QStringLiteral("!")) + (pattern.startsWith(u'/') ? pattern.mid(1) : pattern);
        }
        exclusion.file = project.templateFile;
        const auto bytes = readFile(exclusion.file);
        if (!bytes)
            return tl::unexpected(bytes.error());
        auto edited = withServerlessPatterns(*bytes, exclusion.file, definition->name, exclusion.patterns);
        if (!edited)
            return tl::unexpected(edited.error());
        exclusion.before = *bytes;
        exclusion.after = *edited;
        return written(exclusion);
    }
    exclusion.patterns = patterns;
    exclusion.file = ignoreFileOf(root);
    exclusion.existed = QFileInfo::exists(exclusion.file);
    if (exclusion.existed) {
        const auto bytes = readFile(exclusion.file);
        if (!bytes)
            return tl::unexpected(bytes.error());
        exclusion.before = *bytes;
    }
    exclusion.after = withPatterns(exclusion.before, patterns);
    return written(exclusion);
}

Result<> undoExclusion(const Exclusion &exclusion)
{
    const auto now = readFile(exclusion.file);
    if (!now || *now != exclusion.after)
        return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 was changed meanwhile; take the patterns out there.").arg(exclusion.file));
    if (exclusion.existed)
        return writeFileAtomically(exclusion.file, exclusion.before);
    if (!QFile::remove(exclusion.file))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be removed.").arg(exclusion.file));
    return {};
}

} // namespace lathe
