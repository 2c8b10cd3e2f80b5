// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagerun.h"
#include "core/limits.h"
#include "package/entryrules.h"
#include "package/memberpacker.h"
#include "package/packageerrors.h"
#include "package/packagetree.h"
#include "package/zipformat.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <ctime>
#include <fcntl.h>
#include <future>
#include <unistd.h>

namespace lathe {
namespace {

int packingLevel(const PackageSpec &spec) { return spec.fast ? 1 : std::clamp(spec.level, 1, 12); }

qint64 now()
{
    timespec t = {};
    ::clock_gettime(CLOCK_REALTIME, &t);
    return qint64(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

Result<> checkSize(const std::vector<TreeEntry> &entries)
{
    qint64 total = 0;
    for (const TreeEntry &entry : entries)
        total += entry.bytes;
    if (total <= limits::unzippedBytes)
        return {};
    std::vector<const TreeEntry *> largest;
    for (const TreeEntry &entry : entries)
        largest.push_back(&entry);
    std::stable_sort(largest.begin(), largest.end(), [](const TreeEntry *a, const TreeEntry *b) { return a->bytes > b->bytes; });
    largest.resize(std::min<std::size_t>(largest.size(), 10));
    QString detail;
    for (const TreeEntry *entry : largest)
        detail += QStringLiteral("%1  %2\n").arg(entry->bytes, 12).arg(entryrules::shown(entry->path));
    QLocale c = QLocale::c();
    c.setNumberOptions(QLocale::DefaultNumberOptions); // with commas
    return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe",
        "The package unzips to %1 bytes, Lambda's limit is %2. Leave out what the function does not need with patterns, or move libraries to a layer or a container image.")
        .arg(c.toString(total), c.toString(limits::unzippedBytes)), detail, QStringLiteral("LTH-PKG-001"));
}

/// The path of `file` below the root of the package, or nothing.
std::string pathBelow(const QString &rootDir, const QString &file)
{
    const QString root = QFileInfo(rootDir).canonicalFilePath() + u'/';
    const QFileInfo info(file);
    const QString real = QFileInfo(info.absolutePath()).canonicalFilePath() + u'/' + info.fileName();
    return real.startsWith(root) ? QFile::encodeName(real.mid(root.size())).toStdString() : std::string();
}

} // namespace

PackageEntry shownEntry(const zip::Fields &f, bool executable)
{
    return {QString::fromStdString(f.name), qint64(f.bytes), qint64(f.packed), executable};
}

PackageRun::PackageRun(const PackageSpec &spec, const QString &file, std::string prefix, const std::function<void(const PackageProgress &)> &progress,
    const std::atomic_bool *cancel)
    : m_spec(spec), m_prefix(std::move(prefix)), m_progress(progress), m_cancel(cancel), m_output(file), m_rules{packingLevel(spec), spec.fast, nullptr},
      m_cache(spec, MemberStore::recipeFor(m_rules.level, spec.fast), now())
{
    m_report.file = file;
}

void PackageRun::tell(PackageProgress::Phase phase, bool always)
{
    m_state.phase = phase;
    if (!m_progress || (!always && m_sinceTold.isValid() && m_sinceTold.elapsed() < 20))
        return;
    m_progress(m_state);
    m_sinceTold.start();
}

Result<PackageReport> PackageRun::run()
{
    tell(PackageProgress::Phase::Looking, true);
    const std::string own = pathBelow(m_spec.rootDir, m_report.file);
    auto entries = walkPackageTree(m_spec, own.empty() ? nullptr : &own, m_cancel);
    if (!entries)
        return tl::unexpected(entries.error());
    m_entries = std::move(*entries);
    if (m_entries.empty())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
            "There is nothing to package in %1: it is empty or the patterns leave everything out.").arg(m_spec.rootDir), {},
            QStringLiteral("LTH-PKG-008"));
    if (auto fits = checkSize(m_entries); !fits)
        return tl::unexpected(fits.error());
    m_state.totalFiles = int(m_entries.size());
    for (const TreeEntry &entry : m_entries)
        m_state.totalBytes += entry.bytes;
    m_report.entries.reserve(qsizetype(m_entries.size()));
    m_cache.match(m_entries);
    if (const TreeIndex *last = m_cache.unchanged(m_entries, m_output.target())) {
        tellUnchanged(*last);
        return std::move(m_report);
    }
    const int root = ::open(QFile::encodeName(m_spec.rootDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<const int, void (*)(const int *)> closer(&root, [](const int *fd) { ::close(*fd); });
    if (auto opened = m_output.open(); !opened)
        return tl::unexpected(opened.error());
    m_output.makeRoom = [this] { m_cache.makeRoom(ENOSPC); };
    if (auto done = writeMembers(root); !done)
        return tl::unexpected(done.error());
    tell(PackageProgress::Phase::Finishing, true);
    auto hash = m_output.finish();
    if (!hash)
        return tl::unexpected(hash.error());
    m_report.sha256 = *hash;
    auto placed = std::async(std::launch::async, [this] { return m_output.commit(); }); // it waits for the disk
    m_cache.commit(*hash, m_report.zipBytes); // an index of a package that is not there fits no file
    if (auto done = placed.get(); !done)
        return tl::unexpected(done.error());
    m_report.warnings = m_cache.warnings();
    return std::move(m_report);
}

void PackageRun::tellUnchanged(const TreeIndex &last)
{
    for (const TreeIndex::Entry &entry : last.entries) {
        zip::Fields f = zip::fieldsOf(entry.tree, m_prefix);
        f.packed = entry.packed;
        m_report.entries.append(shownEntry(f, entry.tree.executable));
        m_report.reusedFiles += entry.tree.kind == TreeEntry::Kind::File && entry.tree.bytes > 0;
    }
    m_report.unchanged = true;
    m_report.unzippedBytes = m_state.bytes = m_state.totalBytes;
    m_report.zipBytes = last.zipBytes;
    m_report.sha256 = last.zipSha256;
    m_state.files = m_state.totalFiles;
    tell(PackageProgress::Phase::Packing, true);
    tell(PackageProgress::Phase::Finishing, true);
}

Result<> PackageRun::writeMembers(int root)
{
    m_cache.load();
    m_rules.store = m_cache.store();
    std::vector<std::optional<MemberStore::Place>> places(m_entries.size());
    std::vector<const TreeEntry *> toPack;
    const auto isLarge = [&](std::size_t i) { return m_entries[i].kind == TreeEntry::Kind::File && m_entries[i].bytes > LargeFile::fromBytes; };
    const auto needsReading = [&](std::size_t i) { return !places[i] && m_entries[i].kind == TreeEntry::Kind::File && !isLarge(i); };
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        places[i] = m_cache.place(i);
        if (needsReading(i))
            toPack.push_back(&m_entries[i]);
    }
    const int threads = m_spec.threads > 0 ? m_spec.threads : int(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
    tell(PackageProgress::Phase::Packing, true);
    DeflateQueue queue(root, std::move(toPack), m_rules, threads, m_cancel);
    MemberPacker packer(root, m_rules, m_cancel); // for what needs no reading, and what the store has lost
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const TreeEntry &entry = m_entries[i];
        if (m_cancel && *m_cancel)
            return packageerrors::cancelled();
        const char *ready = places[i] && !isLarge(i) ? m_cache.read(*places[i]) : nullptr;
        if (isLarge(i)) {
            if (auto done = writeLarge(root, entry, places[i], threads); !done)
                return done;
        } else if (ready) {
            if (auto done = writeOne(entry, *places[i]->record, ready, nullptr); !done)
                return done;
        } else {
            const auto member = needsReading(i) ? queue.take() : packer.pack(entry);
            if (!member)
                return tl::unexpected(member.error());
            const PackRecord record{member->hash, 0, member->size, std::uint64_t(entry.bytes), member->crc, 0, member->deflated};
            if (auto done = writeOne(entry, record, member->data.get(), &*member); !done)
                return done;
        }
        ++m_state.files;
        m_state.bytes += entry.bytes;
        if (m_progress && (i % 64 == 0 || m_state.files == m_state.totalFiles))
            tell(PackageProgress::Phase::Packing, m_state.files == m_state.totalFiles);
    }
    return writeDirectory();
}

zip::Fields PackageRun::membersFields(const TreeEntry &entry, const PackRecord &record) const
{
    zip::Fields f = zip::fieldsOf(entry, m_prefix);
    f.method = record.deflated ? zip::methodDeflate : zip::methodStore;
    f.crc = record.crc;
    f.packed = record.packed;
    f.offset = m_output.offset();
    return f;
}

void PackageRun::note(const TreeEntry &entry, const zip::Fields &fields, bool reused)
{
    zip::putCentral(m_directory, fields);
    m_report.entries.append(shownEntry(fields, entry.executable));
    m_report.reusedFiles += reused;
}

/// `member` is null for what stood in the store, as this very file's.
Result<> PackageRun::writeOne(const TreeEntry &entry, const PackRecord &record, const char *data, const PackedMember *member)
{
    const zip::Fields f = membersFields(entry, record);
    if (auto done = m_output.write(zip::localHeader(f)); !done)
        return done;
    if (auto done = m_output.write(data, record.packed); !done)
        return done;
    note(entry, f, !member || member->stored);
    m_cache.keep(entry, record, member);
    return {};
}

Result<bool> PackageRun::writeStored(const TreeEntry &entry, const MemberStore::Place &place)
{
    const zip::Fields f = membersFields(entry, *place.record);
    bool begun = false;
    const auto done = m_cache.readLarge(place, [&](const char *data, std::size_t size) {
        if (!std::exchange(begun, true))
            if (auto head = m_output.write(zip::localHeader(f)); !head)
                return head;
        return m_output.write(data, size);
    });
    if (done && *done) {
        note(entry, f, true);
        m_cache.keep(entry, *place.record, nullptr);
    }
    return done;
}

/// In pieces: what is packed goes to the zip at once, behind the room for its header, and from there to the hash and the store.
Result<> PackageRun::writeLarge(int root, const TreeEntry &entry, std::optional<MemberStore::Place> place, int threads)
{
    LargeFile file(root, entry, m_rules, threads, m_cancel);
    for (int i = 0; i < 2; ++i) { // as this very file's, then by its content
        if (place)
            if (const auto done = writeStored(entry, *place); !done || *done)
                return done ? Result<>() : tl::unexpected(done.error());
        if (i == 0) {
            if (auto looked = file.look(); !looked)
                return looked;
            place = m_rules.store ? m_rules.store->find(file.hash()) : std::nullopt;
            if (place && (place->record->bytes != std::uint64_t(entry.bytes) || place->record->crc != file.crc()))
                place.reset();
        }
    }
    PackRecord record{file.hash(), 0, 0, std::uint64_t(entry.bytes), file.crc(), 0, file.isWorthDeflating()};
    const zip::Fields start = membersFields(entry, record);
    const auto out = [this](const char *data, std::size_t size) { return m_output.writeMember(data, size); };
    if (auto opened = m_output.openMember(zip::localHeader(start).size()); !opened)
        return opened;
    if (record.deflated) {
        const auto shrunk = file.deflate(out);
        if (!shrunk)
            return tl::unexpected(shrunk.error());
        record.deflated = *shrunk;
        if (!*shrunk)
            if (auto back = m_output.rewindMember(); !back)
                return back;
    }
    if (!record.deflated)
        if (auto copied = file.copy(out); !copied)
            return copied;
    zip::Fields f = membersFields(entry, record);
    f.offset = start.offset;
    f.packed = record.packed = m_output.offset() - start.offset - zip::localHeader(start).size();
    MemberStore *store = m_cache.store() && m_cache.store()->beginLarge(file.hash()) ? m_cache.store() : nullptr;
    if (auto closed = m_output.closeMember(zip::localHeader(f), [store](const char *data, std::size_t size) { store ? store->appendLarge(data, size) : void(); }); !closed)
        return closed;
    if (store)
        store->endLarge(record);
    note(entry, f, false);
    m_cache.keep(entry, record, nullptr);
    return {};
}

Result<> PackageRun::writeDirectory()
{
    const std::uint64_t start = m_output.offset();
    if (auto done = m_output.write(m_directory); !done)
        return done;
    if (auto done = m_output.write(zip::endRecords(m_entries.size(), start, m_directory.size())); !done)
        return done;
    m_report.unzippedBytes = m_state.bytes;
    m_report.zipBytes = qint64(m_output.offset());
    return {};
}

} // namespace lathe
