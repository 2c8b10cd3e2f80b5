// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "project/settingedit.h"
#include "session/session.h"
#include <QWidget>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace lathe {

class FunctionLayers;
class InspectorRow;
class SectionHeader;

/// The current function as the template describes it: every fact knows its line and goes there. Values that cannot be
/// known here are marked; values of variables that look like secrets are hidden. Its layers stand below, always in sight: they
/// are what is dropped on.
class InspectorPanel : public QWidget
{
    Q_OBJECT
public:
    InspectorPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    FunctionLayers *layers() const { return m_layers; }

protected:
    void resizeEvent(QResizeEvent *event) override;

signals:
    void openRequested(const QString &path, int line);
    /// Another value was typed for a setting of the current function.
    void settingChosen(const lathe::SettingChange &change);

private:
    void rebuild();
    void fill(const FunctionDefinition &function);
    void addFacts(const FunctionDefinition &function);
    void addVariables(const FunctionDefinition &function);
    void addTriggers(const FunctionDefinition &function);
    void addNetwork(const FunctionDefinition &function);
    void showBuild();
    void showNetwork();
    void addSandbox();
    SectionHeader *addHeader(const QString &text);
    void makeEditable(InspectorRow *row, FunctionSetting setting, const QString &value, const QString &variable = {});
    void addVariable();
    bool canEdit() const;
    bool isDamaged() const;
    qsizetype focusedRow() const;
    QLabel *addHint(const QString &text);
    void fitDescription();
    InspectorRow *addRow(const QString &label, const QString &value, int line, const QString &unit = {});
    InspectorRow *addRow(const QString &label, const TemplateText &value);
    InspectorRow *makeRow(const QString &label, const QString &value, int line, const QString &unit = {});
    InspectorRow *makeCell(const QString &label, const QString &value, int line, const QString &unit = {});
    InspectorRow *makeCell(const QString &label, const TemplateText &value);

    ThemeManager &m_theme;
    Session &m_session;
    QScrollArea *m_scroll;
    FunctionLayers *m_layers;
    QVBoxLayout *m_rows = nullptr;
    QString m_file;
    InspectorRow *m_network = nullptr; ///< These rows are filled in place: the panel keeps its scroll position.
    InspectorRow *m_build = nullptr;
    QLabel *m_description = nullptr;
    InspectorRow *m_newVariable = nullptr;
    int m_variablesEnd = 0; ///< In the layout.
    bool m_fresh = false; ///< What is shown is of before the engine was up.
    std::optional<FunctionDefinition> m_shown;
    bool m_hadProject = false;
    bool m_wasDamaged = false;
};

/// Whether a variable's value should not be shown, by its name.
bool looksSecret(const QString &variableName);

} // namespace lathe
