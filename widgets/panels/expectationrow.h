// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "events/eventmeta.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace lathe {

/// One line of what is expected: its fields, whether it held in the last run, and why not. Owned by its view.
class ExpectationRow : public QWidget
{
    Q_OBJECT
public:
    ExpectationRow(ThemeManager &theme, const ExpectationLine &line, QWidget *parent = nullptr);
    /// Other values for the same kind of line; fields that are being typed in stay.
    void setLine(const ExpectationLine &line);
    const ExpectationLine &line() const { return m_line; }
    enum class Held { Unknown, Yes, No };
    void setHeld(Held held, const QString &why = {});
    Held held() const { return m_held; }
    /// Where typing begins.
    void focusFirst();
    /// A sentence under the fields, as long as they cannot be kept as they are.
    void setProblem(const QString &problem);

signals:
    /// The fields were left or chosen, and what they say is another line than before.
    void edited(const lathe::ExpectationLine &before, const lathe::ExpectationLine &after);
    void removed(const lathe::ExpectationLine &line);

private:
    void makeFields();
    QLineEdit *addField(const QString &text, const QString &name, int stretch);
    void commit();
    void showMessage();
    ExpectationLine typed() const;
    static QString nameOf(ExpectationLine::Kind kind);

    ThemeManager &m_theme;
    ExpectationLine m_line;
    QLabel *m_mark;
    QLabel *m_message;
    QWidget *m_fields;
    QComboBox *m_choice = nullptr; ///< Of Status its values, of Path its tests.
    QLineEdit *m_path = nullptr;
    QLineEdit *m_value = nullptr;
    Held m_held = Held::Unknown;
    QString m_why;
    QString m_problem;
};

} // namespace lathe
