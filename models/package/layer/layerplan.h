// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"

namespace lathe {

/// A file or folder of this machine and where it goes in the layer. Folders are merged.
struct LayerPlacement
{
    QString source; ///< Absolute.
    QString target; ///< Relative, "" for the layer's root.
    bool made = false; ///< By a tool, which may have run foreign code: links in it do not lead out of it.
    bool operator==(const LayerPlacement &) const = default;
};

/// A list of dependencies that has to be installed.
struct LayerManifest
{
    enum class Kind { Pip, Npm, Bundler };
    Kind kind = Kind::Pip;
    QString file; ///< Absolute: requirements.txt, pyproject.toml, package.json, Gemfile.
    QString lock; ///< Absolute, empty where there is none.
    bool operator==(const LayerManifest &) const = default;
};

/// What becomes of the inputs.
struct LayerPlan
{
    QList<LayerPlacement> placements;
    QList<LayerManifest> manifests;
    QStringList wheels;
    QList<LayerNote> notes;
};

/// Looks at the inputs and decides where each belongs: /opt/python, /opt/nodejs/node_modules, /opt/ruby/gems/X.Y.0,
/// /opt/ruby/lib, /opt/java/lib, /opt/bin, /opt/lib, /opt/extensions (AWS "Packaging your layer content"). What stands
/// on a wrong level is mended, with a note. Nothing is written but zips below `unpackDir`, an empty folder.
/// `rubyVersion` ("3.3") names the folder of gems without one. Blocking; any thread.
/// Errors: NotFound, Unsupported (LTH-LYR-001: a source distribution, LTH-LYR-002: an archive of another kind) and those
/// of extractPackage().
Result<LayerPlan> planLayer(const QStringList &inputs, const QString &unpackDir, const QString &rubyVersion);

} // namespace lathe
