// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/foldertrust.h"
#include <QFileInfo>

namespace lathe {

void FolderTrust::setUntrusted(const QString &root)
{
    const QString canonical = root.isEmpty() ? QString() : QFileInfo(root).canonicalFilePath();
    const QMutexLocker lock(&m_mutex);
    m_untrusted = canonical;
}

bool FolderTrust::mayRun(const QString &root) const
{
    const QString canonical = QFileInfo(root).canonicalFilePath();
    const QMutexLocker lock(&m_mutex);
    return m_untrusted.isEmpty() || (canonical != m_untrusted && !canonical.startsWith(m_untrusted + u'/'));
}

} // namespace lathe
