// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/xray/packagexray.h"

namespace lathe {

/// What an X-ray has gathered of one owner: rows of `entries`, `facts` and `nodes` belong together.
struct XrayPart
{
    XraySource source;
    std::vector<TreeEntry> entries;
    std::vector<FileFacts> facts; ///< Empty before contents were read.
    std::vector<int> nodes;       ///< Index in XrayReport::nodes.
};

/// Makes the tree of `report` (owners, nodes, sums) from the parts.
void buildXrayTree(std::vector<XrayPart> &parts, XrayReport &report);
/// Sets flags and findings from the parts and, once read, their facts.
void findXrayFindings(const std::vector<XrayPart> &parts, const OpenedFiles &opened, XrayReport &report);

} // namespace lathe
