// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/heaptrim.h"
#include "core/timeouts.h"
#include <QThreadPool>
#include <malloc.h>

namespace lathe {

static constexpr qsizetype worthIt = 1024 * 1024;

HeapTrim::HeapTrim(QObject *parent) : QObject(parent)
{
    m_calm.setSingleShot(true);
    m_calm.setInterval(timeouts::memoryCalm);
    m_late.setSingleShot(true);
    m_late.setInterval(4 * timeouts::memoryCalm);
    connect(&m_calm, &QTimer::timeout, this, [this] {
        m_freed = 0;
        m_late.start(); // what workers did with the texts has an end some time too
    });
    for (QTimer *timer : {&m_calm, &m_late})
        connect(timer, &QTimer::timeout, this, [] { QThreadPool::globalInstance()->start([] { ::malloc_trim(0); }); });
}

void HeapTrim::noteFreed(qsizetype bytes)
{
    m_freed += bytes;
    if (m_freed >= worthIt && !m_calm.isActive()) // not put off for as long as files are opened and closed
        m_calm.start();
}

} // namespace lathe
