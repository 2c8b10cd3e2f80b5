// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"
#include "package/layer/layertarget.h"

namespace lathe {

/// Installs a wheel into an empty folder as `pip install --target` does it (PyPA "Binary distribution format"): purelib
/// and platlib in the root, scripts in bin/ with a portable interpreter line, data in the root, entry points made, RECORD
/// brought up to date. Dependencies are not followed; a note names those that it asks for. Nothing of it runs. Blocking.
/// Errors: Unsupported (LTH-LYR-004: for another runtime or processor), Config (LTH-LYR-005: not a wheel).
Result<> installWheel(const QString &wheel, const QString &dir, const LayerTarget &target, QList<LayerNote> &notes);

/// Interpreter lines of scripts in `dir` that lead to this machine's tools become "#!/usr/bin/env python3" (or node, ruby).
void makeScriptsPortable(const QString &dir, const QByteArray &interpreter);

} // namespace lathe
