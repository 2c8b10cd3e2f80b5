// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/namedialog.h"
#include "common/stylesheet.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lathe {

NameDialog::NameDialog(ThemeManager &theme, const NameSpec &spec, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(spec.title);
    setAccessibleName(spec.title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(8);
    auto *title = new QLabel(spec.title, this);
    title->setFont(theme.type().font(TextRole::Title));
    title->setTextFormat(Qt::PlainText);
    column->addWidget(title);
    auto *name = new QLineEdit(spec.name, this);
    name->setObjectName(QStringLiteral("name"));
    name->setAccessibleName(spec.label);
    auto *label = new QLabel(spec.label, this);
    label->setBuddy(name);
    column->addWidget(label);
    column->addWidget(name);
    auto *problem = new QLabel(this);
    problem->setTextFormat(Qt::PlainText);
    problem->setWordWrap(true);
    problem->setMinimumHeight(40); // two lines: nothing moves when a reason comes
    problem->setAlignment(Qt::AlignTop);
    setMuted(problem);
    column->addWidget(problem);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    auto *accept = new QPushButton(spec.button, this);
    setButtonRole(accept, ButtonRole::Primary);
    accept->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(accept);
    column->addLayout(row);
    setMinimumWidth(420);
    const auto check = [=, why = spec.problem, before = spec.name] {
        const QString text = name->text().trimmed();
        const QString reason = text == before || !why ? QString() : why(text);
        problem->setText(text.isEmpty() ? QString() : reason);
        accept->setEnabled(!text.isEmpty() && text != before && reason.isEmpty());
    };
    connect(name, &QLineEdit::textChanged, this, check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this, name] { emit given(name->text().trimmed()); });
    check();
    name->selectAll();
    name->setFocus();
}

NameDialog *NameDialog::ask(ThemeManager &theme, const NameSpec &spec, QWidget *parent, std::function<void(const QString &)> given)
{
    auto *dialog = new NameDialog(theme, spec, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NameDialog::given, parent, [given = std::move(given)](const QString &name) { given(name); });
    dialog->open();
    return dialog;
}

} // namespace lathe
