// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

namespace {

struct Face
{
    const char *icon;
    const char *name;
    IconRole role;
};

Face faceOf(NoticeBar::Severity severity)
{
    switch (severity) {
    case NoticeBar::Severity::Info: return {"info", "info", IconRole::Info};
    case NoticeBar::Severity::Success: return {"success", "success", IconRole::Success};
    case NoticeBar::Severity::Warning: return {"warning", "warning", IconRole::Warning};
    case NoticeBar::Severity::Error: return {"error", "error", IconRole::Error};
    }
    return {"info", "info", IconRole::Info};
}

} // namespace

NoticeBar::NoticeBar(ThemeManager &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_detail(new QLabel(this)),
      m_actions(new QHBoxLayout), m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    for (QLabel *label : {m_text, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumSize(120, 20); // a word without end does not widen the window
        words->addWidget(label);
    }
    setMuted(m_detail);
    row->addLayout(words, 1);
    m_actions->setSpacing(8);
    row->addLayout(m_actions);
    m_close->setProperty("small", true);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close this notice"));
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(&theme, &ThemeManager::changed, this, &NoticeBar::restyle);
    hide(); // and dressed when it has something to say
}

void NoticeBar::restyle()
{
    if (m_text->text().isEmpty())
        return;
    const Face face = faceOf(m_severity);
    m_icon->setFixedSize(20, 20);
    m_icon->setPixmap(m_theme.icons().pixmap(QString::fromLatin1(face.icon), face.role, 20, devicePixelRatioF()));
    m_close->setIcon(m_theme.icon(QStringLiteral("close"), IconRole::Muted));
    m_close->setIconSize({16, 16});
    m_detail->setFont(m_theme.type().font(TextRole::Label));
    const QString name = QString::fromLatin1(face.name);
    if (property("severity").toString() != name) {
        setProperty("severity", name);
        repolish(this);
    }
}

void NoticeBar::showNotice(Severity severity, const QString &text, const QString &detail)
{
    m_severity = severity;
    m_text->setText(text);
    m_detail->setText(detail);
    static const QRegularExpression longWord(QStringLiteral("\\S{40}")); // is cut where the bar is narrow
    m_text->setToolTip(text.contains(longWord) ? QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped()) : QString());
    m_detail->setVisible(!detail.isEmpty());
    const Qt::Alignment beside = detail.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop; // of one line its middle, of more the first
    for (QWidget *part : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_close)})
        layout()->setAlignment(part, beside);
    setAccessibleName(text);
    setAccessibleDescription(detail);
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    restyle();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert); // it takes no focus, so a screen reader has to be told
    QAccessible::updateAccessibility(&alert);
}

QPushButton *NoticeBar::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    if (m_actions->count() > 0)
        setButtonRole(button, ButtonRole::Ghost);
    m_actions->addWidget(button, 0, Qt::AlignTop);
    button->show();
    return button;
}

void NoticeBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void NoticeBar::dismiss()
{
    hide();
    emit dismissed();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

} // namespace lathe
