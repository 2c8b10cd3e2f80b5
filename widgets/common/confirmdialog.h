// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/stylesheet.h"
#include "common/thememanager.h"
#include <QDialog>
#include <functional>

namespace lathe {

/// What a confirmation asks. Plain text.
struct ConfirmSpec
{
    QString title;   ///< The question.
    QString text;    ///< What happens; may be empty.
    /// Buttons from the main one on; the last one is what Escape means (Cancel).
    QList<QPair<QString, ButtonRole>> buttons;
    QString typed;   ///< When given, this word must be typed before the main button works (production targets).
};

/// A question that needs an answer before something is lost. Opens over its window without a nested event loop.
class ConfirmDialog : public QDialog
{
    Q_OBJECT
public:
    ConfirmDialog(ThemeManager &theme, const ConfirmSpec &spec, QWidget *parent);
    /// Opens it; `answered` gets the index of the pressed button. The dialog deletes itself. If `parent` goes first, nothing
    /// is called.
    static ConfirmDialog *ask(ThemeManager &theme, const ConfirmSpec &spec, QWidget *parent, std::function<void(int)> answered);
    void done(int result) override;

signals:
    void answered(int button);

private:
    int m_cancel;
    int m_answer;
};

} // namespace lathe
