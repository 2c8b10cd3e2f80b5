// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/helpdialog.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextList>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

/// Markdown comes without space between paragraphs.
static void spaceOut(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool code = format.hasProperty(QTextFormat::BlockCodeLanguage);
        const bool first = block == document->begin();
        format.setTopMargin(first || code ? 0 : level > 0 ? 16 : 4);
        format.setBottomMargin(code ? 0 : level > 0 ? 4 : 6);
        if (!block.textList() && !code)
            format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(format);
    }
}

HelpDialog::HelpDialog(ThemeManager &theme, const QString &language, QWidget *parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QListWidget(this)), m_view(new QTextBrowser(this))
{
    setWindowTitle(tr("Lathe Help"));
    const QString base = paths::resources() + QStringLiteral("/help/");
    QDir dir(base + language.left(2));
    if (!dir.exists())
        dir.setPath(base + QStringLiteral("en"));
    for (const QString &file : dir.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        const auto bytes = readFile(dir.filePath(file));
        if (!bytes)
            continue; // an incomplete installation lacks that page only
        const QString text = QString::fromUtf8(*bytes);
        const QString title = text.section(u'\n', 0, 0).remove(QStringLiteral("# ")).trimmed();
        m_pages.append({file.section(u'-', 1).chopped(3), title, text});
    }
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Help text"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setOpenLinks(false);
    m_view->setProperty("plain", true); // reads like the editor, not like a field that is locked
    m_view->document()->setDocumentMargin(16);
    m_view->setFont(theme.type().font(TextRole::Body));

    auto *left = new QVBoxLayout;
    left->setContentsMargins(12, 12, 12, 12);
    left->setSpacing(8);
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(left, 1);
    row->addWidget(m_view, 3);
    resize(880, 600);

    connect(m_search, &QLineEdit::textChanged, this, &HelpDialog::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpDialog::read);
    connect(m_view, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) { showPage(url.path().section(u'-', 1).remove(QStringLiteral(".md"))); });
    filter({});
    m_search->setFocus();
}

QStringList HelpDialog::pages() const
{
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i)
        names.append(m_list->item(i)->data(Qt::UserRole).toString());
    return names;
}

void HelpDialog::showPage(const QString &name)
{
    if (!pages().contains(name))
        m_search->clear();
    m_list->setCurrentRow(int(std::max<qsizetype>(0, pages().indexOf(name))));
}

void HelpDialog::filter(const QString &words)
{
    const QString current = m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const Page &page : m_pages) {
            if (!std::all_of(wanted.begin(), wanted.end(), [&](const QString &word) { return page.text.contains(word, Qt::CaseInsensitive); }))
                continue;
            auto *item = new QListWidgetItem(page.title, m_list);
            item->setData(Qt::UserRole, page.name);
        }
    }
    if (m_list->count() == 0)
        return m_view->setPlainText(tr("No page holds these words."));
    const int row = int(std::max<qsizetype>(0, pages().indexOf(current)));
    m_list->setCurrentRow(row);
    read(row);
}

void HelpDialog::read(int row)
{
    if (row < 0 || row >= m_list->count())
        return;
    const QString name = m_list->item(row)->data(Qt::UserRole).toString();
    const auto page = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page &one) { return one.name == name; });
    m_view->document()->setMarkdown(page->text);
    spaceOut(m_view->document());
    m_view->moveCursor(QTextCursor::Start);
    if (const QString word = m_search->text().section(u' ', 0, 0); !word.isEmpty())
        m_view->find(word);
}

} // namespace lathe
