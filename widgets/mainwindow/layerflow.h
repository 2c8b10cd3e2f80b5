// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/session.h"
#include <QObject>
#include <QPointer>

class QPushButton;

namespace lathe {

class NoticeBar;

/// Tells in the notice bar what became of layers: built, exported, removed, refused; the shelf and the inspector are too narrow
/// for sentences. Owned by the main window.
class LayerFlow : public QObject
{
    Q_OBJECT
public:
    LayerFlow(Session &session, NoticeBar &news, QObject *window);

private:
    void showBuilt(const LayerInfo &layer, bool fromCache);
    void showFailure(const Error &error);
    void showExported(const PackageReport &report);
    void offerUndo(const QString &text);
    void settle();

    Session &m_session;
    LayerController &m_layers;
    NoticeBar &m_news;
    QPointer<QPushButton> m_attach; ///< In the notice of a built layer, until the function has it.
    QString m_built;                ///< That layer.
    QString m_done;                 ///< A success that is shown and wants nothing more: it goes when the function runs.
    QString m_undoable;             ///< What is shown with an "Undo" that means just this, until something else is done.
    QString m_refusal;              ///< The error that is shown, until something is done.
};

} // namespace lathe
