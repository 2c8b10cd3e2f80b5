// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/confirmdialog.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lathe {

ConfirmDialog::ConfirmDialog(ThemeManager &theme, const ConfirmSpec &spec, QWidget *parent)
    : QDialog(parent), m_cancel(int(spec.buttons.size()) - 1), m_answer(m_cancel)
{
    setWindowTitle(spec.title);
    setAccessibleName(spec.title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(8);
    auto *title = new QLabel(spec.title, this);
    title->setFont(theme.type().font(TextRole::Title));
    auto *text = new QLabel(spec.text, this);
    setMuted(text);
    for (QLabel *label : {title, text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    text->setVisible(!spec.text.isEmpty());
    QLineEdit *typed = nullptr;
    if (!spec.typed.isEmpty()) {
        typed = new QLineEdit(this);
        typed->setPlaceholderText(spec.typed);
        typed->setAccessibleName(tr("Type to confirm: %1").arg(spec.typed));
        column->addWidget(typed);
    }
    column->addSpacing(16);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    // From right to left: the main action is outermost.
    for (int i = int(spec.buttons.size()) - 1; i >= 0; --i) {
        auto *button = new QPushButton(spec.buttons[i].first, this);
        setButtonRole(button, spec.buttons[i].second);
        button->setAutoDefault(true);
        button->setDefault(i == 0);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] {
            m_answer = i;
            done(i == m_cancel ? Rejected : Accepted);
        });
        if (i == 0 && typed) {
            button->setEnabled(false);
            connect(typed, &QLineEdit::textChanged, this,
                    [button, word = spec.typed](const QString &now) { button->setEnabled(now.trimmed() == word); });
        }
        if (i == 0 && !typed)
            button->setFocus();
    }
    column->addLayout(row);
    setMinimumWidth(420);
}

void ConfirmDialog::done(int result)
{
    const int answer = result == Accepted ? m_answer : m_cancel;
    QDialog::done(result);
    emit answered(answer);
}

ConfirmDialog *ConfirmDialog::ask(ThemeManager &theme, const ConfirmSpec &spec, QWidget *parent, std::function<void(int)> answered)
{
    auto *dialog = new ConfirmDialog(theme, spec, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::answered, parent, [answered = std::move(answered)](int button) { answered(button); });
    dialog->open();
    return dialog;
}

} // namespace lathe
