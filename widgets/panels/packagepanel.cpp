// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/packagepanel.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "panels/buildline.h"
#include "panels/exclusionbin.h"
#include "panels/findinglist.h"
#include "panels/packagegauge.h"
#include "pictures/pictureframe.h"
#include "pictures/treemap.h"
#include "session/shellcommand.h"
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace lathe {

static constexpr int crumbsShown = 5; ///< Of a deep folder: its owner and the nearest ones.

static QToolButton *iconButton(ThemeManager &theme, const QString &icon, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme.icon(icon, IconRole::Muted));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    return button;
}

PackagePanel::PackagePanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_inspector(session.inspector()), m_flat(XrayModel::Form::Flat), m_tree(XrayModel::Form::Tree), m_matches(XrayModel::Form::Matches),
      m_gauge(new PackageGauge(theme, this)), m_progress(new QProgressBar(this)), m_record(new QToolButton(this)),
      m_undo(iconButton(theme, QStringLiteral("undo"), tr("Undo the last exclusion"), this)), m_refresh(iconButton(theme, QStringLiteral("refresh"), tr("Look again"), this)),
      m_notice(new NoticeBar(theme, this)), m_empty(new EmptyState(theme, QStringLiteral("package"), this)), m_content(new QWidget(this)), m_map(new Treemap(theme, m_flat)),
      m_frame(new PictureFrame(theme, m_map, m_content)), m_crumbs(new QHBoxLayout), m_filter(new QLineEdit(m_frame)), m_findings(nullptr), m_sideHead(new QLabel)
{
    setSurface(this, Surface::Window);
    makeTop();
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    auto *split = new QSplitter(Qt::Horizontal, m_content);
    split->setChildrenCollapsible(false);
    split->addWidget(m_frame);
    auto *side = new QWidget(split);
    makeSide(side);
    split->addWidget(side);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({600, 400});
    column->addWidget(split, 1);
    makeTable();

    m_map->setObjectName(QStringLiteral("packageMap"));
    m_frame->setFileName(QStringLiteral("package"));
    auto *colours = new QToolButton(m_frame);
    colours->setText(tr("What could go"));
    colours->setCheckable(true);
    colours->setAutoRaise(true);
    colours->setToolTip(tr("Colour boxes by what could go instead of by whose they are"));
    m_crumbs->setSpacing(0);
    m_frame->head()->addLayout(m_crumbs, 1);
    m_filter->setObjectName(QStringLiteral("packageFilter"));
    m_filter->setPlaceholderText(tr("Filter paths"));
    m_filter->setAccessibleName(tr("Filter paths"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(96);
    m_filter->setMaximumWidth(180);
    m_frame->head()->addWidget(m_filter);
    connect(m_filter, &QLineEdit::textChanged, this, &PackagePanel::filter);
    m_frame->head()->addWidget(colours);
    connect(colours, &QToolButton::toggled, this, [this](bool on) { m_map->setColours(on ? Treemap::Colours::Findings : Treemap::Colours::Owners); });
    connect(m_map, &Treemap::zoomChanged, this, &PackagePanel::showCrumbs);
    connect(m_map, &Treemap::menuRequested, this, &PackagePanel::showMenu);
    connect(m_map, &Treemap::fileChosen, this, &PackagePanel::open);

    connect(&m_inspector, &PackageInspector::reportChanged, this, &PackagePanel::showReport);
    connect(&m_inspector, &PackageInspector::stateChanged, this, &PackagePanel::showState);
    connect(&m_inspector, &PackageInspector::progressed, this, [this](double fraction) {
        m_progress->setRange(0, 100);
        m_progress->setValue(int(100 * fraction));
    });
    connect(&m_inspector, &PackageInspector::failed, this, [this](const Error &error) {
        m_failed = !m_inspector.report();
        m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail));
    });
    connect(&m_inspector, &PackageInspector::undone, m_notice, &NoticeBar::dismiss);
    connect(&m_inspector, &PackageInspector::excluded, this, [this](const Exclusion &done) {
        QString patterns = done.patterns.mid(0, 3).join(QStringLiteral("  "));
        if (done.patterns.size() > 3)
            patterns += QStringLiteral("  \u2026");
        m_notice->showNotice(NoticeBar::Severity::Success, tr("Left out in %1").arg(visibleText(QFileInfo(done.file).fileName())), visibleText(patterns));
        connect(m_notice->addAction(tr("Undo")), &QPushButton::clicked, &m_inspector, &PackageInspector::undoExclusion);
        showState();
    });
    showReport();
}

void PackagePanel::makeTop()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 4, 8, 4);
    top->setSpacing(8);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(72, 4);
    m_progress->setAccessibleName(tr("Reading the package"));
    m_record->setText(tr("Record What Runs Open"));
    m_record->setObjectName(QStringLiteral("recordOpens"));
    m_record->setCheckable(true);
    m_record->setAutoRaise(true);
    m_record->setToolTip(tr("While this is on, each run shows which files it opens; files that no run opens can then go. What other programs open meanwhile counts too."));
    m_undo->setObjectName(QStringLiteral("undoExclusion"));
    top->addWidget(m_gauge, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_progress, m_record, m_undo, m_refresh})
        top->addWidget(widget);
    column->addLayout(top);
    column->addWidget(new BuildLine(m_theme, m_session, this));
    m_notice->hide();
    column->addWidget(m_notice);
    column->addWidget(m_empty, 1);
    column->addWidget(m_content, 1);
    connect(m_record, &QToolButton::clicked, this, [this](bool on) { m_inspector.setRecording(on); });
    connect(m_undo, &QToolButton::clicked, &m_inspector, &PackageInspector::undoExclusion);
    connect(m_refresh, &QToolButton::clicked, &m_inspector, &PackageInspector::refresh);
}

void PackagePanel::makeSide(QWidget *side)
{
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 8, 8);
    column->setSpacing(4);
    m_sideHead->setTextFormat(Qt::PlainText);
    m_sideHead->setFixedHeight(32);
    m_sideHead->setContentsMargins(8, 0, 0, 0);
    setMuted(m_sideHead);
    m_findings = new FindingList(m_theme, m_findingsModel, side);
    auto *bin = new ExclusionBin(m_theme, side);
    column->addWidget(m_sideHead);
    column->addWidget(m_findings, 1);
    auto *foot = new QHBoxLayout; // below the words of the list
    foot->setContentsMargins(8, 0, 0, 0);
    foot->addWidget(bin);
    column->addLayout(foot);
    connect(bin, &ExclusionBin::dropped, this, &PackagePanel::exclude);
    connect(m_findings, &FindingList::excludeRequested, this, [this](int row) { exclude({m_findingsModel.at(row).owner, m_findingsModel.at(row).patterns}); });
    connect(m_findings, &FindingList::chosen, this, [this](int row) { m_map->setMarked(row >= 0 && row < m_findingsModel.rowCount() ? m_findingsModel.at(row).nodes : std::vector<int>()); });
}

/// The table is the same as a tree.
void PackagePanel::makeTable()
{
    QTreeView *table = m_frame->table();
    table->setModel(&m_tree);
    table->setRootIsDecorated(true);
    table->setObjectName(QStringLiteral("packageTable"));
    table->setAccessibleName(tr("Files of the package"));
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setDragEnabled(true);
    table->setDragDropMode(QAbstractItemView::DragOnly);
    table->header()->setStretchLastSection(true);
    for (const auto &[column, width] : {std::pair(XrayModel::NameColumn, 220), std::pair(XrayModel::BytesColumn, 84), std::pair(XrayModel::PackedColumn, 84),
             std::pair(XrayModel::ShareColumn, 84), std::pair(XrayModel::FilesColumn, 64)})
        table->header()->resizeSection(column, width);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, [this, table](const QPoint &place) {
        if (const QModelIndex index = table->indexAt(place); index.isValid())
            showMenu(XrayModel::nodeOf(index), table->viewport()->mapToGlobal(place));
    });
    connect(table, &QTreeView::activated, this, [this](const QModelIndex &index) { open(XrayModel::nodeOf(index)); });
    m_frame->setTableShown(false);
}

/// The table lists what matches, the map outlines it.
void PackagePanel::filter(const QString &words)
{
    m_matches.setWords(words);
    QTreeView *table = m_frame->table();
    XrayModel *shown = words.trimmed().isEmpty() ? &m_tree : &m_matches;
    if (table->model() != shown) {
        const QByteArray columns = table->header()->saveState();
        table->setModel(shown);
        table->setRootIsDecorated(shown == &m_tree);
        table->header()->restoreState(columns);
        if (shown == &m_tree)
            table->expandToDepth(0);
    }
    m_map->setMarked(m_matches.matches());
}

void PackagePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_inspector.setWatched(true);
}

void PackagePanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_inspector.setWatched(false);
}

QString PackagePanel::command() const
{
    return m_session.hasProject() && !m_session.currentFunction().isEmpty()
        ? QStringLiteral("lathe package %1 -C %2 --report").arg(shellWord(m_session.currentFunction()), shellWord(m_session.project().root))
        : QString();
}

void PackagePanel::showReport()
{
    const XrayPointer report = m_inspector.report();
    const bool first = report && report->measured && m_flat.report() && !m_flat.report()->measured && m_flat.report()->nodes.size() == report->nodes.size();
    QTreeView *table = m_frame->table();
    const QModelIndex current = table->currentIndex();
    const int chosen = first ? XrayModel::nodeOf(current) : -1; // nodes keep their numbers when only contents were read
    m_findingsModel.setReport(report);
    m_flat.setReport(report);
    m_tree.setReport(report);
    m_matches.setReport(report);
    if (chosen > 0)
        table->setCurrentIndex(static_cast<XrayModel *>(table->model())->indexOf(chosen));
    else if (report && !report->nodes.empty() && table->model() == &m_tree)
        table->expandToDepth(0);
    if (!m_matches.matches().empty())
        m_map->setMarked(m_matches.matches());
    m_gauge->setReport(report);
    showState();
    showCrumbs();
}

void PackagePanel::showState()
{
    const XrayPointer report = m_inspector.report();
    const Availability can = m_inspector.canInspect();
    const bool shown = report && report->files > 0;
    if (m_failed && report) {
        m_failed = false;
        m_notice->dismiss(); // what it told is mended
    }
    m_content->setVisible(shown);
    m_empty->setVisible(!shown);
    m_gauge->setVisible(shown);
    m_empty->setText(!can ? can.why : m_failed && !m_inspector.isBusy() ? tr("The package could not be looked into.") : m_inspector.isBusy() || !report ? tr("Looking into the package…") : tr("Nothing would be packaged: the folder is empty, or everything is left out."));
    m_progress->setVisible(m_inspector.isBusy() && can);
    if (m_inspector.isBusy() && !report)
        m_progress->setRange(0, 0);
    m_record->setVisible(can.ok);
    m_record->setChecked(m_inspector.isRecording());
    m_undo->setEnabled(m_inspector.canUndo());
    m_undo->setVisible(can.ok);
    m_refresh->setVisible(can.ok);
    if (!report)
        return;
    QString head = report->removableBytes > 0 ? tr("%1 could go").arg(sizeText(report->removableBytes)) : report->findings.isEmpty() && report->measured ? tr("Nothing to leave out") : tr("Findings");
    if (report->recordedRuns > 0)
        head += QStringLiteral("  \u00b7  ") + (report->recordedBefore ? tr("recorded runs: %1, with earlier files").arg(report->recordedRuns) : tr("recorded runs: %1").arg(report->recordedRuns));
    else if (m_inspector.isRecording())
        head += QStringLiteral("  \u00b7  ") + tr("press F5 to record");
    m_sideHead->setText(head);
}

/// The way to the folder that the map shows; each part leads back to it.
void PackagePanel::showCrumbs()
{
    while (QLayoutItem *item = m_crumbs->takeAt(0)) {
        if (QWidget *old = item->widget())
            old->deleteLater();
        delete item;
    }
    const XrayPointer report = m_flat.report();
    if (!report || report->nodes.empty())
        return;
    QList<int> way;
    for (int node = m_map->zoom(); node >= 0; node = report->nodes[std::size_t(node)].parent)
        way.prepend(node);
    while (way.size() > crumbsShown)
        way.removeAt(2);
    for (const int node : std::as_const(way)) {
        auto *crumb = new QToolButton(m_frame);
        const QString name = node == 0 ? tr("All") : m_tree.indexOf(node).data().toString();
        crumb->setText((node == 0 ? QString() : QStringLiteral("\u203a ")) + QFontMetrics(crumb->font()).elidedText(QString(name).replace(u'&', QStringLiteral("&&")), Qt::ElideMiddle, 140));
        crumb->setAccessibleName(tr("Show %1").arg(name));
        crumb->setToolTip(node == 0 ? tr("Function and layers") : visibleText(report->lambdaPath(node)).toHtmlEscaped());
        crumb->setAutoRaise(true);
        crumb->setEnabled(node != way.last() || node == 0);
        connect(crumb, &QToolButton::clicked, this, [this, node] {
            m_map->setZoom(node);
            m_map->setFocus();
        });
        m_crumbs->addWidget(crumb);
    }
    m_crumbs->addStretch(1);
}

void PackagePanel::showMenu(int node, const QPoint &global)
{
    const XrayPointer report = m_flat.report();
    if (!report || node <= 0 || node >= int(report->nodes.size()))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const XrayNode &n = report->nodes[std::size_t(node)];
    if (n.count > 0)
        menu->addAction(m_theme.icon(QStringLiteral("search")), tr("Show Only This"), this, [this, node] {
            m_map->setZoom(node);
            m_frame->setTableShown(false);
        });
    if (!n.folder)
        menu->addAction(m_theme.icon(QStringLiteral("open")), tr("Open"), this, [this, node] { open(node); });
    menu->addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy Path"), this, [path = report->lambdaPath(node)] { QGuiApplication::clipboard()->setText(path); });
    const DraggedExclusion exclusion = exclusionOf(*report, {node});
    if (!exclusion.patterns.isEmpty()) {
        menu->addSeparator();
        menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Leave Out"), this, [this, exclusion] { exclude(exclusion); });
    }
    menu->popup(global);
}

void PackagePanel::exclude(const DraggedExclusion &exclusion)
{
    if (exclusion.owner >= 0 && !exclusion.patterns.isEmpty())
        m_inspector.exclude(exclusion.owner, exclusion.patterns);
}

void PackagePanel::open(int node)
{
    const XrayPointer report = m_flat.report();
    if (report && node > 0 && node < int(report->nodes.size()) && !report->nodes[std::size_t(node)].folder && !(report->nodes[std::size_t(node)].flags & xrayflag::native))
        emit openRequested(report->absolutePath(node), 0);
}

} // namespace lathe
