// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/cachebox.h"
#include "core/figuretext.h"
#include "session/cachecontroller.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <cmath>

namespace lathe {

CacheBox::CacheBox(CacheController &caches, QWidget *parent)
    : QWidget(parent), m_caches(caches), m_text(new QLabel(this)), m_progress(new QProgressBar(this)), m_button(new QPushButton(this))
{
    m_text->setObjectName(QStringLiteral("cacheText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_progress->setObjectName(QStringLiteral("cacheProgress"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of emptying the caches"));
    m_button->setObjectName(QStringLiteral("emptyCaches"));
    m_button->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] {
        m_outcome.clear();
        m_progress->setValue(0);
        m_caches.isEmptying() ? m_caches.cancel() : m_caches.empty();
        refresh();
    });
    connect(&caches, &CacheController::progressed, m_progress, [this](double fraction) { m_progress->setValue(int(std::lround(1000 * fraction))); });
    connect(&caches, &CacheController::measured, this, [this](qint64 bytes, qint64 freeable) {
        m_bytes = bytes;
        m_freeable = freeable;
        refresh();
    });
    connect(&caches, &CacheController::emptied, this, [this](qint64 bytes, int inUse) {
        m_outcome = inUse > 0 ? tr("%1 freed; entries in use: %2").arg(sizeText(bytes)).arg(inUse) : tr("%1 freed").arg(sizeText(bytes));
        refresh();
    });
    refresh();
    m_caches.measure();
}

void CacheBox::refresh()
{
    const bool emptying = m_caches.isEmptying();
    m_progress->setVisible(emptying);
    m_text->setVisible(!emptying);
    m_button->setText(emptying ? tr("Stop") : tr("Empty"));
    m_button->setEnabled(emptying || m_freeable > 0);
    m_button->setToolTip(tr("Removes unpacked and built images, packages, layers and what was deflated for them, except what is in use. It is made again when it is needed; images that were built here have to be built again."));
    QString text = m_bytes < 0 ? tr("Measuring…") : sizeText(m_bytes);
    if (!m_outcome.isEmpty())
        text += QStringLiteral(" · ") + m_outcome;
    m_text->setText(text);
    m_text->setToolTip(m_caches.path());
}

} // namespace lathe
