// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnosticsink.h"
#include <QByteArray>

namespace lathe {

/// Limits of reading one template. A template over a limit gives a diagnostic and nothing else.
struct TemplateLimits
{
    qint64 bytes = 2 * 1024 * 1024;
    int depth = 64;
    int nodes = 100'000;     ///< After aliases and merge keys.
    int milliseconds = 2000;
};

/// Parses YAML with yaml-cpp's event interface: tags and places kept, merge keys (<<) resolved, aliases shared, duplicate
/// keys reported (the last one wins, as in CloudFormation's own reader). A missing node when the text has no content or
/// cannot be read; then `sink` says why, with line and column. Thread: any.
Node parseYaml(const QByteArray &bytes, const QString &file, DiagnosticSink &sink, const TemplateLimits &limits = {});

/// The same for JSON (RFC 8259).
Node parseJson(const QByteArray &bytes, const QString &file, DiagnosticSink &sink, const TemplateLimits &limits = {});

/// Reads the file and parses it, JSON by the name's ending or a leading brace that is valid JSON, else YAML.
Node parseTemplateFile(const QString &file, DiagnosticSink &sink, const TemplateLimits &limits = {});

} // namespace lathe
