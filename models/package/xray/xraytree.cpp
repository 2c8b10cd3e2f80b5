// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/xraydata.h"
#include <QFileInfo>
#include <algorithm>
#include <string_view>
#include <utility>

namespace lathe {

namespace {

/// A node while the tree is gathered; afterwards children are laid side by side.
struct Draft
{
    std::string_view name;
    int owner = -1;
    bool folder = true;
    qint64 bytes = 0;
    qint64 packedBytes = 0;
    int files = 0;
    int entry = -1; ///< Row in its part.
    std::vector<int> children;
};

class TreeMaker
{
public:
    TreeMaker(std::vector<XrayPart> &parts, XrayReport &report) : m_parts(parts), m_report(report) {}

    void make()
    {
        m_drafts.emplace_back();
        for (std::size_t p = 0; p < m_parts.size(); ++p)
            addPart(int(p));
        sum(0);
        layOut();
    }

private:
    /// Entries are sorted by path, so what belongs to one folder stands together.
    void addPart(int p)
    {
        XrayPart &part = m_parts[std::size_t(p)];
        const int top = add(0, {}, p, true);
        std::vector<std::pair<std::string_view, int>> open{{{}, top}}; // folders from the top to the current one
        for (std::size_t i = 0; i < part.entries.size(); ++i) {
            const TreeEntry &entry = part.entries[i];
            const std::string_view path = entry.path;
            while (open.size() > 1 && !(path.size() > open.back().first.size() && path.starts_with(open.back().first) && path[open.back().first.size()] == '/'))
                open.pop_back();
            std::size_t from = open.back().first.empty() ? 0 : open.back().first.size() + 1;
            for (std::size_t slash; (slash = path.find('/', from)) != std::string_view::npos; from = slash + 1)
                open.emplace_back(path.substr(0, slash), add(open.back().second, path.substr(from, slash - from), p, true));
            const bool folder = entry.kind == TreeEntry::Kind::EmptyFolder;
            Draft &leaf = m_drafts[std::size_t(add(open.back().second, path.substr(from), p, folder))];
            leaf.entry = int(i);
            leaf.files = folder ? 0 : 1;
            leaf.bytes = folder ? 0 : entry.bytes;
            const qint64 headers = 30 + 46 + 2 * qint64(entry.storedName().size()); // local and central header of the zip format
            leaf.packedBytes = headers + (part.facts.empty() ? 0 : part.facts[i].read || entry.kind == TreeEntry::Kind::Link ? part.facts[i].packedBytes : entry.bytes);
        }
    }

    int add(int parent, std::string_view name, int owner, bool folder)
    {
        const int index = int(m_drafts.size());
        m_drafts.emplace_back();
        m_drafts.back().name = name;
        m_drafts.back().owner = owner;
        m_drafts.back().folder = folder;
        m_drafts[std::size_t(parent)].children.push_back(index);
        return index;
    }

    void sum(int index) // as deep as folders are, which the walk bounds
    {
        for (const int child : m_drafts[std::size_t(index)].children) {
            sum(child);
            m_drafts[std::size_t(index)].bytes += m_drafts[std::size_t(child)].bytes;
            m_drafts[std::size_t(index)].packedBytes += m_drafts[std::size_t(child)].packedBytes;
            m_drafts[std::size_t(index)].files += m_drafts[std::size_t(child)].files;
        }
        if (index > 0) // owners keep their order
            std::sort(m_drafts[std::size_t(index)].children.begin(), m_drafts[std::size_t(index)].children.end(), [this](int a, int b) {
                const Draft &left = m_drafts[std::size_t(a)], &right = m_drafts[std::size_t(b)];
                return left.bytes != right.bytes ? left.bytes > right.bytes : left.name < right.name;
            });
    }

    void layOut()
    {
        const bool measured = m_report.measured;
        m_report.nodes.assign(m_drafts.size(), {});
        std::vector<int> drafts{0}; // by node
        drafts.reserve(m_drafts.size());
        for (XrayPart &part : m_parts)
            part.nodes.assign(part.entries.size(), -1);
        for (std::size_t n = 0; n < drafts.size(); ++n) {
            const Draft &draft = m_drafts[std::size_t(drafts[n])];
            XrayNode &node = m_report.nodes[n];
            node.name = QString::fromUtf8(draft.name.data(), qsizetype(draft.name.size()));
            node.owner = draft.owner;
            node.folder = draft.folder;
            node.bytes = draft.bytes;
            node.packedBytes = measured ? draft.packedBytes : -1;
            node.files = draft.files;
            node.count = int(draft.children.size());
            node.first = draft.children.empty() ? -1 : int(drafts.size());
            for (const int child : draft.children) {
                m_report.nodes[drafts.size()].parent = int(n);
                drafts.push_back(child);
            }
            if (draft.entry >= 0)
                m_parts[std::size_t(draft.owner)].nodes[std::size_t(draft.entry)] = int(n);
        }
        fillOwners();
    }

    void fillOwners()
    {
        const XrayNode &all = m_report.nodes.front();
        m_report.bytes = all.bytes;
        m_report.packedBytes = all.packedBytes;
        m_report.files = all.files;
        m_report.owners.clear();
        for (int i = 0; i < int(m_parts.size()); ++i) {
            const XraySource &source = m_parts[std::size_t(i)].source;
            XrayNode &node = m_report.nodes[std::size_t(all.first + i)];
            node.name = source.name;
            constexpr qint64 end = 22; // end record of the zip format
            if (node.packedBytes >= 0 && !source.zip.isEmpty()) { // it goes as it is
                const qint64 before = std::exchange(node.packedBytes, QFileInfo(source.zip).size() - end);
                m_report.nodes.front().packedBytes = m_report.packedBytes += node.packedBytes - before;
            }
            m_report.owners.append({source.name, source.spec.rootDir, source.layer, node.bytes, node.packedBytes < 0 ? -1 : node.packedBytes + end, node.files, all.first + i});
        }
    }

    std::vector<XrayPart> &m_parts;
    XrayReport &m_report;
    std::vector<Draft> m_drafts;
};

} // namespace

void buildXrayTree(std::vector<XrayPart> &parts, XrayReport &report)
{
    TreeMaker(parts, report).make();
}

} // namespace lathe
