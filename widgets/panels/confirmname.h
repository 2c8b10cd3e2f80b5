// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/statuschip.h"
#include <QLineEdit>

namespace lathe {

/// Where somebody types the function's name before anything is done at a production target. Owned by the panel whose buttons wait for it,
/// which shows it where isNeeded(); listen to textChanged().
class ConfirmName : public QLineEdit
{
    Q_OBJECT
public:
    explicit ConfirmName(QWidget *parent = nullptr);
    /// As the target's chip shows it.
    void setHue(StatusChip::Hue hue) { m_hue = hue; }
    /// The name that has to be typed. Nothing confirms an empty one.
    void setName(const QString &name);
    bool isNeeded() const { return m_hue == StatusChip::Hue::Production; }
    bool isConfirmed() const { return !isNeeded() || (!m_name.isEmpty() && text() == m_name); }

private:
    StatusChip::Hue m_hue = StatusChip::Hue::Local;
    QString m_name;
};

} // namespace lathe
