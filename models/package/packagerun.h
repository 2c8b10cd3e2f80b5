// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/largefile.h"
#include "package/packagewriter.h"
#include "package/store/packagecache.h"
#include "package/zipoutput.h"
#include "package/ziprecords.h"
#include <QElapsedTimer>

namespace lathe {

/// How a member is told of.
PackageEntry shownEntry(const zip::Fields &fields, bool executable);

/// One writePackage(): the entries, where each comes from, and what is told of it. Lives as long as it runs, on its thread.
class PackageRun
{
public:
    PackageRun(const PackageSpec &spec, const QString &file, std::string prefix, const std::function<void(const PackageProgress &)> &progress,
        const std::atomic_bool *cancel);
    PackageRun(const PackageRun &) = delete;
    PackageRun &operator=(const PackageRun &) = delete;

    Result<PackageReport> run();

private:
    void tell(PackageProgress::Phase phase, bool always);
    void tellUnchanged(const TreeIndex &last);
    Result<> writeMembers(int root);
    Result<> writeLarge(int root, const TreeEntry &entry, std::optional<MemberStore::Place> place, int threads);
    Result<bool> writeStored(const TreeEntry &entry, const MemberStore::Place &place);
    zip::Fields membersFields(const TreeEntry &entry, const PackRecord &record) const;
    void note(const TreeEntry &entry, const zip::Fields &fields, bool reused);
    Result<> writeOne(const TreeEntry &entry, const PackRecord &record, const char *data, const PackedMember *member);
    Result<> writeDirectory();

    const PackageSpec &m_spec;
    const std::string m_prefix;
    const std::function<void(const PackageProgress &)> &m_progress;
    const std::atomic_bool *m_cancel;
    ZipOutput m_output;
    PackingRules m_rules;
    PackageCache m_cache;
    std::vector<TreeEntry> m_entries;
    std::string m_directory;
    PackageReport m_report;
    PackageProgress m_state;
    QElapsedTimer m_sinceTold;
};

} // namespace lathe
