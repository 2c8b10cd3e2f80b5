// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtimes.h"

namespace lathe {

const QList<RuntimeInfo> &runtimeTable()
{
    using F = RuntimeFamily;
    static const QList<RuntimeInfo> table{
        {"python3.15", F::Python, "3.15", "", "", true},
        {"python3.14", F::Python, "3.14", "2029-06-30", "2029-07-31"},
        {"python3.13", F::Python, "3.13", "2029-06-30", "2029-07-31"},
        {"python3.12", F::Python, "3.12", "2028-10-31", "2028-11-30"},
        {"python3.11", F::Python, "3.11", "2027-06-30", "2027-07-31"},
        {"python3.10", F::Python, "3.10", "2026-10-31", "2027-02-01"},
        {"python3.9", F::Python, "3.9", "2025-12-15", "2027-02-01"},
        {"python3.8", F::Python, "3.8", "2024-10-14", "2027-02-01"},
        {"python3.7", F::Python, "3.7", "2023-12-04", "2024-01-09"},
        {"nodejs26.x", F::Node, "26", "", "", true},
        {"nodejs24.x", F::Node, "24", "2028-04-30", "2028-06-01"},
        {"nodejs22.x", F::Node, "22", "2027-04-30", "2027-06-01"},
        {"nodejs20.x", F::Node, "20", "2026-04-30", "2027-02-01"},
        {"nodejs18.x", F::Node, "18", "2025-09-01", "2027-02-01"},
        {"nodejs16.x", F::Node, "16", "2024-06-12", "2027-02-01"},
        {"nodejs14.x", F::Node, "14", "2023-12-04", "2024-01-09"},
        {"ruby4.0", F::Ruby, "4.0", "2029-03-31", "2029-04-30"},
        {"ruby3.4", F::Ruby, "3.4", "2028-03-31", "2028-04-30"},
        {"ruby3.3", F::Ruby, "3.3", "2027-03-31", "2027-04-30"},
        {"ruby3.2", F::Ruby, "3.2", "2026-03-31", "2027-02-01"},
        {"ruby2.7", F::Ruby, "2.7", "2023-12-07", "2024-01-09"},
        {"java25", F::Java, "25", "2029-06-30", "2029-07-31"},
        {"java21", F::Java, "21", "2029-06-30", "2029-07-31"},
        {"java17.al2023", F::Java, "17", "2029-06-30", "2029-07-31"},
        {"java17", F::Java, "17", "2027-06-30", "2027-07-31"},
        {"java11.al2023", F::Java, "11", "2029-06-30", "2029-07-31"},
        {"java11", F::Java, "11", "2027-06-30", "2027-07-31"},
        {"java8.al2023", F::Java, "8", "2029-06-30", "2029-07-31"},
        {"java8.al2", F::Java, "8", "2027-06-30", "2027-07-31"},
        {"java8", F::Java, "8", "2024-01-08", "2024-02-08"},
        {"dotnet10", F::Dotnet, "10", "2028-11-14", "2028-12-14"},
        {"dotnet8", F::Dotnet, "8", "2026-11-10", "2027-02-01"},
        {"dotnet6", F::Dotnet, "6", "2024-12-20", "2027-02-01"},
        {"go1.x", F::Go, "1", "2024-01-08", "2024-02-08"},
        {"provided.al2023", F::Provided, "", "2029-06-30", "2029-07-31"},
        {"provided.al2", F::Provided, "", "2026-07-31", "2027-02-01"},
        {"provided", F::Provided, "", "2024-01-08", "2024-02-08"},
    };
    return table;
}

const RuntimeInfo *findRuntime(const QString &id)
{
    for (const RuntimeInfo &row : runtimeTable())
        if (id == QLatin1String(row.id))
            return &row;
    return nullptr;
}

RuntimeFamily runtimeFamily(const QString &id)
{
    using F = RuntimeFamily;
    static constexpr std::pair<const char *, F> prefixes[] = {{"python", F::Python}, {"nodejs", F::Node}, {"ruby", F::Ruby},
        {"java", F::Java}, {"dotnet", F::Dotnet}, {"go", F::Go}, {"provided", F::Provided}};
    for (const auto &[prefix, family] : prefixes)
        if (id.startsWith(QLatin1String(prefix)))
            return family;
    return F::Unknown;
}

QString runtimeVersion(const QString &id)
{
    if (const RuntimeInfo *row = findRuntime(id))
        return QString::fromLatin1(row->version);
    qsizetype at = 0;
    while (at < id.size() && id[at].isLetter())
        ++at;
    QString version = id.mid(at).section(QStringLiteral(".al"), 0, 0);
    if (version.endsWith(QLatin1String(".x")))
        version.chop(2);
    return version;
}

QString defaultRuntime(RuntimeFamily family)
{
    for (const RuntimeInfo &row : runtimeTable())
        if (row.family == family && !row.preview)
            return QString::fromLatin1(row.id);
    return {};
}

} // namespace lathe
