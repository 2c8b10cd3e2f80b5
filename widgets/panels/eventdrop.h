// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QObject>
#include <QStringList>

class QMimeData;
class QWidget;

namespace lathe {

/// Takes JSON files that are dropped on the widgets it watches. Owned by the panel of those.
class EventDrop : public QObject
{
    Q_OBJECT
public:
    explicit EventDrop(QObject *parent) : QObject(parent) {}
    void watch(QWidget *widget);
    /// Local files that end in .json; empty when one is something else.
    static QStringList filesOf(const QMimeData &data);

signals:
    void dropped(const QStringList &files);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace lathe
