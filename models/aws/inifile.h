// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QHash>
#include <QMap>
#include <QString>
#include <optional>

namespace lathe {

/// One file in the dialect of ~/.aws/config as botocore reads it: sections, "key = value" or "key: value", keys in lower
/// case, continuation lines, and nested "key =" blocks of indented pairs. A value; thread: any.
class IniFile
{
public:
    /// Reads `file`; a file that does not exist is empty. Config LTH-AWS-010 names the line that cannot be read.
    static Result<IniFile> read(const QString &file);
    static Result<IniFile> parse(const QByteArray &text, const QString &nameForErrors);

    QStringList sections() const { return m_order; }
    bool has(const QString &section) const { return m_sections.contains(section); }
    /// Nothing when the section or the key is absent.
    std::optional<QString> value(const QString &section, const QString &key) const;
    /// A pair of the indented block under `key`.
    std::optional<QString> nested(const QString &section, const QString &key, const QString &inner) const;

private:
    QHash<QString, QMap<QString, QString>> m_sections;
    QStringList m_order;
};

/// Words of a command line by the POSIX shell's quoting, without a shell: no variables, globs or substitutions. Nothing when
/// a quote is not closed.
std::optional<QStringList> shellWords(const QString &text);

} // namespace lathe
