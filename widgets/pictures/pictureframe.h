// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "pictures/picture.h"

class QBoxLayout;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace lathe {

class ElidedLabel;
class EmptyState;
class NoticeBar;

/// A picture with what belongs to it: a head (room for the view's own controls, then Table and Export), the table of the
/// same model, an empty state while the model has no rows. Takes the picture over. Window's thread.
///
///     auto *frame = new PictureFrame(theme, new MyPicture(theme, model), this);
///     frame->setFileName("package");                // of exports: package.png, package.svg, package.csv
///     frame->empty()->setText(tr("Nothing yet"), tr("Press F5"));
///     frame->head()->addWidget(myChoice);           // left in the head
class PictureFrame : public QWidget
{
    Q_OBJECT
public:
    PictureFrame(ThemeManager &theme, Picture *picture, QWidget *parent = nullptr);

    Picture *picture() const { return m_picture; }
    QTreeView *table() const { return m_table; }
    EmptyState *empty() const { return m_empty; }
    QBoxLayout *head() const { return m_head; }
    QMenu *exportMenu() const { return m_menu; }
    void setFileName(const QString &base) { m_fileName = base; }
    /// A line of figures between head and picture; goes with exported pictures too.
    void setNote(const QString &note);
    QString note() const;
    void setTableShown(bool shown);
    bool isTableShown() const { return m_tableShown; }

    /// Writes picture or table; the suffix (png, svg, csv) says which.
    Result<> writeTo(const QString &path) const;
    void copyPicture() const;
    void copyTable() const;

signals:
    /// A row was chosen to be gone to, in the picture or in the table.
    void activated(int row);

private:
    void makeHead();
    void makeTable();
    void refresh();
    void ask(const QString &title, const QString &filter, const QString &suffix);

    ThemeManager &m_theme;
    Picture *m_picture;
    QTreeView *m_table;
    EmptyState *m_empty;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QBoxLayout *m_head;
    ElidedLabel *m_note;
    QToolButton *m_asTable;
    QToolButton *m_export;
    QMenu *m_menu;
    QString m_fileName = QStringLiteral("picture");
    QString m_folder; ///< Where the last file went.
    bool m_tableShown = false;
    bool m_fitted = false; ///< The table's columns got their widths.
};

} // namespace lathe
