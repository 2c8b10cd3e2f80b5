// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDir>
#include <QFileInfo>
#include <QStringList>

namespace lathe {

/// The folders on the way to a path, itself included, that are not there yet: what is made of them for something that then fails
/// is taken away again, as far as it is empty. A value of whoever makes them; any thread.
class MissingFolders
{
public:
    explicit MissingFolders(const QString &path)
    {
        for (QString at = QDir::cleanPath(QFileInfo(path).absoluteFilePath()); !QFileInfo::exists(at) && at != QFileInfo(at).path(); at = QFileInfo(at).path())
            m_innermostFirst.append(at);
    }
    void remove() const
    {
        for (const QString &folder : m_innermostFirst)
            QDir().rmdir(folder);
    }

private:
    QStringList m_innermostFirst;
};

} // namespace lathe
