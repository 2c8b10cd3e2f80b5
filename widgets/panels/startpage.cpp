// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/startpage.h"
#include "common/elidedlabel.h"
#include "common/stylesheet.h"
#include "panels/samplecard.h"
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lathe {

static QLabel *plain(const QString &text, const QFont &font, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

static constexpr int mostColumns = 4;

/// Cards of 248 px with 8 between them.
static constexpr int widthOf(int columns)
{
    return columns * 256 - 8;
}

StartPage::StartPage(ThemeManager &theme, Session &session, QList<SampleInfo> samples, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_recent(new QVBoxLayout), m_phase(new QLabel(this)), m_progress(new QProgressBar(this))
{
    setSurface(this, Surface::Window);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(scroll);
    auto *content = new QWidget;
    content->setProperty("scrollContent", true);
    auto *sides = new QHBoxLayout(content);
    sides->setContentsMargins(24, 24, 24, 24);
    auto *page = new QWidget(content);
    page->setMaximumWidth(widthOf(mostColumns));
    sides->addStretch(1);
    sides->addWidget(page, 100);
    sides->addStretch(1);
    m_page = page;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(makeHead());
    column->addSpacing(16);
    column->addWidget(plain(tr("Start from a sample"), theme.type().font(TextRole::Strong), page));
    column->addWidget(makeSamples(samples));
    setMuted(m_phase);
    m_phase->setTextFormat(Qt::PlainText);
    column->addWidget(m_phase);
    m_progress->setTextVisible(false);
    column->addWidget(m_progress);
    column->addSpacing(8);
    m_recentTitle = plain(tr("Recent folders"), theme.type().font(TextRole::Strong), page);
    column->addWidget(m_recentTitle);
    m_recent->setSpacing(0);
    column->addLayout(m_recent);
    column->addStretch(2);
    scroll->setWidget(content);

    m_phase->hide();
    m_progress->hide();
    connect(&session, &Session::sampleProgress, this, [this](const QString &phase, int done, int total) {
        m_phase->setText(phase);
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_phase->show();
        m_progress->show();
    });
    const auto over = [this] {
        m_phase->hide();
        m_progress->hide();
    };
    connect(&session, &Session::sampleCreated, this, over);
    connect(&session, &Session::sampleFailed, this, over);
    refreshRecent();
}

QWidget *StartPage::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    auto *mark = new QLabel(head);
    const auto draw = [this, mark] { mark->setPixmap(m_theme.icons().pixmap(QStringLiteral("lathe"), IconRole::Accent, 48, devicePixelRatioF())); };
    draw();
    connect(&m_theme, &ThemeManager::changed, mark, draw);
    row->addWidget(mark);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(plain(QStringLiteral("Lathe"), m_theme.type().font(TextRole::Display), head));
    QLabel *hint = plain(tr("Open a folder or start from a sample"), m_theme.type().font(TextRole::Body), head);
    setMuted(hint);
    words->addWidget(hint);
    row->addLayout(words, 1);
    auto *open = new QPushButton(tr("Open Folder…"), head);
    open->setObjectName(QStringLiteral("openFolder"));
    setButtonRole(open, ButtonRole::Primary);
    open->setProperty("large", true);
    connect(open, &QPushButton::clicked, this, &StartPage::openFolderRequested);
    row->addWidget(open);
    return head;
}

QWidget *StartPage::makeSamples(const QList<SampleInfo> &samples)
{
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    for (const SampleInfo &sample : samples) {
        auto *card = new SampleCard(m_theme, sample, box);
        connect(card, &SampleCard::clicked, this, [this, id = sample.id] { emit sampleChosen(id); });
        m_cards.append(card);
    }
    m_grid = grid;
    placeCards(mostColumns);
    return box;
}

/// Four cards side by side, or three where the window is narrow.
void StartPage::placeCards(int columns)
{
    if (m_columns == columns)
        return;
    m_columns = columns;
    for (int i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards.at(i), i / columns, i % columns); // takes it from where it stood
    for (int i = 0; i < mostColumns; ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
}

void StartPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int columns = width() >= widthOf(mostColumns) + 48 && m_cards.size() > 3 ? mostColumns : 3;
    m_page->setMaximumWidth(widthOf(columns));
    placeCards(columns);
}

void StartPage::refreshRecent()
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList recent = m_session.recentFolders();
    recent = recent.mid(0, 6);
    m_recentTitle->setVisible(!recent.isEmpty());
    for (const QString &dir : recent) {
        auto *row = new QWidget(this);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        const QString name = QDir(dir).dirName();
        auto *button = new QPushButton(row);
        button->setText(button->fontMetrics().elidedText(name, Qt::ElideMiddle, 360).replace(u'&', QStringLiteral("&&")));
        button->setAccessibleName(name);
        button->setToolTip(QStringLiteral("<p>%1</p>").arg(QDir::toNativeSeparators(dir).toHtmlEscaped()));
        setButtonRole(button, ButtonRole::Ghost);
        button->setIcon(m_theme.icon(QStringLiteral("folder"), IconRole::Muted));
        connect(button, &QPushButton::clicked, this, [this, dir] { emit folderChosen(dir); });
        line->addWidget(button);
        QString shown = QFileInfo(dir).path();
        if (shown.startsWith(QDir::homePath()))
            shown.replace(0, QDir::homePath().size(), QStringLiteral("~"));
        auto *path = new ElidedLabel(shown, row);
        path->setElideMode(Qt::ElideMiddle);
        setMuted(path);
        line->addWidget(path, 1);
        m_recent->addWidget(row);
    }
}

} // namespace lathe
