// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/fieldreader.h"
#include "project/project.h"

namespace lathe {

/// Reads a parsed serverless.yml into `project` (root and templateFile are set by the caller). False when its functions
/// are meant for another cloud than AWS.
bool readServerless(Project &project, const Node &document, const ProjectContext &context, DiagnosticSink &sink);
/// The events of one function of a serverless.yml.
QList<Trigger> serverlessTriggers(const Node &events, const FieldReader &read);

/// The "url" of one function; `line` is where its key stands.
FunctionUrl serverlessFunctionUrl(const Node &node, int line, const FieldReader &read);

/// True when the document is a CloudFormation template that may hold functions.
bool looksLikeSam(const Node &document);
/// Reads a parsed SAM or CloudFormation template into `project`.
void readSam(Project &project, const Node &document, const ProjectContext &context, DiagnosticSink &sink);
/// The Events of one AWS::Serverless::Function.
QList<Trigger> samTriggers(const Node &events, const FieldReader &read);
/// The FunctionUrlConfig of one AWS::Serverless::Function.
FunctionUrl samFunctionUrl(const Node &node, const FieldReader &read);

} // namespace lathe
