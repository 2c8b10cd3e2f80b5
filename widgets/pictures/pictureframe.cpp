// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/pictureframe.h"
#include "common/elidedlabel.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "common/treeview.h"
#include "core/atomicfile.h"
#include "items/tablecsv.h"
#include "items/visibletext.h"
#include "pictures/tabledelegate.h"
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

PictureFrame::PictureFrame(ThemeManager &theme, Picture *picture, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_picture(picture), m_table(new TreeView(this)), m_empty(new EmptyState(theme, QStringLiteral("timeline"), this)),
      m_notice(new NoticeBar(theme, this)), m_stack(new QStackedWidget(this)), m_head(new QHBoxLayout), m_note(new ElidedLabel({}, this)),
      m_asTable(new QToolButton(this)), m_export(new QToolButton(this)), m_menu(new QMenu(this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeHead();
    makeTable();
    m_notice->hide();
    column->addWidget(m_notice);
    setMuted(m_note);
    m_note->setFont(theme.type().figures(TextRole::Label));
    m_note->setContentsMargins(12, 0, 12, 0);
    m_note->setFixedHeight(20);
    m_note->hide();
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    picture->setProperty("scrollContent", true);
    scroll->setWidget(picture);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_table);
    m_stack->setMinimumHeight(28);
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);

    QAbstractItemModel &model = picture->model();
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &PictureFrame::refresh);
    connect(&model, &QAbstractItemModel::modelReset, this, &PictureFrame::refresh);
    connect(picture, &Picture::activated, this, &PictureFrame::activated);
    refresh();
}

/// The view's own controls come first; the frame's stand at the right.
void PictureFrame::makeHead()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 4, 0);
    bar->setSpacing(4);
    m_head->setSpacing(8);
    bar->addLayout(m_head, 1);
    m_asTable->setText(tr("Table"));
    m_asTable->setToolTip(tr("Show the picture as a table"));
    m_asTable->setCheckable(true);
    m_asTable->setAutoRaise(true);
    m_asTable->setObjectName(QStringLiteral("asTable"));
    connect(m_asTable, &QToolButton::toggled, this, &PictureFrame::setTableShown);
    bar->addWidget(m_asTable);

    m_menu->addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy Picture"), this, &PictureFrame::copyPicture);
    m_menu->addAction(tr("Copy Table"), this, &PictureFrame::copyTable);
    m_menu->addSeparator();
    m_menu->addAction(m_theme.icon(QStringLiteral("save")), tr("Save as PNG…"), this, [this] { ask(tr("Save Picture"), tr("PNG pictures (*.png)"), QStringLiteral("png")); });
    m_menu->addAction(tr("Save as SVG…"), this, [this] { ask(tr("Save Picture"), tr("SVG pictures (*.svg)"), QStringLiteral("svg")); });
    m_menu->addAction(tr("Save as CSV…"), this, [this] { ask(tr("Save Table"), tr("CSV tables (*.csv)"), QStringLiteral("csv")); });
    m_export->setMenu(m_menu);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setIcon(m_theme.icon(QStringLiteral("download"), IconRole::Muted));
    m_export->setToolTip(tr("Copy or save the picture or its table"));
    m_export->setAccessibleName(tr("Export"));
    m_export->setAutoRaise(true);
    bar->addWidget(m_export);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

void PictureFrame::makeTable()
{
    m_table->setModel(&m_picture->model());
    m_table->setItemDelegate(new TableDelegate(m_theme, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAccessibleName(tr("Table"));
    m_table->setMinimumHeight(28);
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex &index) { emit activated(index.row()); });
}

void PictureFrame::setTableShown(bool shown)
{
    m_tableShown = shown;
    m_asTable->setChecked(shown);
    refresh();
}

void PictureFrame::refresh()
{
    const bool any = m_picture->model().rowCount() > 0;
    m_stack->setCurrentIndex(!any ? 0 : m_tableShown ? 2 : 1);
    m_export->setEnabled(any);
    m_asTable->setEnabled(any);
    if (any && m_tableShown && !m_fitted) {
        m_fitted = true;
        const QAbstractItemModel &model = m_picture->model();
        const int last = model.columnCount() - 1;
        const bool words = !(model.headerData(last, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight); // figures at the far edge lose their row
        m_table->header()->setStretchLastSection(words);
        for (int column = 0; column <= last - (words ? 1 : 0); ++column) {
            m_table->resizeColumnToContents(column);
            m_table->header()->resizeSection(column, std::min(240, m_table->header()->sectionSize(column) + 12));
        }
    }
}

void PictureFrame::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_picture->setNote(note);
}

QString PictureFrame::note() const
{
    return m_note->text();
}

Result<> PictureFrame::writeTo(const QString &path) const
{
    QByteArray bytes;
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        bytes = tableCsv(m_picture->model());
    } else if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        bytes = m_picture->svg(m_picture->paperSize());
    } else {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        m_picture->image(m_picture->paperSize(), 2).save(&buffer, "PNG");
    }
    return writeFileAtomically(path, bytes);
}

void PictureFrame::copyPicture() const
{
    QGuiApplication::clipboard()->setImage(m_picture->image(m_picture->paperSize(), 2));
}

void PictureFrame::copyTable() const
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(tableCsv(m_picture->model())));
}

void PictureFrame::ask(const QString &title, const QString &filter, const QString &suffix)
{
    auto *dialog = new QFileDialog(window(), title, m_folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_fileName + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_folder = QFileInfo(file).path();
        if (const Result<> written = writeTo(file); !written)
            m_notice->showNotice(NoticeBar::Severity::Error, visibleText(written.error().text), visibleText(written.error().detail));
        else
            m_notice->showNotice(NoticeBar::Severity::Success, tr("Saved: %1").arg(visibleText(file)));
    });
    dialog->open();
}

} // namespace lathe
