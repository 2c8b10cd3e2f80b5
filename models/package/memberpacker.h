// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/deflatequeue.h"

struct libdeflate_compressor;

namespace lathe {

/// Makes members of entries, one after the other, with buffers that it keeps: allocating and clearing fresh ones costs as much
/// as deflating small files does. Owned by the thread that uses it.
class MemberPacker
{
public:
    MemberPacker(int rootFd, const PackingRules &rules, const std::atomic_bool *cancel);
    ~MemberPacker();
    MemberPacker(const MemberPacker &) = delete;
    MemberPacker &operator=(const MemberPacker &) = delete;

    /// A file that is no longer what the walk saw is an error (LTH-PKG-005).
    Result<PackedMember> pack(const TreeEntry &entry);

private:
    struct Buffer
    {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
        bool reserve(std::size_t wanted);
    };
    Result<std::size_t> read(const TreeEntry &entry);
    bool fromStore(PackedMember &member, std::size_t size) const;
    bool cancelled() const { return m_cancel && *m_cancel; }

    int m_rootFd;
    PackingRules m_rules;
    const std::atomic_bool *m_cancel;
    libdeflate_compressor *m_compressor;
    Buffer m_content, m_packed;
};

} // namespace lathe
