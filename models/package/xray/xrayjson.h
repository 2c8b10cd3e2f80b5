// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/xray/xrayreport.h"
#include <QJsonObject>

namespace lathe {

/// The report as `lathe package --report --json` prints it: totals, owners, the `top` largest folders and every finding with up
/// to twenty of its files.
QJsonObject xrayObject(const XrayReport &report, int top = 20);
/// Folders worth naming: the largest, without those that are nearly all one folder of theirs.
std::vector<int> topFolders(const XrayReport &report, int count);
/// The same as comma-separated values, a line a file or folder (RFC 4180), for spreadsheets.
QByteArray xrayCsv(const XrayReport &report);
/// Names of the flags that are set, as in XrayFinding::word().
QStringList flagWords(quint32 flags);

} // namespace lathe
