// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnosticsink.h"
#include "project/node.h"
#include "project/project.h"
#include "project/propertynames.h"
#include <optional>

namespace lathe {

/// Turns the expressions of a template into values: ${self:…} of the Serverless Framework, !Ref and its kin of
/// CloudFormation. What cannot be known comes back as a scalar that is not resolved and whose text is the expression.
class Resolver
{
public:
    virtual ~Resolver() = default;
    /// The node itself when it is no expression; else its value. Children are left as they are.
    virtual Node resolve(const Node &node) = 0;
};

/// Reads typed fields out of nodes and reports wrong types with their place. Owned by one reading of one project.
class FieldReader
{
public:
    FieldReader(Resolver &resolver, DiagnosticSink &sink) : m_resolver(resolver), m_sink(sink) {}

    Node resolve(const Node &node) const { return m_resolver.resolve(node); }
    /// The member, resolved; missing when `map` is no map.
    Node at(const Node &map, const char *key) const { return m_resolver.resolve(map.at(key)); }
    /// Text of a scalar; an unresolved expression keeps its text. Other types become a diagnostic and empty text.
    TemplateText text(const Node &node, const QString &what) const;
    TemplateText textAt(const Node &map, const char *key) const { return text(map.at(key), QString::fromLatin1(key)); }
    struct Range { int low; int high; };
    /// A whole number; nothing when absent, not knowable (hint) or of another type (error). A value outside the range is
    /// given back, with an error.
    std::optional<int> integer(const Node &node, const QString &what, Range range) const;
    bool boolean(const Node &node, bool fallback) const;
    /// A list of texts; one scalar counts as a list of one.
    QStringList texts(const Node &node, const QString &what) const;
    /// Says that `node` ought to be a map (a list …); does nothing for an absent or unresolved one.
    void expect(const Node &node, const QString &what, const QString &type) const;
    /// The same for a key that nothing stands behind.
    void expectSomething(const Node &key, const QString &what, const QString &type) const;
    /// Tells of keys that are nearly written like one that is known there.
    void checkKeys(const Node &map, PropertyPlace place) const;
    DiagnosticSink &sink() const { return m_sink; }
    /// From now on the places of texts are those in this file; a text out of another file gets none.
    void setHome(const QString &file) { m_home = file; }
    bool isAtHome(const Node &node) const { return m_home.isEmpty() || node.file() == m_home; }

private:
    QString m_home;
    Resolver &m_resolver;
    DiagnosticSink &m_sink;
};

/// The keys of a function's image settings as its framework spells them.
struct ImageKeys
{
    const char *entryPoint;
    const char *command;
    const char *workingDir;
};

/// What a function sets instead of its image's own; nothing when `node` is no map.
ImageOverrides imageConfigOf(const Node &node, const ImageKeys &keys, const FieldReader &read);

} // namespace lathe
