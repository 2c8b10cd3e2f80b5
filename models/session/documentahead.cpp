// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/documentahead.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

std::optional<DocumentAhead> DocumentAhead::read(const QString &path)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    if (!info.isFile() || info.size() > mostBytes)
        return std::nullopt;
    DocumentAhead ahead{info.filePath(), info.size(), info.lastModified(), {}}; // as it was before
    auto document = loadDocument(ahead.path);
    if (!document)
        return std::nullopt;
    ahead.document = std::move(*document);
    return ahead;
}

bool DocumentAhead::isCurrent() const
{
    const QFileInfo info(path);
    return info.isFile() && info.size() == bytes && info.lastModified() == modified;
}

} // namespace lathe
