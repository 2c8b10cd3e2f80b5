// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/diff/packagediff.h"
#include "core/sha256.h"
#include "package/diff/exportedsymbols.h"
#include "package/diff/packagecontents.h"
#include "package/diff/textdiff.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace lathe {

namespace {

using Entry = PackageContents::Entry;
using Kind = PackageFileState::Kind;

PackageSide sideOf(const PackageSource &source, const PackageContents &contents)
{
    PackageSide side;
    side.label = source.label;
    side.entries = int(contents.entries().size());
    for (const Entry &entry : contents.entries())
        side.bytes += entry.state.bytes;
    if (source.zip.isEmpty())
        return side;
    side.zipBytes = QFileInfo(source.zip).size();
    QFile file(source.zip);
    Sha256 hash;
    QByteArray chunk(1 << 18, Qt::Uninitialized);
    if (file.open(QIODevice::ReadOnly)) {
        for (qint64 n = 0; (n = file.read(chunk.data(), chunk.size())) > 0;)
            hash.add(QByteArrayView(chunk).first(n));
        side.codeSha256 = QString::fromLatin1(hash.result().toBase64());
    }
    return side;
}

/// One comparePackages().
class Comparison
{
public:
    Comparison(const PackageContents &a, const PackageContents &b, const PackageDiffOptions &options, PackageDiff &diff) : m_a(a), m_b(b), m_options(options), m_diff(diff) {}

    Result<> add(PackageChange::Kind kind, const Entry *before, const Entry *after)
    {
        PackageChange change;
        change.kind = kind;
        change.path = QString::fromStdString((before ? before : after)->path);
        change.content = true;
        if (before)
            change.before = before->state;
        if (after)
            change.after = after->state;
        if (before && after) {
            const auto same = compare(*before, *after, change);
            if (!same || *same)
                return same ? Result<>() : tl::unexpected(same.error());
        }
        m_diff.changes.append(std::move(change));
        return {};
    }

private:
    /// True when the two do not differ; else fills the change.
    Result<bool> compare(const Entry &before, const Entry &after, PackageChange &change)
    {
        change.mode = before.state.executable != after.state.executable;
        change.content = before.state.kind != after.state.kind || before.state.target != after.state.target;
        if (!change.content && before.state.kind == Kind::File) {
            const quint32 left = m_a.checksum(before), right = m_b.checksum(after);
            const bool differ = before.state.bytes != after.state.bytes || (left != 0 && right != 0 && left != right);
            const bool explain = differ && (m_options.text || m_options.symbols);
            if (!differ || explain) {
                const auto a = m_a.read(before);
                const auto b = m_b.read(after);
                if (!a || !b)
                    return tl::unexpected(!a ? a.error() : b.error());
                change.content = differ || *a != *b;
                if (change.content)
                    tellHow(*a, *b, change);
            } else {
                change.content = true;
            }
        }
        if (change.content || change.mode)
            return false;
        ++m_diff.same;
        return true;
    }

    void tellHow(const QByteArray &a, const QByteArray &b, PackageChange &change) const
    {
        if (m_options.text && a.size() <= m_options.textBytes && b.size() <= m_options.textBytes && isText(a) && isText(b)) {
            const TextDiff text = unifiedDiff(a, b, m_options.contextLines, m_options.textLines);
            change.textDiff = text.text;
            change.textCut = text.cut;
        } else if (m_options.symbols) {
            const auto before = exportedSymbols(a), after = exportedSymbols(b);
            if (!before || !after)
                return;
            const QSet<QString> left(before->begin(), before->end()), right(after->begin(), after->end());
            for (const QString &name : *after)
                if (!left.contains(name))
                    change.symbolsAdded.append(name);
            for (const QString &name : *before)
                if (!right.contains(name))
                    change.symbolsRemoved.append(name);
        }
    }

    const PackageContents &m_a, &m_b;
    const PackageDiffOptions &m_options;
    PackageDiff &m_diff;
};

} // namespace

Result<PackageDiff> comparePackages(const PackageSource &before, const PackageSource &after, const PackageDiffOptions &options,
    const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    const auto a = PackageContents::open(before, cancel);
    if (!a)
        return tl::unexpected(a.error());
    const auto b = PackageContents::open(after, cancel);
    if (!b)
        return tl::unexpected(b.error());
    PackageDiff diff;
    diff.before = sideOf(before, **a);
    diff.after = sideOf(after, **b);
    PackageProgress state;
    state.totalFiles = diff.before.entries + diff.after.entries;
    state.totalBytes = diff.before.bytes + diff.after.bytes;
    QElapsedTimer sinceTold;
    Comparison comparison(**a, **b, options, diff);
    const auto &left = (*a)->entries(), &right = (*b)->entries();
    for (std::size_t i = 0, k = 0; i < left.size() || k < right.size();) {
        if (cancel && *cancel)
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The comparison was cancelled."));
        const int order = i == left.size() ? 1 : k == right.size() ? -1 : left[i].path.compare(right[k].path);
        const Entry *one = order <= 0 ? &left[i] : nullptr, *other = order >= 0 ? &right[k] : nullptr;
        const auto kind = !one ? PackageChange::Kind::Added : !other ? PackageChange::Kind::Removed : PackageChange::Kind::Changed;
        if (auto done = comparison.add(kind, one, other); !done)
            return tl::unexpected(done.error());
        for (const Entry *entry : {one, other}) {
            state.files += entry != nullptr;
            state.bytes += entry ? entry->state.bytes : 0;
        }
        i += one != nullptr;
        k += other != nullptr;
        if (progress && (!sinceTold.isValid() || sinceTold.elapsed() >= 20 || state.files == state.totalFiles)) {
            progress(state);
            sinceTold.start();
        }
    }
    return diff;
}

QByteArray packageDiffJson(const PackageDiff &diff)
{
    const auto state = [](const PackageFileState &s) {
        QJsonObject o{{QStringLiteral("kind"), s.kind == Kind::Link ? QStringLiteral("link") : s.kind == Kind::Folder ? QStringLiteral("folder") : QStringLiteral("file")},
            {QStringLiteral("executable"), s.executable}, {QStringLiteral("bytes"), s.bytes}};
        if (s.packedBytes >= 0)
            o.insert(QStringLiteral("packedBytes"), s.packedBytes);
        if (s.kind == Kind::Link)
            o.insert(QStringLiteral("target"), s.target);
        return o;
    };
    const auto side = [](const PackageSide &s) {
        QJsonObject o{{QStringLiteral("label"), s.label}, {QStringLiteral("entries"), s.entries}, {QStringLiteral("bytes"), s.bytes}};
        if (s.zipBytes >= 0) {
            o.insert(QStringLiteral("zipBytes"), s.zipBytes);
            o.insert(QStringLiteral("codeSha256"), s.codeSha256);
        }
        return o;
    };
    QJsonArray changes;
    for (const PackageChange &c : diff.changes) {
        QJsonObject o{{QStringLiteral("path"), c.path}, {QStringLiteral("content"), c.content}, {QStringLiteral("mode"), c.mode},
            {QStringLiteral("change"), c.kind == PackageChange::Kind::Added ? QStringLiteral("added") : c.kind == PackageChange::Kind::Removed ? QStringLiteral("removed") : QStringLiteral("changed")}};
        if (c.kind != PackageChange::Kind::Added)
            o.insert(QStringLiteral("before"), state(c.before));
        if (c.kind != PackageChange::Kind::Removed)
            o.insert(QStringLiteral("after"), state(c.after));
        if (!c.textDiff.isEmpty()) {
            o.insert(QStringLiteral("textDiff"), c.textDiff);
            o.insert(QStringLiteral("textCut"), c.textCut);
        }
        if (!c.symbolsAdded.isEmpty() || !c.symbolsRemoved.isEmpty()) {
            o.insert(QStringLiteral("symbolsAdded"), QJsonArray::fromStringList(c.symbolsAdded));
            o.insert(QStringLiteral("symbolsRemoved"), QJsonArray::fromStringList(c.symbolsRemoved));
        }
        changes.append(o);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("before"), side(diff.before)}, {QStringLiteral("after"), side(diff.after)},
        {QStringLiteral("same"), diff.same}, {QStringLiteral("changes"), changes}}).toJson(QJsonDocument::Compact);
}

} // namespace lathe
