// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>
#include <functional>

class QLabel;

namespace lathe {

/// A name that is typed into a row of a view. Says below the row why it cannot be that, and accepts no such name. Owned by the view's viewport;
/// window's thread.
class NameField : public QLineEdit
{
    Q_OBJECT
public:
    /// `check` says why a name cannot be, in the user's language; empty when it can.
    NameField(std::function<QString(const QString &name)> check, QWidget *viewport);
    ~NameField() override;
    /// What is wrong with the text as it is, until it changes; empty: nothing.
    void explain(const QString &why);
    /// Also of a name that nobody has typed yet.
    void explainProblem() { explain(m_check(text())); }
    QString explanation() const;

protected:
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void place();

    std::function<QString(const QString &)> m_check;
    QLabel *m_why;
};

} // namespace lathe
