// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/buildline.h"
#include "common/thememanager.h"
#include "items/visibletext.h"
#include "session/buildcontroller.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace lathe {

BuildLine::BuildLine(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("buildLine"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_button, 0, Qt::AlignVCenter);
    BuildController &builds = session.builds();
    connect(m_button, &QPushButton::clicked, this, [&builds] { builds.isBusy() ? builds.cancel() : builds.build(); });
    connect(&builds, &BuildController::progressed, this, [this](const QString &text) {
        m_progress = text;
        showState();
    });
    connect(&builds, &BuildController::statesChanged, this, &BuildLine::showState);
    connect(&builds, &BuildController::busyChanged, this, &BuildLine::showState);
    connect(&session, &Session::currentFunctionChanged, this, &BuildLine::showState);
    connect(&theme, &ThemeManager::changed, this, &BuildLine::showState);
    showState();
}

QString BuildLine::text() const
{
    return m_full;
}

void BuildLine::setHeldBack(bool held)
{
    m_held = held;
    showState();
}

void BuildLine::showState()
{
    const BuildController &builds = m_session.builds();
    const BuildState state = m_session.hasProject() ? builds.stateOf(m_session.currentFunction()) : BuildState::NotNeeded;
    const bool busy = builds.isBusy();
    setVisible(!m_held && (busy || state > BuildState::Current));
    m_icon->setPixmap(m_theme.icon(busy ? QStringLiteral("clock") : QStringLiteral("warning"), busy ? IconRole::Info : IconRole::Warning).pixmap(16, 16));
    m_full = busy ? visibleText(m_progress) : state == BuildState::Missing ? tr("Not built yet: these are the sizes of its sources.") : tr("The build is out of date: these are the sizes of the last one.");
    m_short = busy ? m_full : state == BuildState::Missing ? tr("Not built yet") : tr("Build out of date");
    m_text->setToolTip(m_full);
    m_button->setText(busy ? tr("Cancel") : tr("Build"));
    m_button->setAccessibleDescription(m_full);
    fitText();
}

void BuildLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitText();
}

/// One line in any width: panels are narrow and low.
void BuildLine::fitText()
{
    const QFontMetrics metrics = m_text->fontMetrics();
    const int room = m_text->width();
    m_text->setText(metrics.horizontalAdvance(m_full) <= room ? m_full : metrics.elidedText(m_short, Qt::ElideRight, room));
}

} // namespace lathe
