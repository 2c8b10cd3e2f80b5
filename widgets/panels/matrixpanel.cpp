// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/matrixpanel.h"
#include "common/elidedlabel.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "panels/matrixdetails.h"
#include "panels/rowdelegate.h"
#include "session/testcontroller.h"
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

namespace {

constexpr int narrowestCell = 132, widestCell = 168, headPadding = 9;

/// Names of events at the left: one line each, cut in the middle where the end of a name tells them apart.
class EventHeader : public QHeaderView
{
public:
    EventHeader(ThemeManager &theme, QWidget *parent) : QHeaderView(Qt::Vertical, parent), m_theme(theme)
    {
        setSectionResizeMode(QHeaderView::Fixed);
        setDefaultSectionSize(28);
        setSectionsClickable(true);
        connect(&theme, &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
    }
    QSize sizeHint() const override
    {
        int wide = 96;
        const QFontMetrics metrics(m_theme.type().font(TextRole::Strong));
        for (int i = 0; i < count() && i < 1000; ++i)
            wide = qMax(wide, metrics.horizontalAdvance(model()->headerData(i, Qt::Vertical).toString()) + 20);
        return {qMin(wide, 200), 28};
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const auto *view = qobject_cast<const QAbstractItemView *>(parent());
        const bool current = view && view->currentIndex().row() == section;
        painter->save();
        painter->fillRect(rect, m_theme.color(Token::Panel));
        painter->setFont(m_theme.type().font(current ? TextRole::Strong : TextRole::Body));
        painter->setPen(m_theme.color(Token::Text));
        const QRect box = rect.adjusted(12, 0, -8, 0);
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(model()->headerData(section, Qt::Vertical).toString(), Qt::ElideMiddle, box.width()));
        painter->restore();
    }

private:
    ThemeManager &m_theme;
};

/// Names of functions above: Qt cuts them for the usual weight and without the padding, and draws the current one's in bold.
class FunctionHeader : public QHeaderView
{
public:
    FunctionHeader(ThemeManager &theme, QWidget *parent) : QHeaderView(Qt::Horizontal, parent), m_theme(theme)
    {
        setSectionsClickable(true);
        setHighlightSections(true);
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        const QFontMetrics metrics(m_theme.type().font(TextRole::Strong));
        option->text = metrics.elidedText(model()->headerData(section, Qt::Horizontal).toString(), Qt::ElideMiddle, sectionSize(section) - 2 * headPadding);
    }

private:
    ThemeManager &m_theme;
};

} // namespace

/// Icon and word say the state, the figure at the right how long it took.
static RowFace cellFace(const QModelIndex &index)
{
    RowFace face;
    const auto state = MatrixCell::State(index.data(TestMatrixModel::StateRole).toInt());
    const bool stale = index.data(TestMatrixModel::StaleRole).toBool();
    face.muted = stale || (state != MatrixCell::Failed && state != MatrixCell::Broken);
    switch (state) {
    case MatrixCell::Passed: face.icon = QStringLiteral("success"), face.iconRole = IconRole::Success; break;
    case MatrixCell::Failed:
    case MatrixCell::Broken: face.icon = QStringLiteral("error"), face.iconRole = IconRole::Error; break;
    case MatrixCell::Running: face.icon = QStringLiteral("run"), face.iconRole = IconRole::Info; break;
    case MatrixCell::Waiting: face.icon = QStringLiteral("clock"); break;
    case MatrixCell::Stopped: face.icon = QStringLiteral("stop"), face.iconRole = IconRole::Warning; break;
    case MatrixCell::NotRun:
    case MatrixCell::Absent: break;
    }
    if (stale)
        face.iconRole = IconRole::Muted, face.mark = QStringLiteral("history");
    if (const QVariant ms = index.data(TestMatrixModel::DurationRole); ms.isValid())
        face.detail = durationText(ms.toDouble());
    return face;
}

MatrixPanel::MatrixPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_notice(new NoticeBar(theme, this)), m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(theme, QStringLiteral("matrix"), this)), m_split(new QSplitter(Qt::Horizontal, this)), m_view(new QTableView(this)),
      m_details(new MatrixDetails(theme, this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    m_stack->setMinimumHeight(80);
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_stack->addWidget(m_empty);
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    makeView();
    m_split->addWidget(m_view);
    m_split->addWidget(m_details);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    rows->addWidget(m_split, 1);
    m_stack->addWidget(page);

    TestController &tests = session.tests();
    connect(&tests, &TestController::stateChanged, this, &MatrixPanel::refresh);
    m_soon.setSingleShot(true);
    m_soon.setInterval(33);
    connect(&m_soon, &QTimer::timeout, this, &MatrixPanel::refresh);
    connect(&tests, &TestController::progressed, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&tests.matrix(), &QAbstractItemModel::modelReset, this, [this] {
        fitColumns();
        const QModelIndex before = m_session.tests().matrix().indexOf(m_current);
        m_view->setCurrentIndex(before.isValid() ? before : m_session.tests().matrix().index(0, 0));
        refresh();
    });
    connect(&tests.matrix(), &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &changed) {
        if (changed == m_view->currentIndex())
            showCurrent();
    });
    for (auto signal : {&Session::projectOpened, &Session::projectClosed, &Session::trustChanged})
        connect(&session, signal, this, &MatrixPanel::refresh);
    connect(m_empty, &EmptyState::activated, this, [this] {
        if (m_session.hasProject() && !m_session.isTrusted())
            m_session.setTrusted(true);
        else
            emit newEventRequested();
    });
    connect(m_details, &MatrixDetails::runRequested, this, [this] { emit runRequested({m_current}); });
    connect(m_details, &MatrixDetails::openEventRequested, this, [this] { emit eventRequested(m_current.eventPath, m_current.function); });
    connect(m_details, &MatrixDetails::expectRequested, this, [this] {
        const TestMatrixModel &matrix = m_session.tests().matrix();
        const QModelIndex at = matrix.indexOf(m_current);
        const TestResult *result = m_session.tests().result(m_current);
        if (!at.isValid() || !result)
            return;
        if (const auto saved = m_session.events().saveBeside(matrix.eventAt(at.row()), EventPart::Expected, result->outcome.payload); !saved) {
            m_notice->showNotice(NoticeBar::Severity::Error, visibleText(saved.error().text), visibleText(saved.error().detail));
            return;
        }
        m_session.noteEventsChanged();
        m_notice->showNotice(NoticeBar::Severity::Success, tr("This response is expected from now on: %1").arg(visibleText(matrix.eventAt(at.row()).name)));
    });
    session.tests().refresh();
    m_view->setCurrentIndex(tests.matrix().index(0, 0));
    refresh();
}

QWidget *MatrixPanel::makeBar()
{
    auto *bar = new QWidget(this);
    setSurface(bar, Surface::Window);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(4);
    m_all = new QPushButton(tr("Run All"), bar);
    m_all->setObjectName(QStringLiteral("runAllTests"));
    m_all->setIcon(m_theme.icon(QStringLiteral("run"), IconRole::Accent));
    connect(m_all, &QPushButton::clicked, this, [this] { emit runRequested({}); });
    row->addWidget(m_all);
    row->addSpacing(4);
    const auto button = [&](const char *icon, const QString &text, const char *name, auto slot) {
        auto *made = new QToolButton(bar);
        made->setIcon(m_theme.icon(QLatin1String(icon)));
        made->setToolTip(text);
        made->setAccessibleName(text);
        made->setObjectName(QLatin1String(name));
        connect(made, &QToolButton::clicked, this, slot);
        row->addWidget(made);
        return made;
    };
    m_chosen = button("arrow-right", tr("Run the selected tests"), "runChosenTests", [this] { emit runRequested(selected()); });
    m_failed = button("refresh", tr("Run again what failed"), "runFailedTests", [this] { emit runRequested(m_session.tests().failed()); });
    m_stop = button("stop", tr("Stop the tests"), "stopTests", [this] { m_session.tests().stop(); });
    m_summary = new ElidedLabel({}, bar);
    m_summary->setObjectName(QStringLiteral("testSummary"));
    setMuted(m_summary);
    row->addSpacing(4);
    row->addWidget(m_summary, 1);
    m_across = new QComboBox(bar);
    m_across->setObjectName(QStringLiteral("testsAcross"));
    m_across->setAccessibleName(tr("Columns of the matrix"));
    m_across->addItem(tr("Functions"));
    m_across->addItem(tr("Runtimes"));
    m_across->addItem(tr("Versions"));
    m_across->setToolTip(tr("Functions of the project; the current function with each runtime of its kind that this machine has; or the current function here and each version and alias at the endpoint"));
    connect(m_across, &QComboBox::activated, this, [this](int index) { m_session.tests().setAcross(TestController::Across(index)); });
    row->addWidget(m_across);
    m_save = button("download", tr("Save the results as JUnit XML…"), "saveJunit", [this] { saveJunit(); });
    m_copy = button("copy", tr("Copy as a command: lathe test …"), "copyTests", [this] { copyCommand(); });
    return bar;
}

void MatrixPanel::makeView()
{
    TestMatrixModel &matrix = m_session.tests().matrix();
    m_view->setModel(&matrix);
    m_view->setObjectName(QStringLiteral("matrix"));
    m_view->setAccessibleName(tr("Run matrix"));
    m_view->setItemDelegate(new RowDelegate(m_theme, cellFace, m_view));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setShowGrid(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->setVerticalHeader(new EventHeader(m_theme, m_view));
    m_view->setHorizontalHeader(new FunctionHeader(m_theme, m_view));
    m_view->horizontalHeader()->setDefaultSectionSize(widestCell);
    m_view->horizontalHeader()->installEventFilter(this);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setTextElideMode(Qt::ElideMiddle);
    m_view->setMinimumSize(160, 56);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto action = [this](const char *icon, const QString &text, const QKeySequence &keys, auto slot) {
        auto *made = new QAction(m_theme.icon(QLatin1String(icon)), text, m_view);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetShortcut);
        connect(made, &QAction::triggered, this, slot);
        m_view->addAction(made);
    };
    action("run", tr("Run the selected tests"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { emit runRequested(selected()); });
    action("edit", tr("Open the test event"), QKeySequence(Qt::Key_F2), [this] { emit eventRequested(m_current.eventPath, m_current.function); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &MatrixPanel::showCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, m_view->verticalHeader()->viewport(), qOverload<>(&QWidget::update));
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MatrixPanel::refresh);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (index.flags() & Qt::ItemIsEnabled)
            emit runRequested({m_session.tests().matrix().placeOf(index)});
    });
}

QString MatrixPanel::summary() const
{
    return m_summary->text();
}

QList<MatrixPlace> MatrixPanel::selected() const
{
    QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    std::sort(indexes.begin(), indexes.end());
    QList<MatrixPlace> places;
    for (const QModelIndex &index : std::as_const(indexes))
        if (index.flags() & Qt::ItemIsEnabled)
            places += m_session.tests().matrix().placeOf(index);
    return places;
}

/// Of what can run.
bool MatrixPanel::isAnySelected() const
{
    for (const QItemSelectionRange &range : m_view->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            for (int column = range.left(); column <= range.right(); ++column)
                if (range.model()->index(row, column).flags() & Qt::ItemIsEnabled)
                    return true;
    return false;
}

void MatrixPanel::refresh()
{
    TestController &tests = m_session.tests();
    TestMatrixModel &matrix = tests.matrix();
    const bool restricted = m_session.hasProject() && !m_session.isTrusted();
    const bool noFunction = m_session.hasProject() && m_session.project().functions.isEmpty();
    const bool none = matrix.rowCount() == 0 || matrix.columnCount() == 0;
    if (none || restricted) {
        m_empty->setText(restricted ? tr("Restricted mode: nothing runs") : noFunction ? tr("There is no function to run") : tr("No test event yet: there is nothing to run"),
            restricted ? tr("Trust this folder only if you know where it comes from.") : noFunction ? QString() : tr("Events that you keep run here on all functions, against what you expect of them."));
        m_empty->setAction(restricted ? tr("Trust This Folder") : noFunction ? QString() : tr("New Test Event"));
    }
    m_stack->setCurrentIndex(none || restricted ? 0 : 1);
    const Availability can = tests.canRun();
    m_all->setEnabled(can.ok);
    m_all->setToolTip(can.ok ? tr("Run all test events on all functions") : can.why.toHtmlEscaped());
    const TestMatrixModel::Counts counts = matrix.counts();
    const int failed = counts.of[MatrixCell::Failed] + counts.of[MatrixCell::Broken];
    m_chosen->setEnabled(can.ok && isAnySelected());
    m_failed->setEnabled(can.ok && failed + counts.of[MatrixCell::Stopped] > 0);
    m_stop->setEnabled(tests.isRunning());
    m_save->setEnabled(tests.hasResults() && !tests.isRunning());
    m_across->setCurrentIndex(int(tests.across()));
    m_across->setEnabled(!tests.isRunning());
    QStringList parts;
    if (tests.isRunning())
        parts += tr("%1 of %2").arg(tests.done()).arg(tests.total());
    if (const int passed = counts.of[MatrixCell::Passed]; passed + failed > 0)
        parts += tr("Passed: %1, failed: %2").arg(passed).arg(failed);
    if (counts.stale > 0)
        parts += tr("outdated: %1").arg(counts.stale);
    m_summary->setText(parts.join(QStringLiteral(" \u00B7 ")));
    showCurrent();
}

void MatrixPanel::showCurrent()
{
    TestMatrixModel &matrix = m_session.tests().matrix();
    const QModelIndex index = m_view->currentIndex();
    const bool there = index.isValid() && (index.flags() & Qt::ItemIsEnabled);
    m_current = index.isValid() ? matrix.placeOf(index) : m_current;
    if (!there) {
        m_details->show({}, {}, nullptr, false);
        return;
    }
    const QString title = QStringLiteral("%1 \u203a %2").arg(matrix.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
        matrix.headerData(index.row(), Qt::Vertical, Qt::DisplayRole).toString());
    m_details->show(title, matrix.cell(m_current), m_session.tests().result(m_current), m_session.tests().canRun().ok);
}

/// What is selected when that is more than the one cell that is always selected.
QString MatrixPanel::command() const
{
    const QList<MatrixPlace> places = selected();
    return m_session.tests().commandFor(places.size() > 1 ? places : QList<MatrixPlace>());
}

void MatrixPanel::copyCommand()
{
    QGuiApplication::clipboard()->setText(command());
    m_notice->showNotice(NoticeBar::Severity::Info, tr("Copied: %1").arg(visibleText(command())));
}

void MatrixPanel::saveJunit()
{
    auto *dialog = new QFileDialog(this, tr("Save the results"), m_session.hasProject() ? m_session.project().root : QDir::homePath(), tr("JUnit XML (*.xml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("xml"));
    dialog->selectFile(QStringLiteral("test-results.xml"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        if (const auto saved = m_session.tests().saveJunit(file); !saved)
            m_notice->showNotice(NoticeBar::Severity::Error, visibleText(saved.error().text), visibleText(saved.error().detail));
        else
            m_notice->showNotice(NoticeBar::Severity::Success, tr("Results saved: %1").arg(visibleText(file)));
    });
    dialog->open();
}

/// Beside the matrix where there is little height, below it where there is.
void MatrixPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_split->setOrientation(height() >= 420 && height() * 2 > width() ? Qt::Vertical : Qt::Horizontal);
}

bool MatrixPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->horizontalHeader() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

/// All of them in sight where each has room for its word and its figure.
void MatrixPanel::fitColumns()
{
    QHeaderView *head = m_view->horizontalHeader();
    if (const int columns = head->count(); columns > 0)
        head->setDefaultSectionSize(std::clamp(head->width() / columns, narrowestCell, widestCell));
}

} // namespace lathe
