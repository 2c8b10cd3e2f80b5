// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerplan.h"

namespace lathe {

/// Finds the level on which a dropped folder or file belongs and notes what it moved. Owned by planLayer(), which holds
/// the plan that is filled; any thread. Everything given gets a place: what no runtime looks for stands at /opt as it
/// is called, and says so.
class LayerMender
{
public:
    LayerMender(LayerPlan &plan, QString rubyVersion) : m_plan(plan), m_rubyVersion(std::move(rubyVersion)) {}

    /// A folder of the user, whose name means something.
    void takeFolder(const QString &dir);
    /// The root of an archive: a folder without a name. `shown` is what notes call it.
    void takeRoot(const QString &dir, const QString &shown);
    /// A file that is neither a list of dependencies nor an archive.
    void takeFile(const QString &path);

private:
    bool takeKnown(const QString &dir);
    bool takeKnownNode(const QString &dir);
    bool takeKnownRuby(const QString &dir);
    bool takeKnownPython(const QString &dir);
    bool takeParts(const QString &dir);
    void takeLayer(const QString &dir);
    void takePart(const QString &name, const QString &dir);
    void takePython(const QString &dir);
    void takeNode(const QString &dir);
    void takeRuby(const QString &dir);
    void takeJava(const QString &dir);
    bool takeGems(const QString &dir);
    void takeVenv(const QString &dir);
    bool takeUniform(const QString &dir);
    void takeEach(const QString &dir);
    void place(const QString &source, const QString &target);
    void contents(const QString &dir, const QString &target);
    void note(LayerNote::Kind kind, const QString &text, const QString &from, const QString &to);
    void moved(const QString &what, const QString &to);
    QString shown(const QString &path) const;

    LayerPlan &m_plan;
    QString m_rubyVersion;
    QString m_root;  ///< Of the archive that is being read; empty for the user's own folders.
    QString m_shown; ///< Its name.
};

} // namespace lathe
