// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editorpage.h"
#include <QFileInfo>
#include <QEvent>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <utility>

namespace lathe {

EditorPage::EditorPage(ThemeManager &theme, const QString &path, QWidget *parent)
    : QWidget(parent), m_path(path), m_editor(new CodeEditor(theme, this)), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_editor, 1);
    setFocusProxy(m_editor);
    connect(m_editor, &CodeEditor::modifiedChanged, this, &EditorPage::modifiedChanged);
    connect(m_editor, &CodeEditor::cursorMoved, this, &EditorPage::cursorMoved);
    connect(m_editor, &CodeEditor::contextMenuAboutToShow, this, &EditorPage::contextMenuAboutToShow);
    connect(m_editor, &CodeEditor::fixesRequested, this, &EditorPage::fixesRequested);
}

void EditorPage::split(Qt::Orientation orientation)
{
    if (m_second && m_split->orientation() == orientation) {
        (active() == m_second ? m_editor : m_second)->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    if (!m_split) {
        m_split = new QSplitter(orientation, this);
        m_split->setChildrenCollapsible(false);
        m_split->setHandleWidth(1);
        m_column->replaceWidget(m_editor, m_split);
        m_column->setStretchFactor(m_split, 1);
        m_split->addWidget(m_editor);
        m_split->show();
    }
    m_split->setOrientation(orientation);
    if (!m_second) {
        m_second = new CodeEditor(m_theme, m_split);
        m_second->shareDocument(*m_editor);
        m_split->addWidget(m_second);
        m_second->show();
        for (CodeEditor *half : {m_editor, m_second})
            half->focusProxy()->installEventFilter(this);
        connect(m_second, &CodeEditor::cursorMoved, this, &EditorPage::cursorMoved);
        connect(m_second, &CodeEditor::contextMenuAboutToShow, this, &EditorPage::contextMenuAboutToShow);
        connect(m_second, &CodeEditor::fixesRequested, this, &EditorPage::fixesRequested);
        m_second->setDiagnostics(m_editor->diagnostics());
        m_second->setFixable(m_editor->fixable());
    }
    const int size = (orientation == Qt::Horizontal ? width() : height()) / 2;
    m_split->setSizes({size, size});
    m_second->setFocus(Qt::ShortcutFocusReason);
}

void EditorPage::unsplit()
{
    if (!m_second)
        return;
    m_second->commitComposition();
    const int line = active()->line();
    const int column = active()->column();
    delete m_second;
    m_second = nullptr;
    m_secondActive = false;
    m_editor->goTo(line, column);
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

CodeEditor *EditorPage::active() const
{
    return m_second && m_secondActive ? m_second : m_editor;
}

bool EditorPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_secondActive = m_second && watched == m_second->focusProxy();
    return QWidget::eventFilter(watched, event);
}

void EditorPage::setDiagnostics(const QList<Diagnostic> &diagnostics, const QList<Diagnostic> &fixable)
{
    for (CodeEditor *half : {m_editor, m_second})
        if (half) {
            half->setDiagnostics(diagnostics);
            half->setFixable(fixable);
        }
}

FindBar *EditorPage::findBar()
{
    if (!m_find) {
        m_find = new FindBar(m_theme, m_editor, this);
        m_column->insertWidget(m_notice ? 1 : 0, m_find);
    }
    return m_find;
}

NoticeBar *EditorPage::notice()
{
    if (!m_notice) {
        m_notice = new NoticeBar(m_theme, this);
        m_column->insertWidget(0, m_notice);
    }
    return m_notice;
}

void EditorPage::dismissNotice()
{
    if (m_notice && !m_notice->isHidden())
        m_notice->dismiss();
}

void EditorPage::setDocument(DocumentText document)
{
    m_document = std::move(document);
    m_editor->setDocument(m_document, m_path);
    m_loaded = true;
    explainReadOnly();
    if (std::exchange(m_changedBefore, false))
        QMetaObject::invokeMethod(this, &EditorPage::lookAtDisk, Qt::QueuedConnection);
}

QString EditorPage::whyReadOnly() const
{
    if (m_document.binary)
        return tr("This file is binary; it is shown but cannot be changed here.");
    if (!m_editor->isReadOnly())
        return {};
    return m_editor->isPlainMode() ? tr("This file has a line of over 1 MB; it is shown but cannot be changed here.") : tr("This file is read-only.");
}

void EditorPage::tellNotChanged()
{
    notice()->showNotice(NoticeBar::Severity::Warning, tr("The earlier text was not put back."), whyReadOnly());
}

void EditorPage::explainReadOnly()
{
    if (const QString why = whyReadOnly(); !why.isEmpty())
        notice()->showNotice(NoticeBar::Severity::Info, why);
    else if (m_editor->isPlainMode())
        notice()->showNotice(NoticeBar::Severity::Info, tr("This file has very long lines; it is shown without colours."));
}

void EditorPage::restore(const QString &text, int line, int column)
{
    if (m_editor->isReadOnly() || text == m_editor->text())
        return;
    m_editor->replaceText(text);
    m_editor->goTo(line + 1, column + 1);
    notice()->showNotice(NoticeBar::Severity::Info, tr("Unsaved text of the last session was restored."));
    connect(notice()->addAction(tr("Keep")), &QPushButton::clicked, notice(), &NoticeBar::dismiss);
    connect(notice()->addAction(tr("Discard")), &QPushButton::clicked, this, [this] {
        dismissNotice();
        reload();
    });
}

Result<void> EditorPage::save()
{
    if (!m_loaded)
        return {};
    m_editor->commitComposition();
    if (m_second)
        m_second->commitComposition();
    if (m_editor->isReadOnly())
        return {};
    QString text = m_editor->text();
    if (const auto done = saveDocument(m_path, text, m_document.form); !done) {
        notice()->showNotice(NoticeBar::Severity::Error, done.error().text, done.error().detail);
        connect(notice()->addAction(tr("Try Again")), &QPushButton::clicked, this, &EditorPage::save);
        return done;
    }
    m_document.text = std::move(text);
    m_ignored.reset();
    m_deleted = false;
    dismissNotice();
    m_editor->setSaved();
    emit saved();
    return {};
}

void EditorPage::reload()
{
    auto document = loadDocument(m_path);
    if (!document) {
        notice()->showNotice(NoticeBar::Severity::Error, document.error().text, document.error().detail);
        return;
    }
    const bool same = !document->binary && !document->readOnly && !m_document.binary && !m_editor->isReadOnly();
    if (same) {
        if (document->text != m_editor->text())
            m_editor->replaceText(document->text);
        m_editor->setSaved();
        m_document = std::move(*document);
    } else {
        setDocument(std::move(*document));
    }
    m_ignored.reset();
    m_deleted = false;
    emit saved();
}

void EditorPage::lookAtDisk()
{
    if (!m_loaded) {
        m_changedBefore = true; // perhaps after it was read
        return;
    }
    if (!QFileInfo::exists(m_path)) {
        tellDeleted();
        return;
    }
    const auto theirs = loadDocument(m_path);
    if (!theirs)
        return; // half written or unreadable for now: the next change tells
    const bool same = theirs->sameOnDisk(m_document);
    if (m_deleted && same) {
        m_deleted = false;
        dismissNotice();
    }
    if (same || (m_ignored && theirs->sameOnDisk(*m_ignored)))
        return;
    if (!m_editor->isModified() && !m_editor->isComposing()) {
        dismissNotice();
        reload();
        return;
    }
    if (theirs->text == m_editor->text()) { // both did the same
        m_document = *theirs;
        m_editor->setSaved();
        return;
    }
    askAboutChange(*theirs);
}

void EditorPage::askAboutChange(const DocumentText &theirs)
{
    const QString name = QFileInfo(m_path).fileName();
    notice()->showNotice(NoticeBar::Severity::Warning, tr("Another program changed this file: %1").arg(name),
                         tr("Your text has unsaved changes."));
    connect(notice()->addAction(tr("Reload")), &QPushButton::clicked, this, [this] {
        dismissNotice();
        reload();
    });
    connect(notice()->addAction(tr("Keep Mine")), &QPushButton::clicked, this, [this, theirs] {
        m_ignored = theirs;
        dismissNotice();
    });
    const QString text = theirs.text;
    connect(notice()->addAction(tr("Compare")), &QPushButton::clicked, this,
            [this, text] { emit compareRequested(m_editor->text(), text); });
}

void EditorPage::tellDeleted()
{
    if (m_deleted)
        return;
    m_deleted = true;
    notice()->showNotice(NoticeBar::Severity::Warning, tr("Another program deleted this file: %1").arg(QFileInfo(m_path).fileName()),
                         tr("Its text is still here."));
    connect(notice()->addAction(tr("Save Again")), &QPushButton::clicked, this, &EditorPage::save);
    connect(notice()->addAction(tr("Close")), &QPushButton::clicked, this, &EditorPage::closeRequested);
}

} // namespace lathe
