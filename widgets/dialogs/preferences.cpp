// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/preferences.h"
#include "common/stylesheet.h"
#include "dialogs/cachebox.h"
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lathe {

Preferences::Preferences(ThemeManager &theme, const PreferenceValues &values, CacheController *caches, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_before(values), m_values(values)
{
    setWindowTitle(tr("Preferences"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Preferences"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    const auto field = [&](const QString &text, QWidget *widget) {
        auto *label = new QLabel(text, this);
        label->setBuddy(widget);
        widget->setAccessibleName(text);
        form->addRow(label, widget);
    };
    auto *mode = new QComboBox(this);
    mode->setObjectName(QStringLiteral("theme"));
    mode->addItem(tr("As the desktop"), ThemeManager::modeId(ThemeMode::System));
    mode->addItem(tr("Light"), ThemeManager::modeId(ThemeMode::Light));
    mode->addItem(tr("Dark"), ThemeManager::modeId(ThemeMode::Dark));
    mode->addItem(tr("High contrast"), ThemeManager::modeId(ThemeMode::HighContrast));
    mode->setCurrentIndex(mode->findData(ThemeManager::modeId(values.theme)));
    field(tr("Theme"), mode);
    auto *language = new QComboBox(this);
    language->setObjectName(QStringLiteral("language"));
    language->addItem(tr("As the desktop"), QString());
    language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language->addItem(QStringLiteral("한국어"), QStringLiteral("ko"));
    language->setCurrentIndex(std::max(0, language->findData(values.language)));
    field(tr("Language"), language);
    auto *size = new QSpinBox(this);
    size->setObjectName(QStringLiteral("size"));
    size->setRange(11, 20);
    size->setSuffix(QStringLiteral(" px"));
    size->setValue(values.basePixels);
    field(tr("Type size"), size);
    auto *share = new QCheckBox(tr("Scale the CPU with memory, as Lambda does (after the next start)"), this);
    share->setObjectName(QStringLiteral("cpuShare"));
    share->setChecked(values.cpuShare);
    share->setToolTip(tr("1,769 MB are one vCPU. Without it a function has the speed of this machine."));
    connect(share, &QCheckBox::toggled, this, [this](bool on) { m_values.cpuShare = on; });
    form->addRow(share);
    auto *spares = new QCheckBox(tr("Start environments ahead of their events (after the next start)"), this);
    spares->setObjectName(QStringLiteral("spares"));
    spares->setChecked(values.spares);
    spares->setToolTip(tr("A first invocation then takes milliseconds. Each waiting environment holds the memory of its interpreter."));
    connect(spares, &QCheckBox::toggled, this, [this](bool on) { m_values.spares = on; });
    form->addRow(spares);
    auto *images = new QSpinBox(this);
    images->setObjectName(QStringLiteral("imageGigabytes"));
    images->setRange(1, 10000);
    images->setSuffix(QStringLiteral(" GB"));
    images->setValue(values.imageGigabytes);
    images->setToolTip(tr("Above it the longest unused images go first, never one that is in use."));
    connect(images, &QSpinBox::valueChanged, this, [this](int gigabytes) { m_values.imageGigabytes = gigabytes; });
    field(tr("Space for container images"), images);
    if (caches)
        field(tr("Caches"), new CacheBox(*caches, this));
    column->addLayout(form);
    column->addSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *apply = new QPushButton(tr("Apply"), this);
    setButtonRole(apply, ButtonRole::Primary);
    apply->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(apply);
    column->addLayout(row);
    setMinimumWidth(420);
    connect(mode, &QComboBox::currentIndexChanged, this, [this, mode] {
        m_values.theme = ThemeManager::modeFromId(mode->currentData().toString());
        m_theme.setMode(m_values.theme);
    });
    connect(language, &QComboBox::currentIndexChanged, this, [this, language] { m_values.language = language->currentData().toString(); });
    connect(size, &QSpinBox::valueChanged, this, [this](int value) {
        m_values.basePixels = value;
        m_theme.setBasePixels(value);
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
}

void Preferences::done(int result)
{
    if (result != Accepted) {
        m_values = m_before;
        m_theme.setMode(m_before.theme);
        m_theme.setBasePixels(m_before.basePixels);
    }
    QDialog::done(result);
    if (m_values != m_before)
        emit changed(m_values);
}

} // namespace lathe
