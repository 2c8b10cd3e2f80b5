// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/namefield.h"
#include "common/stylesheet.h"
#include <QLabel>
#include <QValidator>

namespace lathe {

namespace {

class NameValidator : public QValidator
{
public:
    NameValidator(const std::function<QString(const QString &)> &check, QObject *parent) : QValidator(parent), m_check(check) {}
    State validate(QString &name, int &) const override { return m_check(name).isEmpty() ? Acceptable : Intermediate; }

private:
    const std::function<QString(const QString &)> &m_check;
};

} // namespace

NameField::NameField(std::function<QString(const QString &name)> check, QWidget *viewport)
    : QLineEdit(viewport), m_check(std::move(check)), m_why(new QLabel(viewport))
{
    setObjectName(QStringLiteral("nameField"));
    m_why->setObjectName(QStringLiteral("nameProblem"));
    m_why->setTextFormat(Qt::PlainText);
    m_why->setWordWrap(true);
    m_why->setFocusPolicy(Qt::ClickFocus); // a click on it leaves nothing
    m_why->setFocusProxy(this);
    m_why->setAttribute(Qt::WA_NoMousePropagation);
    m_why->hide();
    setValidator(new NameValidator(m_check, this));
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) { explain(text.isEmpty() ? QString() : m_check(text)); });
}

NameField::~NameField()
{
    delete m_why;
}

QString NameField::explanation() const
{
    return m_why->isHidden() ? QString() : m_why->text();
}

void NameField::explain(const QString &why)
{
    m_why->setText(why);
    m_why->setHidden(why.isEmpty());
    setAccessibleDescription(why);
    setProperty("invalid", !why.isEmpty());
    repolish(this);
    place();
}

/// Below the row, above it where there is no room.
void NameField::place()
{
    if (m_why->isHidden())
        return;
    const QRect room = parentWidget()->rect();
    const int width = room.width() - x() - 4, height = m_why->heightForWidth(width);
    const int below = geometry().bottom() + 3;
    m_why->setGeometry(x(), below + height <= room.bottom() ? below : geometry().top() - 2 - height, width, height);
    m_why->raise();
}

void NameField::moveEvent(QMoveEvent *event)
{
    QLineEdit::moveEvent(event);
    place();
}

void NameField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void NameField::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    m_why->hide();
}

} // namespace lathe
