// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/newfromsample.h"
#include "common/fitscreen.h"
#include "common/stylesheet.h"
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace lathe {

namespace {

constexpr int descriptionRole = Qt::UserRole + 1;
constexpr int runtimeRole = Qt::UserRole + 2;

/// Two lines: title with its runtime at the right, description in muted type.
class SampleDelegate : public QStyledItemDelegate
{
public:
    SampleDelegate(ThemeManager &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {320, 56}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(selected ? Token::Selection : Token::Hover));
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        if (selected)
            painter->fillRect(QRect(option.rect.left(), option.rect.top() + 6, 3, option.rect.height() - 12), m_theme.color(Token::Accent));
        QRect area = option.rect.adjusted(12, 8, -12, -8);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(area.left(), area.top() + 8, 24, 24));
        area.setLeft(area.left() + 36);
        const QString runtime = index.data(runtimeRole).toString();
        painter->setFont(m_theme.type().font(TextRole::Label));
        painter->setPen(m_theme.color(Token::Muted));
        const int wide = painter->fontMetrics().horizontalAdvance(runtime) + 2;
        painter->drawText(area, Qt::AlignTop | Qt::AlignRight, runtime);
        painter->drawText(area, Qt::AlignBottom | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data(descriptionRole).toString(), Qt::ElideRight, area.width()));
        painter->setFont(m_theme.type().font(TextRole::Strong));
        painter->setPen(m_theme.color(Token::Text));
        painter->drawText(area, Qt::AlignTop | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, area.width() - wide - 12));
        painter->restore();
    }

private:
    ThemeManager &m_theme;
};

} // namespace

NewFromSample::NewFromSample(ThemeManager &theme, const QList<SampleInfo> &samples, const QString &parentDir, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_samples(samples), m_parentDir(parentDir), m_list(new QListWidget(this)), m_name(new QLineEdit(this)),
      m_where(new QLabel(this)), m_problem(new QLabel(this)), m_create(new QPushButton(tr("Create"), this))
{
    setWindowTitle(tr("New from Sample"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(8);
    auto *title = new QLabel(tr("Start from a Sample"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    m_list->setAccessibleName(tr("Samples"));
    m_list->setItemDelegate(new SampleDelegate(theme, m_list));
    m_list->setSpacing(1);
    m_list->setMouseTracking(true);
    m_list->setMinimumHeight(64);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const SampleInfo &sample : m_samples) {
        auto *item = new QListWidgetItem(theme.icon(IconProvider::forRuntime(sample.runtime), IconRole::Accent), sample.title, m_list);
        item->setData(Qt::UserRole, sample.id);
        item->setData(descriptionRole, sample.description);
        item->setData(runtimeRole, sample.runtime);
        item->setData(Qt::AccessibleDescriptionRole, sample.description);
    }
    column->addWidget(m_list, 1);
    column->addSpacing(8);
    auto *form = new QFormLayout;
    form->setSpacing(8);
    auto *nameLabel = new QLabel(tr("Folder name"), this);
    nameLabel->setBuddy(m_name);
    m_name->setAccessibleName(tr("Folder name"));
    form->addRow(nameLabel, m_name);
    auto *place = new QHBoxLayout;
    m_where->setTextFormat(Qt::PlainText);
    m_where->setWordWrap(true);
    setMuted(m_where);
    auto *change = new QPushButton(tr("Change…"), this);
    setButtonRole(change, ButtonRole::Ghost);
    change->setAutoDefault(false);
    place->addWidget(m_where, 1);
    place->addWidget(change);
    form->addRow(tr("In"), place);
    column->addLayout(form);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(20);
    column->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    row->addWidget(cancel);
    row->addWidget(m_create);
    setButtonRole(m_create, ButtonRole::Primary);
    m_create->setDefault(true);
    column->addLayout(row);

    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_named)
            m_name->setText(sampleId());
        check();
    });
    connect(m_list, &QListWidget::itemActivated, m_create, &QPushButton::click);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_named = true; });
    connect(m_name, &QLineEdit::textChanged, this, &NewFromSample::check);
    connect(change, &QPushButton::clicked, this, &NewFromSample::browse);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, [this] {
        const QString id = sampleId();
        const QString dir = directory();
        accept();
        emit chosen(id, dir);
    });
    if (!m_samples.isEmpty())
        m_list->setCurrentRow(0);
    resize(boundedToScreen(this, {560, 560}));
    m_name->setFocus();
    m_name->selectAll();
    check();
}

QString NewFromSample::sampleId() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

QString NewFromSample::directory() const
{
    return QDir::cleanPath(QDir(m_parentDir).absoluteFilePath(m_name->text().trimmed()));
}

void NewFromSample::selectSample(const QString &id)
{
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->data(Qt::UserRole).toString() == id)
            m_list->setCurrentRow(i);
}

/// The folder can be written to, or can be made where its nearest ancestor stands (~/lathe, the first time).
static bool canMake(const QString &dir)
{
    QFileInfo info(dir);
    while (!info.exists() && info.filePath() != info.path())
        info.setFile(info.path());
    return info.isDir() && info.isWritable();
}

void NewFromSample::check()
{
    const QString name = m_name->text().trimmed();
    QString problem;
    if (m_samples.isEmpty())
        problem = tr("No samples are installed.");
    else if (name.isEmpty() || name == QLatin1String(".") || name == QLatin1String("..") || name.contains(QLatin1Char('/')))
        problem = tr("Type a name for the folder, without “/”.");
    else if (const QFileInfo info(directory()); info.exists() && (!info.isDir() || !QDir(info.filePath()).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden)))
        problem = tr("There is something in this folder already; choose another name.");
    else if (!canMake(m_parentDir))
        problem = tr("This folder cannot be written to; choose another one.");
    m_where->setText(QDir::toNativeSeparators(m_parentDir));
    m_problem->setText(problem);
    setMuted(m_problem);
    m_create->setEnabled(problem.isEmpty() && !sampleId().isEmpty());
}

void NewFromSample::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a folder"), m_parentDir);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &dir) {
        m_parentDir = dir;
        check();
    });
    dialog->open();
}

} // namespace lathe
