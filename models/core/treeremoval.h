// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <string>
#include <utility>
#include <vector>

namespace lathe {

/// Removes a tree of any depth below `parentFd` with few descriptors and without following links. What cannot be
/// removed stays: false with errno.
bool removeTree(int parentFd, const std::string &name);

/// The same by its path. Unlike Qt's, it removes names that are no UTF-8 and folders that their owner may not write.
bool removeTree(const QString &path);

/// Removes a tree when it goes out of scope: in front of a QTemporaryDir, which leaves what Qt cannot remove.
class TreeRemoval
{
public:
    explicit TreeRemoval(QString path) : m_path(std::move(path)) {}
    ~TreeRemoval()
    {
        if (!m_path.isEmpty())
            removeTree(m_path);
    }
    Q_DISABLE_COPY(TreeRemoval)

private:
    const QString m_path;
};

/// Appends the names in an open folder, without "." and "..". False with errno.
bool appendNames(int folder, std::vector<std::string> &names);

} // namespace lathe
