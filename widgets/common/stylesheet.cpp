// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/stylesheet.h"
#include <QPushButton>
#include <QStyle>

namespace lathe {

namespace {

/// `@name` stands for a token, `@assets` for the folder of the theme's little pictures.
const char *const surfaces = R"(
QMainWindow, QDialog, QMessageBox { background: @window; }
QWidget[surface="window"] { background: @window; }
QWidget[surface="panel"] { background: @panel; }
QWidget[surface="raised"] { background: @raised; }
QLabel { background: transparent; }
QFrame[muted="true"] { color: @muted; }
QStackedWidget, QScrollArea, QScrollArea > QWidget > QWidget[scrollContent="true"] { background: transparent; border: none; }
QScrollArea > QWidget { background: transparent; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { background: @line; border: none; max-height: 1px; }
QFrame[frameShape="5"] { max-width: 1px; max-height: 16777215px; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 0 2px; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }
QGroupBox { border: none; margin-top: 24px; padding: 0; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; color: @muted; padding: 0; }
)";

const char *const bars = R"(
QMenuBar { background: @panel; border: none; padding: 0 4px; spacing: 0; }
QMenuBar::item { background: transparent; color: @text; padding: 6px 10px; border-radius: 6px; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @pressed; }
QToolBar { background: @panel; border: none; border-bottom: 1px solid @line; padding: 4px 8px; spacing: 4px; }
QToolBar::separator { background: @line; width: 1px; margin: 6px 4px; }
QToolBar[plain="true"] { background: transparent; border: none; padding: 0; }
QStatusBar { background: @panel; border-top: 1px solid @line; color: @muted; min-height: 27px; padding: 0 8px; }
QStatusBar QLabel { color: @muted; }
QSizeGrip { image: none; width: 0; height: 0; }
QStatusBar::item { border: none; }
QDockWidget { color: @muted; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabWidget { background: transparent; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; padding: 7px 12px 7px 12px; min-height: 18px; }
QMainWindow > QTabBar::tab { padding-left: 8px; padding-right: 8px; }
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QTabBar::tab:disabled { color: @disabled; }
QTabBar::close-button { image: url(@assets/close.svg); subcontrol-position: right; border-radius: 6px; padding: 2px; }
QTabBar::close-button:hover { image: url(@assets/close-hover.svg); background: @pressed; }
QTabBar::scroller { width: 48px; }
QTabBar QToolButton { background: @panel; border: none; border-radius: 0; padding: 0; min-width: 22px; }
QTabBar QToolButton::right-arrow { image: url(@assets/chevron-right.svg); }
QTabBar QToolButton::left-arrow { image: url(@assets/chevron-left.svg); }
QHeaderView { background: @panel; border: none; border-bottom: 1px solid @line; }
QHeaderView::section { background: @panel; color: @muted; border: none; padding: 4px 8px; min-height: 19px; }
QHeaderView::up-arrow { image: url(@assets/chevron-up.svg); width: 12px; subcontrol-position: center right; }
QHeaderView::down-arrow { image: url(@assets/chevron-down.svg); width: 12px; subcontrol-position: center right; }
QTableCornerButton::section { background: @panel; border: none; }
)";

const char *const fields = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: @raised; border: 1px solid @line; border-radius: 6px; padding: 4px 8px;
  selection-background-color: @editorSelection; selection-color: @text; }
QComboBox, QAbstractSpinBox { color: @text; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 18px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: @lineStrong; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus { border-color: @accent; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] { border-color: @error; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { background: @panel; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: @disabled; background: @panel; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] { background: @panel; }
QPlainTextEdit[plain="true"], QTextEdit[plain="true"], QPlainTextEdit[plain="true"]:focus, QTextEdit[plain="true"]:focus { border: none; border-radius: 0; background: @window; padding: 8px; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(@assets/chevron-down.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; padding: 4px; outline: none; }
QLineEdit#nameField { min-height: 0; padding: 0 6px; }
QLabel#nameProblem { color: @text; background: @errorSoft; border: 1px solid @error; border-radius: 6px; padding: 4px 8px; }
QLineEdit#settingField { min-height: 0; padding: 1px 6px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QAbstractSpinBox { padding-right: 24px; }
QAbstractSpinBox::up-button { border: none; background: transparent; width: 22px; subcontrol-position: top right; border-top-right-radius: 6px; }
QAbstractSpinBox::down-button { border: none; background: transparent; width: 22px; subcontrol-position: bottom right; border-bottom-right-radius: 6px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @hover; }
QAbstractSpinBox::up-arrow { image: url(@assets/chevron-up.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(@assets/chevron-down.svg); width: 12px; height: 12px; }
QCheckBox, QRadioButton { color: @text; spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator { width: 14px; height: 14px; border: 1px solid @lineStrong; background: @raised; }
QCheckBox::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked { background: @accent; border-color: @accent; image: url(@assets/check.svg); }
QCheckBox::indicator:indeterminate, QTreeView::indicator:indeterminate { background: @accent; border-color: @accent; image: url(@assets/minus.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(@assets/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @panel; border-color: @line; }
QProgressBar { background: @pressed; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QSlider:horizontal { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: @pressed; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: @raised; border: 1px solid @lineStrong; }
QSlider::handle:horizontal:focus, QSlider::handle:horizontal:hover { border-color: @accent; }
)";

const char *const buttons = R"(
QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: 6px; padding: 4px 16px; min-height: 18px; }
QPushButton:hover { background: @hover; border-color: @lineStrong; }
QPushButton:pressed, QPushButton:checked { background: @pressed; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @disabled; background: @panel; border-color: @line; }
QPushButton[role="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[role="primary"]:pressed { background: @accentPressed; border-color: @accentPressed; }
QPushButton[role="primary"]:focus { border-color: @text; }
QPushButton[role="primary"]:disabled { background: @pressed; border-color: @pressed; color: @disabled; }
QPushButton[role="danger"] { color: @error; border-color: @error; }
QPushButton[role="danger"]:hover { background: @errorSoft; }
QPushButton[role="danger"]:focus { border-color: @text; }
QPushButton[role="danger"]:disabled { color: @disabled; border-color: @line; }
QPushButton[role="ghost"] { background: transparent; border-color: transparent; color: @accent; padding: 4px 8px; }
QPushButton[role="ghost"]:hover { background: @hover; }
QPushButton[role="ghost"]:pressed { background: @pressed; }
QPushButton[role="ghost"]:focus { border-color: @accent; }
QPushButton[role="ghost"]:disabled { color: @disabled; }
QPushButton[large="true"] { min-height: 22px; }
QPushButton::menu-indicator { image: url(@assets/chevron-down.svg); width: 16px; subcontrol-position: center right; right: 4px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 3px; min-width: 24px; min-height: 24px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:open { background: @pressed; }
QToolButton:checked { background: @selection; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton[small="true"] { min-width: 18px; min-height: 18px; }
QToolButton[chip="true"] { background: @raised; border-color: @line; padding: 1px 8px 1px 4px; min-height: 20px; }
QToolButton[chip="true"]:hover { background: @hover; }
QToolButton[chip="true"]:focus { border-color: @accent; }
QLineEdit QToolButton { min-width: 0; min-height: 0; padding: 0; border: none; }
QToolButton[role="primary"] { background: @accent; color: @onAccent; font-weight: 600; padding: 3px 12px 3px 8px; }
QToolButton[role="primary"]:hover { background: @accentHover; }
QToolButton[role="primary"]:pressed { background: @accentPressed; }
QToolButton[role="primary"]:focus { border-color: @text; }
QToolButton[role="primary"]:disabled { background: @pressed; color: @disabled; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton[popupMode="2"] { padding-right: 20px; }
QToolButton[arrowAlone="true"] { padding: 0 3px; min-width: 16px; min-height: 18px; }
QToolButton::menu-button { border: none; border-left: 1px solid transparent; width: 18px; border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton::menu-button:hover { background: @pressed; }
QToolButton::menu-arrow { image: url(@assets/chevron-down.svg); width: 16px; height: 16px; }
QToolButton::menu-indicator { image: url(@assets/chevron-down.svg); width: 16px; height: 16px; subcontrol-origin: padding; subcontrol-position: center right; right: 2px; }
)";

const char *const views = R"(
QTreeView, QListView, QTableView { background: transparent; color: @text; border: none; outline: none; alternate-background-color: @panel; gridline-color: @line;
  selection-background-color: @selection; selection-color: @text; }
QListView[popup="true"] { border: 1px solid @line; }
QTreeView[surface="window"], QListView[surface="window"], QTableView[surface="window"] { background: @window; }
QTreeView[surface="raised"], QListView[surface="raised"], QTableView[surface="raised"] { background: @raised; }
QTreeView[surface="panel"], QListView[surface="panel"], QTableView[surface="panel"] { background: @panel; }
QTreeView::branch:has-children:closed { image: url(@assets/chevron-right.svg); }
QTreeView::branch:has-children:open { image: url(@assets/chevron-down.svg); }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: @line; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover { background: @lineStrong; }
QScrollBar::handle:pressed { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)";

const char *const own = R"(
QFrame#noticeBar[severity="info"] { background: @infoSoft; border: none; border-bottom: 1px solid @line; }
QFrame#noticeBar[severity="warning"] { background: @warningSoft; border: none; border-bottom: 1px solid @line; }
QFrame#noticeBar[severity="error"] { background: @errorSoft; border: none; border-bottom: 1px solid @line; }
QFrame#noticeBar[severity="success"] { background: @successSoft; border: none; border-bottom: 1px solid @line; }
QFrame[card="true"] { background: @raised; border: 1px solid @line; border-radius: 6px; }
QFrame#findBar { background: @panel; border: none; border-bottom: 1px solid @line; }
QFrame#palette { background: @raised; border: 1px solid @lineStrong; border-radius: 6px; }
QFrame#palette QLineEdit { border: none; border-bottom: 1px solid @line; border-radius: 0; background: transparent; padding: 8px 12px; min-height: 24px; }
)";

} // namespace

void repolish(QWidget *widget)
{
    if (!widget->testAttribute(Qt::WA_WState_Polished))
        return;
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setButtonRole(QPushButton *button, ButtonRole role)
{
    static constexpr const char *names[] = {"secondary", "primary", "ghost", "danger"};
    button->setProperty("role", QString::fromLatin1(names[int(role)]));
    repolish(button);
}

void setSurface(QWidget *widget, Surface surface)
{
    static constexpr const char *names[] = {"window", "panel", "raised"};
    widget->setProperty("surface", QString::fromLatin1(names[int(surface)]));
    widget->setAttribute(Qt::WA_StyledBackground);
    repolish(widget);
}

void setMuted(QWidget *label, bool muted)
{
    label->setProperty("muted", muted);
    repolish(label);
}

QString styleSheet(const Theme &theme)
{
    QString out;
    out.reserve(16384);
    const QString text = QString::fromLatin1(surfaces) + QString::fromLatin1(bars) + QString::fromLatin1(fields)
                         + QString::fromLatin1(buttons) + QString::fromLatin1(views) + QString::fromLatin1(own);
    QHash<QString, QString> values;
    for (int i = 0; i < int(Token::Count); ++i)
        values.insert(Theme::tokenName(Token(i)), theme.color(Token(i)).name());
    values.insert(QStringLiteral("assets"), theme.assets());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != QLatin1Char('@')) {
            out.append(text[i]);
            continue;
        }
        qsizetype end = i + 1;
        while (end < text.size() && text[end].isLetter())
            ++end;
        out.append(values.value(text.mid(i + 1, end - i - 1)));
        i = end - 1;
    }
    return out;
}

} // namespace lathe
