// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editorpage.h"
#include "core/async.h"
#include "editor/showntext.h"
#include <QDir>
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
    connect(m_editor, &CodeEditor::textChanged, this, [this] { ++m_typed; });
    connect(m_editor, &CodeEditor::modifiedChanged, this, [this] {
        if (!m_taking)
            emit modifiedChanged();
    });
    connect(m_editor, &CodeEditor::cursorMoved, this, &EditorPage::cursorMoved);
    connect(m_editor, &CodeEditor::contextMenuAboutToShow, this, &EditorPage::contextMenuAboutToShow);
    connect(m_editor, &CodeEditor::fixesRequested, this, &EditorPage::fixesRequested);
}

void EditorPage::setPath(const QString &path)
{
    m_path = path;
    for (CodeEditor *half : {m_editor, m_second})
        if (half)
            half->setPath(path);
    if (m_deleted) // its old name was seen to be gone
        dismissNotice();
    setDeleted(false);
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
        delete m_column->replaceWidget(m_editor, m_split);
        m_column->setStretchFactor(m_split, 1);
        m_split->addWidget(m_editor);
        m_split->show();
    }
    m_split->setOrientation(orientation);
    if (!m_second) {
        m_second = new CodeEditor(m_theme, m_split);
        m_second->shareDocument(*m_editor);
        m_second->setWhitespaceShown(m_editor->isWhitespaceShown());
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
    const ShownText shown = shownText(document);
    setDocument(std::move(document), shown);
}

void EditorPage::setDocument(DocumentText document, const ShownText &shown)
{
    m_document = std::move(document);
    ++m_version;
    m_editor->setDocument(m_document, shown, m_path);
    if (m_second)
        m_second->shareDocument(*m_editor); // how it is shown may be another way now
    m_loaded = true;
    explainReadOnly();
    if (std::exchange(m_changedBefore, false))
        QMetaObject::invokeMethod(this, &EditorPage::lookAtDisk, Qt::QueuedConnection);
}

void EditorPage::dropText()
{
    for (CodeEditor *half : {m_second, m_editor}) // the second one shares the first one's
        if (half)
            half->dropText();
    m_loaded = false;
    m_document = {};
    m_ignored.reset();
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
    if (m_deleted)
        QDir().mkpath(QFileInfo(m_path).path()); // its folder may have gone with it; where that fails the save tells
    if (const auto done = saveDocument(m_path, text, m_document.form); !done) {
        notice()->showNotice(NoticeBar::Severity::Error, done.error().text, done.error().detail);
        if (done.error().id == QLatin1String("LTH-DOC-002") && m_document.form.encoding != "UTF-8")
            connect(notice()->addAction(tr("Save as UTF-8")), &QPushButton::clicked, this, &EditorPage::saveAsUtf8);
        connect(notice()->addAction(tr("Try Again")), &QPushButton::clicked, this, &EditorPage::save);
        return done;
    }
    m_document.text = std::move(text);
    ++m_version;
    m_ignored.reset();
    setDeleted(false);
    dismissNotice();
    m_editor->setSaved();
    emit saved();
    return {};
}

void EditorPage::setWhitespaceShown(bool shown)
{
    m_editor->setWhitespaceShown(shown);
    if (m_second)
        m_second->setWhitespaceShown(shown);
}

void EditorPage::saveAsUtf8()
{
    const TextForm before = m_document.form;
    m_document.form.encoding = "UTF-8";
    m_document.form.bom = false;
    if (!save())
        m_document.form = before;
}

void EditorPage::reload()
{
    m_takes = true;
    look();
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
    look();
}

void EditorPage::look()
{
    constexpr qint64 workerBytes = 256 * 1024;
    if (m_looking) {
        m_again = true;
        return;
    }
    DiskQuestion question{m_path, m_document, m_ignored, {}};
    if (m_editor->isModified())
        question.mine = m_editor->utf8();
    if (QFileInfo(m_path).size() <= workerBytes && m_editor->byteCount() <= workerBytes) {
        judge(lookAtFile(question), false);
        return;
    }
    m_looking = true;
    m_again = false;
    const auto found = onWorker(*QThreadPool::globalInstance(), [question] { return lookAtFile(question); });
    whenDone(found, this, [this, version = m_version, typed = m_typed](const Result<DiskLook> &look) {
        m_looking = false;
        const bool current = version == m_version;
        if (current)
            judge(look, typed != m_typed);
        if (!current || m_again)
            m_takes ? this->look() : lookAtDisk();
    });
}

/// Decides by what is on disk and what is here now; `typed` since the look began.
void EditorPage::judge(const Result<DiskLook> &look, bool typed)
{
    if (std::exchange(m_takes, false)) {
        if (look)
            take(*look);
        else
            notice()->showNotice(NoticeBar::Severity::Error, look.error().text, look.error().detail);
        return;
    }
    if (!look)
        return; // half written or unreadable for now: the next change tells
    if (m_deleted && look->sameAsKnown)
        dismissNotice();
    setDeleted(false);
    if (look->sameAsKnown || look->sameAsIgnored)
        return;
    if (!m_editor->isModified() && !m_editor->isComposing()) {
        dismissNotice();
        take(*look);
    } else if (look->sameAsMine && !typed) { // both did the same
        m_document = look->theirs;
        ++m_version;
        m_editor->setSaved();
    } else {
        askAboutChange(look->theirs);
    }
}

void EditorPage::take(const DiskLook &look)
{
    const bool writable = !look.theirs.binary && !look.theirs.readOnly && !m_document.binary && !m_editor->isReadOnly();
    const bool modified = m_editor->isModified();
    m_taking = true; // it is unsaved for this moment only: nobody is told
    if (!writable) {
        setDocument(look.theirs);
    } else {
        if (!m_editor->isModified() && !m_editor->isComposing() && m_editor->byteCount() == look.knownBytes)
            m_editor->replaceUtf8(look.start, look.length, look.text);
        else if (look.theirs.text != m_editor->text())
            m_editor->replaceText(look.theirs.text);
        m_editor->setSaved();
        m_document = look.theirs;
        ++m_version;
    }
    m_taking = false;
    if (m_editor->isModified() != modified)
        emit modifiedChanged();
    m_ignored.reset();
    setDeleted(false);
    emit saved();
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

void EditorPage::setDeleted(bool deleted)
{
    if (std::exchange(m_deleted, deleted) != deleted)
        emit deletedChanged();
}

void EditorPage::tellDeleted()
{
    if (m_deleted)
        return;
    setDeleted(true);
    notice()->showNotice(NoticeBar::Severity::Warning, tr("This file was deleted: %1").arg(QFileInfo(m_path).fileName()),
                         tr("Its text is still here."));
    connect(notice()->addAction(tr("Save Again")), &QPushButton::clicked, this, &EditorPage::save);
    connect(notice()->addAction(tr("Close")), &QPushButton::clicked, this, &EditorPage::closeRequested);
}

} // namespace lathe
