// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/layercontroller.h"
#include <QWidget>

class QLabel;
class QProgressBar;

namespace lathe {

/// How far the layer that is being built is, with Cancel; hidden while none is. Owned by the panel it stands in.
class LayerTask : public QWidget
{
    Q_OBJECT
public:
    LayerTask(LayerController &layers, QWidget *parent);
    /// Only builds for a function, or only those that are for none.
    void setForFunction(bool forFunction) { m_forFunction = forFunction; }

private:
    void showState();
    void showProgress(const LayerProgress &progress);

    LayerController &m_layers;
    QLabel *m_text;
    QProgressBar *m_progress;
    bool m_forFunction = false;
};

} // namespace lathe
