// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layertask.h"
#include "core/figuretext.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace lathe {

LayerTask::LayerTask(LayerController &layers, QWidget *parent)
    : QWidget(parent), m_layers(layers), m_text(new QLabel(this)), m_progress(new QProgressBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 4);
    column->setSpacing(4);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("layerTask"));
    column->addWidget(m_text);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the layer"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelLayer"));
    row->addWidget(m_progress, 1);
    row->addWidget(cancel);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, &layers, &LayerController::cancel);
    connect(&layers, &LayerController::busyChanged, this, &LayerTask::showState);
    connect(&layers, &LayerController::progressed, this, &LayerTask::showProgress);
    hide();
}

void LayerTask::showState()
{
    setVisible(m_layers.isBusy() && m_layers.buildingFor().isEmpty() != m_forFunction);
    showProgress({});
}

void LayerTask::showProgress(const LayerProgress &p)
{
    m_progress->setRange(0, p.total);
    m_progress->setValue(p.count);
    const QString size = sizeText(p.bytes);
    switch (p.phase) {
    case LayerProgress::Phase::Looking: return m_text->setText(tr("Looking at what was given"));
    case LayerProgress::Phase::Installing: return m_text->setText(tr("%1 installs. Libraries: %2, %3").arg(p.tool).arg(p.count).arg(size));
    case LayerProgress::Phase::Copying: return m_text->setText(tr("Copying. Files: %1, %2").arg(p.count).arg(size));
    case LayerProgress::Phase::Checking: return m_text->setText(tr("Checking the layer"));
    }
}

} // namespace lathe
