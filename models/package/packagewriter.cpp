// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagewriter.h"
#include "package/entryrules.h"
#include "package/packagerun.h"
#include "package/packagetree.h"
#include <QCoreApplication>

namespace lathe {

static Result<std::string> checkedPrefix(const QString &prefix)
{
    std::string text = prefix.toStdString();
    while (!text.empty() && text.back() == '/')
        text.pop_back();
    if (text.empty())
        return text;
    if (const QString problem = entryrules::nameProblem(text); !problem.isEmpty())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "The prefix %1 cannot be used: %2.").arg(prefix, problem));
    return text + '/';
}

Result<QList<PackageEntry>> listPackage(const PackageSpec &spec)
{
    const auto prefix = checkedPrefix(spec.prefix);
    if (!prefix)
        return tl::unexpected(prefix.error());
    const auto entries = walkPackageTree(spec, nullptr, nullptr);
    if (!entries)
        return tl::unexpected(entries.error());
    QList<PackageEntry> list;
    list.reserve(qsizetype(entries->size()));
    for (const TreeEntry &entry : *entries)
        list.append(shownEntry(zip::fieldsOf(entry, *prefix), entry.executable));
    return list;
}

Result<PackageReport> writePackage(const PackageSpec &spec, const QString &file,
    const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    auto prefix = checkedPrefix(spec.prefix);
    if (!prefix)
        return tl::unexpected(prefix.error());
    return PackageRun(spec, file, std::move(*prefix), progress, cancel).run();
}

} // namespace lathe
