// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtWidgets>

namespace lathe::test {

/// What a look at a shown window finds without eyes: texts that are cut, widgets that lie outside their place, English in Korean,
/// things that take the focus and have no name, spaces that are not on the grid, sizes and weights of type that are not on the scale.
/// Pictures show the rest.
class Looks
{
public:
    /// One line a flaw; empty is well. `language` is the interface's.
    static QStringList flawsOf(QWidget &root, const QString &language)
    {
        Looks looks(language);
        looks.look(&root);
        for (QWidget *widget : root.findChildren<QWidget *>())
            if (widget->isVisible() && !widget->visibleRegion().isEmpty() && widget->window() == root.window()) // not what lies behind a tab
                looks.look(widget);
        looks.m_flaws.removeDuplicates();
        return looks.m_flaws;
    }

private:
    explicit Looks(const QString &language) : m_korean(language == QLatin1String("ko")) {}

    void look(QWidget *widget)
    {
        m_widget = widget;
        for (const QWidget *up = widget; up; up = up->parentWidget())
            if (up->inherits("QFileDialog"))
                return; // Qt's own, whose paths and names are the user's
        if (auto *line = qobject_cast<QLineEdit *>(widget))
            read(line->placeholderText());
        if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QsciScintillaBase"))
            return name(widget);
        read(widget->toolTip());
        if (auto *label = qobject_cast<QLabel *>(widget))
            look(*label);
        else if (auto *button = qobject_cast<QAbstractButton *>(widget))
            look(*button);
        else if (auto *tabs = qobject_cast<QTabBar *>(widget))
            look(*tabs);
        else if (auto *header = qobject_cast<QHeaderView *>(widget))
            look(*header);
        else if (auto *box = qobject_cast<QComboBox *>(widget))
            look(*box);
        else if (auto *line = qobject_cast<QLineEdit *>(widget))
            look(*line);
        else if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            look(*view);
        else if (auto *menu = qobject_cast<QMenu *>(widget))
            look(*menu);
        if ((widget->isWindow() && !widget->inherits("QMainWindow")) || widget->inherits("QDockWidget")) // that is the project's name
            read(widget->windowTitle());
        inside(widget);
        name(widget);
        grid(widget);
        type(widget);
    }

    /// Space in steps of 4 (1 and 2 are a line's and a focus ring's own).
    void grid(QWidget *widget)
    {
        const QLayout *layout = widget->layout();
        if (!layout || widget->inherits("QMainWindow") || widget->inherits("QDockWidget") || widget->inherits("QToolBar") || widget->inherits("QStatusBar") || widget->inherits("QAbstractItemView"))
            return;
        QList<const QLayout *> layouts{layout};
        for (const QLayout *part : layout->findChildren<const QLayout *>())
            layouts << part;
        for (const QLayout *one : layouts) {
            const QMargins edges = one->contentsMargins();
            QList<int> spaces{edges.left(), edges.top(), edges.right(), edges.bottom(), one->spacing()};
            if (const auto *cells = qobject_cast<const QGridLayout *>(one))
                spaces << cells->horizontalSpacing() << cells->verticalSpacing();
            for (int space : spaces)
                if (space > 2 && space % 4 != 0)
                    flaw("has a space off the grid:", QString::number(space));
        }
    }

    void type(QWidget *widget)
    {
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label ? label->text().isEmpty() : widget->property("text").toString().isEmpty())
            return;
        const QFont font = widget->font();
        if (!QList<int>{11, 12, 13, 16, 22}.contains(font.pixelSize()))
            flaw("has a size of type of its own:", QString::number(font.pixelSize()));
        if (font.weight() != QFont::Normal && font.weight() != QFont::DemiBold)
            flaw("has a weight of type of its own:", QString::number(font.weight()));
    }

    static int advance(const QFontMetrics &metrics, const QString &text)
    {
        int widest = 0;
        for (const QString &line : text.split(u'\n'))
            widest = std::max(widest, metrics.horizontalAdvance(line));
        return widest;
    }

    void look(QLabel &label)
    {
        const QString text = label.text();
        if (text.isEmpty() || label.textFormat() == Qt::RichText)
            return;
        read(text);
        const QRect room = label.contentsRect();
        if (label.wordWrap()) {
            if (label.heightForWidth(label.width()) > label.height() + 2)
                flaw("is too low for", text);
        } else if (advance(label.fontMetrics(), text) > room.width() + 1 && label.toolTip().isEmpty()) {
            flaw("is too narrow for", text);
        }
        if (!label.wordWrap() && label.fontMetrics().ascent() > room.height())
            flaw("is too low for", text);
    }

    void look(QAbstractButton &button)
    {
        const auto *tool = qobject_cast<QToolButton *>(&button);
        const bool shown = !button.text().isEmpty() && (!tool || tool->toolButtonStyle() != Qt::ToolButtonIconOnly);
        if (tool && !shown && button.toolTip().isEmpty() && !button.icon().isNull() && !tool->inherits("QLineEditIconButton"))
            flaw("is a picture without a tool tip:", button.accessibleName());
        if (!shown)
            return;
        const QString text = QString(button.text()).remove(u'&');
        read(text);
        const int icon = button.icon().isNull() ? 0 : button.iconSize().width() + 4;
        if (advance(button.fontMetrics(), text) + icon > button.width() && !button.toolTip().contains(text))
            flaw("is too narrow for", text);
    }

    void look(QTabBar &tabs)
    {
        for (int i = 0; i < tabs.count(); ++i) {
            const QString text = QString(tabs.tabText(i)).remove(u'&');
            read(text);
            if (tabs.isTabVisible(i) && advance(tabs.fontMetrics(), text) > tabs.tabRect(i).width() && tabs.tabToolTip(i).isEmpty())
                flaw("cuts the tab", text);
        }
    }

    void look(QHeaderView &header)
    {
        if (!header.model())
            return;
        for (int i = 0; i < header.count(); ++i) {
            const QString text = header.model()->headerData(i, header.orientation()).toString();
            if (header.isSectionHidden(i) || text.isEmpty())
                continue;
            if (header.parentWidget()->objectName() != QLatin1String("matrix")) // names of functions and events
                read(text);
            // Figures stand at the right, and what they are called above them.
            const QModelIndex cell = header.model()->rowCount() > 0 ? header.model()->index(0, i) : QModelIndex();
            if (header.orientation() == Qt::Horizontal && cell.data(Qt::TextAlignmentRole).isValid()
                && ((cell.data(Qt::TextAlignmentRole).toInt() ^ header.model()->headerData(i, header.orientation(), Qt::TextAlignmentRole).toInt()) & Qt::AlignRight))
                flaw("does not stand over its column:", text);
            const bool seen = header.orientation() == Qt::Vertical || header.sectionViewportPosition(i) + header.sectionSize(i) <= header.viewport()->width() + 1;
            if (seen && header.orientation() == Qt::Horizontal && advance(header.fontMetrics(), text) + 22 > header.sectionSize(i)
                && header.model()->headerData(i, header.orientation(), Qt::ToolTipRole).toString().isEmpty())
                flaw("cuts the head", text);
        }
    }

    void look(QComboBox &box)
    {
        for (int i = 0; i < box.count(); ++i)
            if (box.objectName() != QLatin1String("functionChooser") && box.objectName() != QLatin1String("eventChooser")) // those are the project's
                read(box.itemText(i));
        if (!box.isEditable() && advance(box.fontMetrics(), box.currentText()) + 32 > box.width() && box.toolTip().isEmpty())
            flaw("is too narrow for", box.currentText());
    }

    void look(QLineEdit &line)
    {
        if (line.text().isEmpty() && advance(line.fontMetrics(), line.placeholderText()) + 8 > line.width())
            flaw("is too narrow for", line.placeholderText());
    }

    /// What is in sight; data (names, paths, log lines) is left to the test that knows it.
    void look(QAbstractItemView &view)
    {
        const QAbstractItemModel *model = view.model();
        if (!model || view.inherits("QHeaderView"))
            return;
        const QModelIndex first = view.indexAt(QPoint(30, 4));
        QModelIndex row = first;
        for (int n = 0; row.isValid() && n < 60; ++n) {
            for (int column = 0; column < model->columnCount(row.parent()); ++column) {
                const QModelIndex cell = row.siblingAtColumn(column);
                const QRect rect = view.visualRect(cell);
                const QString text = cell.data().toString();
                if (rect.isEmpty() || text.isEmpty())
                    continue;
                static const QRegularExpression month(QStringLiteral("\\b\\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{4}\\b"));
                if (m_korean && month.match(text).hasMatch())
                    flaw("is an English date in Korean:", text);
                if (cell.data(Qt::TextAlignmentRole).isValid() && advance(view.fontMetrics(), text) > rect.width() + 2 && cell.data(Qt::ToolTipRole).toString().isEmpty())
                    flaw("cuts the figure", text);
            }
            row = view.indexAt(QPoint(30, view.visualRect(row).bottom() + 4));
        }
    }

    void look(QMenu &menu)
    {
        for (const QAction *action : menu.actions())
            if (!action->isSeparator())
                read(QString(action->text()).remove(u'&'));
    }

    /// A control that its parents cut off, outside of what can be scrolled.
    void inside(QWidget *widget)
    {
        if (widget->isWindow() || !(qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLabel *>(widget) || qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget)))
            return;
        for (const QWidget *up = widget->parentWidget(); up; up = up->parentWidget()) {
            if (qobject_cast<const QAbstractScrollArea *>(up->parentWidget()) || qobject_cast<const QTabBar *>(up) || up->isWindow())
                break;
            const QRect place(widget->mapTo(up, QPoint(0, 0)), widget->size());
            if (!up->rect().adjusted(-1, -1, 1, 1).contains(place)) {
                flaw("is cut off by " + QByteArray(up->metaObject()->className()), textOf(widget));
                return;
            }
        }
    }

    void name(QWidget *widget)
    {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isEnabled() || widget->focusProxy() || widget->objectName().startsWith(QLatin1String("qt_")))
            return;
        for (const QWidget *up = widget->parentWidget(); up; up = up->parentWidget())
            if (qobject_cast<const QAbstractSpinBox *>(up) || qobject_cast<const QComboBox *>(up) || up->inherits("QKeySequenceEdit") || up->inherits("QFileDialog"))
                return; // the whole has the name
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        // Qt calls a combo box by what is chosen in it, which is no name.
        const QString given = qobject_cast<QComboBox *>(widget) ? widget->accessibleName() : face ? face->text(QAccessible::Name) : QString();
        if (given.isEmpty())
            flaw("takes the focus and has no name", {});
        if (!widget->inherits("QExpandingLineEdit")) // a name that is being changed
            read(given);
    }

    /// A text of the interface: Korean, or made of names alone.
    void read(const QString &text)
    {
        for (const char *data : {"lathe::InspectorRow", "lathe::PackageGauge"}) // these show the project's own words
            if (m_widget->inherits(data))
                return;
        static const QRegularExpression hangul(QStringLiteral("[가-힣]")), tags(QStringLiteral("<[^>]*>"));
        static const QRegularExpression raised(QStringLiteral("^(Runtime\\.|[A-Z]\\w+Error:)")); // what a runtime or a function says of a failure
        if (!m_korean || text.isEmpty() || text.contains(hangul) || raised.match(text).hasMatch())
            return;
        static const QRegularExpression space(QStringLiteral("[\\s,;()\\[\\]…·—→\u2212|×]+")), word(QStringLiteral("^[A-Z]?[a-z]{2,}[.!?:]?$"));
        static const QSet<QString> names{
            QStringLiteral("Lathe"), QStringLiteral("Lambda"), QStringLiteral("Amazon"), QStringLiteral("Python"), QStringLiteral("Java"), QStringLiteral("Ruby"), QStringLiteral("English"),
            QStringLiteral("Docker"), QStringLiteral("Korean"), QStringLiteral("Ctrl"), QStringLiteral("Shift"), QStringLiteral("Alt"), QStringLiteral("Del"), QStringLiteral("Esc"),
            QStringLiteral("Enter"), QStringLiteral("Return"), QStringLiteral("Tab"), QStringLiteral("Space"), QStringLiteral("Home"), QStringLiteral("End"), QStringLiteral("Up"), QStringLiteral("Down"),
            QStringLiteral("Left"), QStringLiteral("Right"), QStringLiteral("px"), QStringLiteral("ms"), QStringLiteral("handler"), QStringLiteral("bubblewrap"), QStringLiteral("cgroup"),
            QStringLiteral("Go"), QStringLiteral("Rust"), QStringLiteral("Kotlin"), QStringLiteral("Markdown"), QStringLiteral("Shell")};
        QString plain = text;
        for (const QString &token : plain.remove(tags).split(space, Qt::SkipEmptyParts))
            if (word.match(token).hasMatch() && !names.contains(token)) {
                flaw("is English in Korean:", text);
                return;
            }
    }

    static QString textOf(const QWidget *widget) { return widget->property("text").toString().isEmpty() ? widget->accessibleName() : widget->property("text").toString(); }

    void flaw(const QByteArray &what, const QString &text)
    {
        QString path;
        for (const QWidget *up = m_widget; up && path.size() < 120; up = up->parentWidget()) {
            path += QString::fromLatin1(up->metaObject()->className()).remove(QStringLiteral("lathe::"));
            path += up->objectName().isEmpty() ? QStringLiteral(" < ") : QStringLiteral("#%1 < ").arg(up->objectName());
        }
        m_flaws += QStringLiteral("%1 \"%2\" (%3)").arg(QString::fromLatin1(what), text.left(120), path.chopped(3));
    }

    bool m_korean;
    const QWidget *m_widget = nullptr;
    QStringList m_flaws;
};

} // namespace lathe::test
