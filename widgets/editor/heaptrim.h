// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>

namespace lathe {

/// Gives memory back to the system some time after large texts were closed: the C library keeps the holes that they leave in its heaps,
/// of each thread that had a part in them. Owned by EditorTabs; window's thread, the work itself (milliseconds) on a worker.
class HeapTrim : public QObject
{
    Q_OBJECT
public:
    explicit HeapTrim(QObject *parent = nullptr);
    /// Small texts are not worth it, but many are.
    void noteFreed(qsizetype bytes);

private:
    QTimer m_calm, m_late;
    qsizetype m_freed = 0;
};

} // namespace lathe
