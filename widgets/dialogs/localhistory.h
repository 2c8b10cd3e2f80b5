// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/documentfile.h"
#include "session/opendocuments.h"
#include "session/savedtexts.h"
#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace lathe {

class CodeEditor;

/// The states that a file had, each with its difference to the present, and files that are gone. Owned by the window, main thread.
class LocalHistory : public QDialog
{
    Q_OBJECT
public:
    /// `path` may be empty. `texts` and `documents` must outlive this.
    LocalHistory(ThemeManager &theme, SavedTexts &texts, const OpenDocuments &documents, const QString &root, const QString &path, QWidget *parent = nullptr);
    QString path() const;
    int stateCount() const;
    QString difference() const;
    /// Below the states: what is kept, or why the chosen one cannot be restored.
    QString hint() const;
    void choose(int state);
    void choosePath(const QString &path);

signals:
    /// The file is to hold this again; the dialog closes.
    void restoreRequested(const QString &path, const lathe::DocumentText &document);

private:
    void listFiles(const QString &path);
    void listStates();
    void showState();
    void compare(const QByteArray &bytes, const QString &file, const QString &when);
    void restore();
    void showText(const QString &text);
    QString whyNot(const QString &file, bool open) const;
    void explain(const QString &why);

    SavedTexts &m_texts;
    const OpenDocuments &m_documents;
    QString m_root;
    QComboBox *m_files;
    QTreeWidget *m_states;
    QLabel *m_none;
    CodeEditor *m_view;
    QPushButton *m_restore;
    QList<SavedText> m_list;
    DocumentText m_chosen;
    int m_days = 0;
    int m_asked = 0; ///< Only the newest answer counts.
};

} // namespace lathe
