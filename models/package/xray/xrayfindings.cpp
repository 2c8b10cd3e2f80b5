// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "package/xray/nativecheck.h"
#include "package/xray/xraydata.h"
#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QMap>
#include <algorithm>
#include <unordered_map>

namespace lathe {
namespace {

using Kind = XrayFinding::Kind;

constexpr qint64 duplicateFromBytes = 1024; ///< Smaller ones are empty __init__.py and the like.
constexpr int maxPatterns = 100;            ///< Of one finding: the largest come first.

struct KindRow
{
    FileKind file;
    Kind finding;
    quint32 flag;
};
constexpr KindRow kindRows[] = {{FileKind::Test, Kind::Test, xrayflag::test}, {FileKind::Cache, Kind::Cache, xrayflag::cache},
    {FileKind::Bytecode, Kind::Bytecode, xrayflag::bytecode}, {FileKind::SourceMap, Kind::SourceMap, xrayflag::sourceMap},
    {FileKind::Typings, Kind::Typings, xrayflag::typings}, {FileKind::Docs, Kind::Docs, xrayflag::docs},
    {FileKind::Metadata, Kind::Metadata, xrayflag::metadata}, {FileKind::Build, Kind::Build, xrayflag::build}};

std::pair<QString, QString> words(Kind kind)
{
    switch (kind) {
    case Kind::Test: return {QCoreApplication::translate("lathe", "Tests of libraries"), QCoreApplication::translate("lathe", "Leave them out: no function runs them.")};
    case Kind::Cache: return {QCoreApplication::translate("lathe", "Caches of tools"), QCoreApplication::translate("lathe", "Leave them out.")};
    case Kind::Bytecode: return {QCoreApplication::translate("lathe", "Python bytecode"), QCoreApplication::translate("lathe", "Leave it out: it fits one version of Python only.")};
    case Kind::SourceMap: return {QCoreApplication::translate("lathe", "Source maps"), QCoreApplication::translate("lathe", "Leave them out, unless stack traces are to be mapped on Lambda.")};
    case Kind::Typings: return {QCoreApplication::translate("lathe", "Type declarations"), QCoreApplication::translate("lathe", "Leave them out: only editors and type checkers read them.")};
    case Kind::Docs: return {QCoreApplication::translate("lathe", "Documentation"), QCoreApplication::translate("lathe", "Leave it out; licences stay.")};
    case Kind::Metadata: return {QCoreApplication::translate("lathe", "Notes of installers"), QCoreApplication::translate("lathe", "Leave them out; METADATA and entry points stay.")};
    case Kind::Build: return {QCoreApplication::translate("lathe", "Headers, static libraries and sources of native code"), QCoreApplication::translate("lathe", "Leave them out: they serve building only.")};
    case Kind::Hidden: return {QCoreApplication::translate("lathe", "Hidden by a later layer"), QCoreApplication::translate("lathe", "Leave them out here, or change the layers' order.")};
    case Kind::Unopened: return {QCoreApplication::translate("lathe", "Opened by no recorded run"), QCoreApplication::translate("lathe", "Leave them out if your recorded runs do all that the function can do.")};
    default: return {};
    }
}

class Finder
{
public:
    Finder(const std::vector<XrayPart> &parts, const OpenedFiles &opened, XrayReport &report) : m_parts(parts), m_opened(opened), m_report(report) {}

    void find()
    {
        m_report.findings.clear();
        for (const XrayPart &part : m_parts)
            m_openedHere.emplace_back(part.entries.size(), !m_opened.isEmpty() ? char(0) : char(2)); // 2: not known
        if (!m_opened.isEmpty())
            markOpened();
        findKinds();
        findHidden();
        if (m_report.measured) {
            findDuplicates();
            findNative();
        }
        if (!m_opened.isEmpty())
            findUnopened();
        findLimits();
        spreadFlags();
        sumRemovable();
        std::stable_sort(m_report.findings.begin(), m_report.findings.end(), [](const XrayFinding &a, const XrayFinding &b) {
            return a.severity != b.severity ? a.severity > b.severity : a.bytes > b.bytes;
        });
    }

private:
    const XrayNode &node(int index) const { return m_report.nodes[std::size_t(index)]; }
    XrayNode &node(int index) { return m_report.nodes[std::size_t(index)]; }

    /// Several layers are one overlay of the kernel, and older kernels do not report what is opened in it: when nothing of any
    /// layer was seen, nothing is known of them.
    void markOpened()
    {
        int layers = 0;
        bool seen = false;
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            const QByteArray root = QFile::encodeName(m_parts[p].source.spec.rootDir) + '/';
            for (std::size_t i = 0; i < m_parts[p].entries.size(); ++i)
                m_openedHere[p][i] = m_opened.has(root + QByteArray::fromStdString(m_parts[p].entries[i].path)) ? 1 : 0;
            if (m_parts[p].source.layer > 0) {
                ++layers;
                seen = seen || std::find(m_openedHere[p].begin(), m_openedHere[p].end(), 1) != m_openedHere[p].end();
            }
        }
        for (std::size_t p = 0; p < m_parts.size(); ++p)
            if (layers > 1 && !seen && m_parts[p].source.layer > 0)
                std::fill(m_openedHere[p].begin(), m_openedHere[p].end(), char(2));
    }

    /// Adds a finding about these files of one owner; nothing when there are none.
    XrayFinding *add(Kind kind, Severity severity, int owner, std::vector<int> nodes, const QString &text, const QString &remedy)
    {
        if (nodes.empty())
            return nullptr;
        std::sort(nodes.begin(), nodes.end(), [this](int a, int b) { return node(a).bytes != node(b).bytes ? node(a).bytes > node(b).bytes : a < b; });
        XrayFinding finding{kind, severity, owner, text, remedy, 0, m_report.measured ? 0 : -1, int(nodes.size()), {}, {}};
        for (const int n : nodes) {
            finding.bytes += node(n).bytes;
            if (m_report.measured)
                finding.packedBytes += node(n).packedBytes;
        }
        finding.nodes = std::move(nodes);
        m_report.findings.append(finding);
        return &m_report.findings.last();
    }

    /// Patterns that leave out these files and nothing else: whole folders where all files of one are among them.
    QStringList covering(const std::vector<int> &files, int owner) const
    {
        std::unordered_map<int, int> below; // files of the set below a folder
        for (const int file : files)
            for (int n = file; n > 0; n = node(n).parent)
                ++below[n];
        std::vector<int> covers;
        for (const int file : files) {
            int top = file;
            for (int n = node(file).parent; n > 0 && n != m_report.owners.at(owner).node && below[n] == node(n).files; n = node(n).parent)
                top = n;
            covers.push_back(top);
        }
        std::sort(covers.begin(), covers.end());
        covers.erase(std::unique(covers.begin(), covers.end()), covers.end());
        std::stable_sort(covers.begin(), covers.end(), [this](int a, int b) { return node(a).bytes > node(b).bytes; });
        QStringList patterns;
        for (const int n : covers)
            if (patterns.size() < maxPatterns)
                patterns << m_report.pattern(n);
        return patterns;
    }

    void findKinds()
    {
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            const XrayPart &part = m_parts[p];
            QMap<Kind, std::vector<int>> found;
            QMap<Kind, bool> spared; // one of the kind was opened: its general patterns would take it too
            for (std::size_t i = 0; i < part.entries.size(); ++i) {
                const FileKind kind = fileKind(part.entries[i].path);
                for (const KindRow &row : kindRows)
                    if (row.file == kind && m_openedHere[p][i] == 1) {
                        spared[row.finding] = true;
                    } else if (row.file == kind) {
                        node(part.nodes[i]).flags |= row.flag;
                        found[row.finding].push_back(part.nodes[i]);
                    }
            }
            for (const KindRow &row : kindRows) {
                const auto [text, remedy] = words(row.finding);
                if (XrayFinding *finding = add(row.finding, Severity::Hint, int(p), found.value(row.finding), text, remedy)) {
                    finding->patterns = spared.value(row.finding) ? QStringList() : patternsOf(row.file);
                    if (finding->patterns.isEmpty())
                        finding->patterns = covering(finding->nodes, int(p));
                }
            }
        }
    }

    void findHidden()
    {
        std::unordered_map<std::string_view, int> last; // path below /opt → the last layer that has it
        for (std::size_t p = 0; p < m_parts.size(); ++p)
            if (m_parts[p].source.layer > 0)
                for (const TreeEntry &entry : m_parts[p].entries)
                    last[entry.path] = int(p);
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            if (m_parts[p].source.layer == 0)
                continue;
            std::vector<int> nodes;
            for (std::size_t i = 0; i < m_parts[p].entries.size(); ++i)
                if (m_parts[p].entries[i].kind != TreeEntry::Kind::EmptyFolder && last.at(m_parts[p].entries[i].path) > int(p)) {
                    nodes.push_back(m_parts[p].nodes[i]);
                    node(nodes.back()).flags |= xrayflag::hidden;
                }
            const auto [text, remedy] = words(Kind::Hidden);
            if (XrayFinding *finding = add(Kind::Hidden, Severity::Warning, int(p), std::move(nodes), text, remedy))
                finding->patterns = covering(finding->nodes, int(p));
        }
    }

    /// What a path is imported as: the same for node_modules/x in a function and nodejs/node_modules/x in a layer.
    static std::string_view importPath(std::string_view path)
    {
        for (const std::string_view prefix : {"python/", "nodejs/", "ruby/", "java/"})
            if (path.starts_with(prefix)) {
                path.remove_prefix(prefix.size());
                break;
            }
        if (path.starts_with("lib/python"))
            if (const auto at = path.find("/site-packages/"); at != std::string_view::npos)
                path.remove_prefix(at + 15);
        if (path.starts_with("node") && !path.starts_with("node_modules"))
            if (const auto at = path.find("/node_modules/"); at != std::string_view::npos)
                path.remove_prefix(at + 1);
        return path;
    }

    struct Place
    {
        std::size_t part, entry;
    };

    void findDuplicates()
    {
        std::unordered_map<std::string_view, std::vector<Place>> byHash;
        for (std::size_t p = 0; p < m_parts.size(); ++p)
            for (std::size_t i = 0; i < m_parts[p].entries.size(); ++i)
                if (const TreeEntry &entry = m_parts[p].entries[i]; entry.kind == TreeEntry::Kind::File && entry.bytes >= duplicateFromBytes && m_parts[p].facts[i].read)
                    byHash[{m_parts[p].facts[i].sha256.data(), 32}].push_back({p, i});
        std::vector<std::vector<int>> twice(m_parts.size()), also(m_parts.size());
        for (const auto &[hash, places] : byHash) {
            if (places.size() < 2)
                continue;
            // A layer that has it under the same import path makes the function's own copy needless; of the others one stays.
            bool kept = false;
            for (const Place &place : places) {
                const int n = m_parts[place.part].nodes[place.entry];
                const bool elsewhere = std::any_of(places.begin(), places.end(), [&](const Place &other) {
                    return m_parts[place.part].source.layer == 0 && m_parts[other.part].source.layer > 0
                        && importPath(m_parts[other.part].entries[other.entry].path) == importPath(m_parts[place.part].entries[place.entry].path);
                });
                if (elsewhere)
                    also[place.part].push_back(n);
                else if (kept && !(node(n).flags & xrayflag::hidden))
                    twice[place.part].push_back(n);
                if (elsewhere || kept)
                    node(n).flags |= xrayflag::duplicate;
                kept = kept || !elsewhere;
            }
        }
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            if (XrayFinding *finding = add(Kind::Duplicate, Severity::Warning, int(p), std::move(also[p]), QCoreApplication::translate("lathe", "In a layer too, byte for byte"), QCoreApplication::translate("lathe", "Leave the function's own copy out: the layer's is found in its place.")))
                finding->patterns = covering(finding->nodes, int(p));
            add(Kind::Duplicate, Severity::Hint, int(p), std::move(twice[p]), QCoreApplication::translate("lathe", "The same bytes more than once"), QCoreApplication::translate("lathe", "Keep one copy: let the others be links, or install one version of the library (npm dedupe)."));
        }
    }

    void findNative()
    {
        NativeTarget target{m_report.runtime, m_report.architecture, {}};
        for (const XrayPart &part : m_parts)
            for (std::size_t i = 0; i < part.entries.size(); ++i) {
                const std::string_view path = part.entries[i].path, name = path.substr(path.rfind('/') + 1);
                if (part.facts[i].native && !part.facts[i].native->soname.isEmpty())
                    target.provided.insert(part.facts[i].native->soname);
                if (part.facts[i].native || name.find(".so") != std::string_view::npos) // links too
                    target.provided.insert(QString::fromUtf8(name.data(), qsizetype(name.size())));
            }
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            QMap<QString, std::pair<NativeProblem, std::vector<int>>> found; // by text: files with the same problem are told together
            for (std::size_t i = 0; i < m_parts[p].entries.size(); ++i) {
                if (!m_parts[p].facts[i].native)
                    continue;
                const int n = m_parts[p].nodes[i];
                node(n).flags |= xrayflag::native;
                for (const NativeProblem &problem : checkNative(*m_parts[p].facts[i].native, m_parts[p].entries[i].path, target)) {
                    node(n).flags |= problem.mayGo ? xrayflag::foreign : problem.severity == Severity::Error ? xrayflag::broken : 0;
                    auto row = found.find(problem.text);
                    if (row == found.end())
                        row = found.insert(problem.text, {problem, {}});
                    row->second.push_back(n);
                }
            }
            for (auto &[problem, nodes] : found)
                if (XrayFinding *finding = add(problem.kind, problem.severity, int(p), std::move(nodes), problem.text, problem.remedy); finding && problem.mayGo)
                    finding->patterns = covering(finding->nodes, int(p));
        }
    }

    void findUnopened()
    {
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            std::vector<int> nodes;
            for (std::size_t i = 0; i < m_parts[p].entries.size(); ++i)
                if (m_openedHere[p][i] == 0 && m_parts[p].entries[i].kind == TreeEntry::Kind::File) {
                    node(m_parts[p].nodes[i]).flags |= xrayflag::unopened;
                    nodes.push_back(m_parts[p].nodes[i]);
                }
            const auto [text, remedy] = words(Kind::Unopened);
            if (XrayFinding *finding = add(Kind::Unopened, Severity::Hint, int(p), std::move(nodes), text, remedy))
                finding->patterns = covering(finding->nodes, int(p));
        }
    }

    void findLimits()
    {
        constexpr double mb = 1024 * 1024;
        if (m_report.bytes > limits::unzippedBytes)
            m_report.findings.append({Kind::TooLarge, Severity::Error, -1,
                QCoreApplication::translate("lathe", "Function and layers unzip to %1 MB; Lambda takes %2").arg(double(m_report.bytes) / mb, 0, 'f', 1).arg(limits::unzippedBytes / qint64(mb)),
                QCoreApplication::translate("lathe", "Leave out what is not needed, or use a container image (10 GB)."), m_report.bytes - limits::unzippedBytes, -1, m_report.files, {}, {}});
        for (int p = 0; p < int(m_report.owners.size()); ++p)
            if (const XrayOwner &owner = m_report.owners.at(p); owner.packedBytes > limits::zipDirectBytes)
                m_report.findings.append({Kind::TooLargeZip, Severity::Warning, p,
                    QCoreApplication::translate("lathe", "Its zip has %1 MB; a direct upload takes %2 MB").arg(double(owner.packedBytes) / mb, 0, 'f', 1).arg(limits::zipDirectBytes / qint64(mb)),
                    QCoreApplication::translate("lathe", "Upload it through a bucket, or make it smaller."), 0, owner.packedBytes - limits::zipDirectBytes, owner.files, {}, {}});
    }

    /// A folder has the flags that all files below it have.
    void spreadFlags()
    {
        for (std::size_t n = m_report.nodes.size(); n-- > 0;) { // children stand behind their parents
            XrayNode &folder = m_report.nodes[n];
            if (folder.count == 0)
                continue;
            quint32 flags = ~0U;
            for (int c = folder.first; c < folder.first + folder.count; ++c)
                if (node(c).files > 0)
                    flags &= node(c).flags;
            folder.flags = folder.files > 0 ? flags : 0;
        }
    }

    void sumRemovable()
    {
        std::vector<char> may(m_report.nodes.size(), 0);
        for (const XrayFinding &finding : std::as_const(m_report.findings))
            if (!finding.patterns.isEmpty())
                for (const int n : finding.nodes)
                    may[std::size_t(n)] = 1;
        m_report.removableBytes = 0;
        for (std::size_t n = 0; n < may.size(); ++n)
            m_report.removableBytes += may[n] ? m_report.nodes[n].bytes : 0;
    }

    const std::vector<XrayPart> &m_parts;
    const OpenedFiles &m_opened;
    XrayReport &m_report;
    std::vector<std::vector<char>> m_openedHere; ///< 0 no, 1 yes, 2 not known
};

} // namespace

void findXrayFindings(const std::vector<XrayPart> &parts, const OpenedFiles &opened, XrayReport &report)
{
    Finder(parts, opened, report).find();
}

} // namespace lathe
