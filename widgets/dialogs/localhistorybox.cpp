// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/localhistorybox.h"
#include "common/confirmdialog.h"
#include "common/stylesheet.h"
#include "core/async.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lathe {

static constexpr qint64 megabyte = qint64(1) << 20;

LocalHistoryBox::LocalHistoryBox(ThemeManager &theme, SavedTexts &texts, QWidget *parent)
    : QWidget(parent), m_texts(texts), m_megabytes(new QSpinBox(this)), m_days(new QSpinBox(this)), m_used(new QLabel(this)), m_clear(new QPushButton(tr("Delete All…"), this))
{
    auto *rows = new QVBoxLayout(this); // what may be kept, and what is
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->setSizeConstraint(QLayout::SetMinimumSize); // the style makes the button taller after the dialog was laid out
    auto *bounds = new QHBoxLayout;
    auto *present = new QHBoxLayout;
    for (QHBoxLayout *row : {bounds, present}) {
        row->setSpacing(8);
        rows->addLayout(row);
    }
    m_megabytes->setObjectName(QStringLiteral("localHistoryMegabytes"));
    m_megabytes->setAccessibleName(tr("Space for the local history"));
    m_megabytes->setRange(1, 100000);
    m_megabytes->setSuffix(QStringLiteral(" MB"));
    m_megabytes->setToolTip(tr("Above it the oldest states go first."));
    m_days->setObjectName(QStringLiteral("localHistoryDays"));
    m_days->setAccessibleName(tr("How long the local history is kept"));
    m_days->setRange(1, 3650);
    m_days->setSuffix(tr(" days"));
    m_days->setToolTip(tr("Older states go."));
    for (QSpinBox *box : {m_megabytes, m_days}) {
        box->setEnabled(false);
        bounds->addWidget(box, 1);
    }
    m_used->setTextFormat(Qt::PlainText);
    setMuted(m_used);
    m_clear->setObjectName(QStringLiteral("clearLocalHistory"));
    m_clear->setAutoDefault(false);
    m_clear->setEnabled(false);
    present->addWidget(m_used, 1);
    present->addWidget(m_clear);
    connect(m_clear, &QPushButton::clicked, this, [this, &theme] {
        const ConfirmSpec spec{tr("Delete all earlier states of files?"), tr("Of all folders on this computer. They cannot be brought back; the files themselves stay."),
            {{tr("Delete"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}}, {}};
        ConfirmDialog::ask(theme, spec, this, [this](int button) {
            if (button == 0)
                m_texts.clear();
        });
    });
    connect(&m_texts, &SavedTexts::bounded, this, &LocalHistoryBox::refresh);
    refresh();
}

SavedTexts::Bounds LocalHistoryBox::chosen() const
{
    return {m_megabytes->value() * megabyte, m_days->value()};
}

void LocalHistoryBox::refresh()
{
    whenDone(m_texts.size(), this, [this](const Result<SavedTexts::Size> &size) {
        if (!size) {
            m_used->setText(visibleText(size.error().text));
            return;
        }
        if (m_before.days == 0) {
            m_megabytes->setValue(int(size->bounds.bytes / megabyte));
            m_days->setValue(size->bounds.days);
            m_megabytes->setEnabled(true);
            m_days->setEnabled(true);
            m_before = chosen();
        }
        m_used->setText(tr("used: %1").arg(sizeText(size->used)));
        m_clear->setEnabled(size->used > 0);
    });
}

void LocalHistoryBox::apply()
{
    if (m_before.days != 0 && chosen() != m_before)
        m_texts.setBounds(chosen());
}

} // namespace lathe
