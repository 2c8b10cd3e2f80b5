// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/historybox.h"
#include "common/confirmdialog.h"
#include "common/stylesheet.h"
#include "core/async.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "session/historylog.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace lathe {

static constexpr qint64 megabyte = qint64(1) << 20;

HistoryBox::HistoryBox(ThemeManager &theme, HistoryLog &history, QWidget *parent)
    : QWidget(parent), m_history(history), m_bound(new QSpinBox(this)), m_used(new QLabel(this)), m_clear(new QPushButton(tr("Delete All…"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_bound->setObjectName(QStringLiteral("historyMegabytes"));
    m_bound->setAccessibleName(tr("Space for the history of runs"));
    m_bound->setRange(1, 100000);
    m_bound->setSuffix(QStringLiteral(" MB"));
    m_bound->setToolTip(tr("Above it the oldest runs go first."));
    m_bound->setEnabled(false);
    m_used->setTextFormat(Qt::PlainText);
    setMuted(m_used);
    m_clear->setObjectName(QStringLiteral("clearHistory"));
    m_clear->setAutoDefault(false);
    m_clear->setEnabled(false);
    row->addWidget(m_bound);
    row->addWidget(m_used, 1);
    row->addWidget(m_clear);
    connect(m_clear, &QPushButton::clicked, this, [this, &theme] {
        const ConfirmSpec spec{tr("Delete all runs?"), tr("Events, responses and logs of all functions. They cannot be brought back."), {{tr("Delete"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}}, {}};
        ConfirmDialog::ask(theme, spec, this, [this](int button) {
            if (button == 0)
                m_history.clear();
        });
    });
    connect(&m_history, &HistoryLog::changed, this, &HistoryBox::refresh);
    refresh();
}

void HistoryBox::refresh()
{
    whenDone(m_history.size(), this, [this](const Result<HistoryLog::Size> &size) {
        if (!size) {
            m_used->setText(visibleText(size.error().text));
            return;
        }
        if (m_before == 0) {
            m_before = int(size->bound / megabyte);
            m_bound->setValue(m_before);
            m_bound->setEnabled(true);
        }
        m_used->setText(tr("used: %1").arg(sizeText(size->used)));
        m_clear->setEnabled(size->used > 0);
    });
}

void HistoryBox::apply()
{
    if (m_before != 0 && m_bound->value() != m_before)
        m_history.setBound(m_bound->value() * megabyte);
}

} // namespace lathe
