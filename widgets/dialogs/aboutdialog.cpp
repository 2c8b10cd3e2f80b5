// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/aboutdialog.h"
#include "common/stylesheet.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lathe {

AboutDialog::AboutDialog(ThemeManager &theme, const QString &version, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Lathe"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *icon = new QLabel(this);
    icon->setPixmap(theme.icons().pixmap(QStringLiteral("lathe"), IconRole::Accent, 48, devicePixelRatioF()));
    head->addWidget(icon);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *name = new QLabel(QStringLiteral("Lathe"), this);
    name->setFont(theme.type().font(TextRole::Display));
    auto *number = new QLabel(tr("Version %1").arg(version), this);
    setMuted(number);
    words->addWidget(name);
    words->addWidget(number);
    head->addLayout(words, 1);
    column->addLayout(head);
    column->addSpacing(12);
    const auto line = [&](const QString &text, bool muted) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        setMuted(label, muted);
        column->addWidget(label);
        column->addSpacing(4); // one paragraph from the next
    };
    line(tr("A workbench for serverless functions."), false);
    line(tr("Free software under the GNU General Public License, version 3 or later."), true);
    line(tr("Built on: %1").arg(QStringLiteral("Qt %1, QScintilla, yaml-cpp, libarchive, libdeflate, libcurl, llhttp, SQLite").arg(QString::fromLatin1(qVersion()))), true);
    line(tr("The sandbox guards against mistakes while you develop; do not run code that you would not run yourself."), true);
    column->addSpacing(12);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(close);
    column->addLayout(row);
    setFixedSize(460, column->totalHeightForWidth(460));
}

} // namespace lathe
