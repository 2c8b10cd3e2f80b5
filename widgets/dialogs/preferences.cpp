// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/preferences.h"
#include "common/stylesheet.h"
#include "dialogs/cachebox.h"
#include "dialogs/historybox.h"
#include "dialogs/localhistorybox.h"
#include "session/historylog.h"
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

Preferences::Preferences(ThemeManager &theme, const PreferenceValues &values, CacheController *caches, HistoryLog *history, SavedTexts *texts, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_before(values), m_values(values), m_form(new QFormLayout), m_nothing(new QLabel(tr("No setting is like that."), this))
{
    setWindowTitle(tr("Preferences"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Preferences"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    auto *words = new QLineEdit(this);
    words->setObjectName(QStringLiteral("preferenceSearch"));
    words->setPlaceholderText(tr("Search settings"));
    words->setAccessibleName(tr("Search settings"));
    words->setClearButtonEnabled(true);
    words->addAction(theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    connect(words, &QLineEdit::textChanged, this, &Preferences::search);
    column->addWidget(words);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    fillAppearance();
    fillRuns();
    fillStorage(caches, history, texts);
    column->addLayout(m_form);
    setMuted(m_nothing);
    m_nothing->hide();
    column->addWidget(m_nothing);
    column->addStretch(1);
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
    words->setMinimumWidth(464); // not the dialog: it would be no wider than this then, whatever stands in it
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
}

void Preferences::section(const QString &title)
{
    auto *label = new QLabel(title, this);
    label->setFont(m_theme.type().font(TextRole::Strong));
    label->setContentsMargins(0, m_sections.isEmpty() ? 0 : 8, 0, 0);
    m_form->addRow(label);
    m_sections.append(label);
}

/// Without a text the widget stands alone and names itself.
void Preferences::field(const QString &text, QWidget *widget, const QString &more)
{
    if (text.isEmpty()) {
        m_form->addRow(widget);
    } else {
        auto *label = new QLabel(text, this);
        label->setBuddy(widget);
        widget->setAccessibleName(text);
        m_form->addRow(label, widget);
    }
    m_rows.append({widget, QStringList({text, widget->toolTip(), more, m_sections.last()->text()}).join(u' '), int(m_sections.size()) - 1});
}

void Preferences::fillAppearance()
{
    section(tr("Appearance"));
    auto *mode = new QComboBox(this);
    mode->setObjectName(QStringLiteral("theme"));
    mode->addItem(tr("As the desktop"), ThemeManager::modeId(ThemeMode::System));
    mode->addItem(tr("Light"), ThemeManager::modeId(ThemeMode::Light));
    mode->addItem(tr("Dark"), ThemeManager::modeId(ThemeMode::Dark));
    mode->addItem(tr("High contrast"), ThemeManager::modeId(ThemeMode::HighContrast));
    mode->setCurrentIndex(mode->findData(ThemeManager::modeId(m_values.theme)));
    field(tr("Theme"), mode, QStringList({tr("Light"), tr("Dark"), tr("High contrast")}).join(u' '));
    auto *language = new QComboBox(this);
    language->setObjectName(QStringLiteral("language"));
    language->addItem(tr("As the desktop"), QString());
    language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language->addItem(QStringLiteral("한국어"), QStringLiteral("ko"));
    language->setCurrentIndex(std::max(0, language->findData(m_values.language)));
    field(tr("Language"), language, QStringLiteral("English 한국어 Korean language"));
    auto *size = new QSpinBox(this);
    size->setObjectName(QStringLiteral("size"));
    size->setRange(11, 20);
    size->setSuffix(QStringLiteral(" px"));
    size->setValue(m_values.basePixels);
    field(tr("Type size"), size, tr("font zoom"));
    auto *keys = new QPushButton(tr("Change…"), this);
    keys->setObjectName(QStringLiteral("keys"));
    keys->setAutoDefault(false);
    keys->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    field(tr("Keyboard shortcuts"), keys);
    connect(mode, &QComboBox::currentIndexChanged, this, [this, mode] {
        m_values.theme = ThemeManager::modeFromId(mode->currentData().toString());
        m_theme.setMode(m_values.theme);
    });
    connect(language, &QComboBox::currentIndexChanged, this, [this, language] { m_values.language = language->currentData().toString(); });
    connect(size, &QSpinBox::valueChanged, this, [this](int value) {
        m_values.basePixels = value;
        m_theme.setBasePixels(value);
    });
    connect(keys, &QPushButton::clicked, this, &Preferences::keysRequested);
}

void Preferences::fillRuns()
{
    section(tr("Local runs"));
    const auto check = [this](const QString &text, const QString &name, const QString &tip, bool PreferenceValues::*value) {
        auto *box = new QCheckBox(text, this);
        box->setObjectName(name);
        box->setChecked(m_values.*value);
        box->setToolTip(tip);
        connect(box, &QCheckBox::toggled, this, [this, value](bool on) { m_values.*value = on; });
        field({}, box, text);
    };
    check(tr("Scale the CPU with memory, as Lambda does (after the next start)"), QStringLiteral("cpuShare"),
        tr("1,769 MB are one vCPU. Without it a function has the speed of this machine."), &PreferenceValues::cpuShare);
    check(tr("Start environments ahead of their events (after the next start)"), QStringLiteral("spares"),
        tr("A first invocation then takes milliseconds. Each waiting environment holds the memory of its interpreter."), &PreferenceValues::spares);
}

void Preferences::fillStorage(CacheController *caches, HistoryLog *history, SavedTexts *texts)
{
    section(tr("Storage"));
    if (history && history->isKept()) {
        m_history = new HistoryBox(m_theme, *history, this);
        field(tr("History of runs"), m_history, tr("Above it the oldest runs go first."));
    }
    if (texts) {
        m_texts = new LocalHistoryBox(m_theme, *texts, this);
        field(tr("Local history"), m_texts, tr("Above it the oldest states go first."));
    }
    auto *images = new QSpinBox(this);
    images->setObjectName(QStringLiteral("imageGigabytes"));
    images->setRange(1, 10000);
    images->setSuffix(QStringLiteral(" GB"));
    images->setValue(m_values.imageGigabytes);
    images->setToolTip(tr("Above it the longest unused images go first, never one that is in use."));
    connect(images, &QSpinBox::valueChanged, this, [this](int gigabytes) { m_values.imageGigabytes = gigabytes; });
    field(tr("Space for container images"), images);
    if (caches)
        field(tr("Caches"), new CacheBox(*caches, this));
}

/// Each word must be there; a section goes with its last row.
void Preferences::search(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    QList<int> shown(m_sections.size(), 0);
    for (const Row &row : m_rows) {
        const bool fits = std::all_of(words.begin(), words.end(), [&row](const QString &word) { return row.words.contains(word, Qt::CaseInsensitive); });
        m_form->setRowVisible(row.field, fits);
        shown[row.section] += fits;
    }
    for (int i = 0; i < m_sections.size(); ++i)
        m_form->setRowVisible(m_sections.at(i), shown.at(i) > 0);
    m_nothing->setVisible(std::all_of(shown.begin(), shown.end(), [](int count) { return count == 0; }));
}

void Preferences::done(int result)
{
    if (result != Accepted) {
        m_values = m_before;
        m_theme.setMode(m_before.theme);
        m_theme.setBasePixels(m_before.basePixels);
    }
    if (result == Accepted && m_history)
        m_history->apply();
    if (result == Accepted && m_texts)
        m_texts->apply();
    QDialog::done(result);
    if (m_values != m_before)
        emit changed(m_values);
}

} // namespace lathe
