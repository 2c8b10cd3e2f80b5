// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/layerlinks.h"
#include "project/node.h"

namespace lathe {

/// The text of a YAML template, changed line by line at the marks that the parser gave; everything else keeps its bytes.
/// A value, used for one change.
class LayerTemplate
{
public:
    /// A list of layers in the template: the lines of each of its elements.
    struct Items
    {
        bool found = false;        ///< There is a list.
        bool changeable = true;    ///< Block form, in this file, an element a line or more.
        int keyLine = 0;           ///< 1-based line of "layers:".
        int indent = 0;            ///< Of the dashes.
        QList<QByteArrayList> texts;
    };

    LayerTemplate(const QByteArray &bytes, QString file);

    /// The elements of this list, whose key is `key`.
    Items items(const Node &key, const Node &list) const;
    /// Replaces the list's elements; no elements: key and list go.
    void setItems(const Items &old, const QList<QByteArrayList> &texts);
    /// Lines as the first things below the key in line `keyLine`.
    void insertBelow(int keyLine, const QByteArrayList &lines);
    /// Replaces the scalar `node` by `text`; false when it does not stand there as plain or quoted text on one line.
    bool replaceScalar(const Node &node, const QByteArray &text);
    /// Removes the member of a block map with all that belongs to it.
    void removeMember(const Node &key);
    void append(const QByteArrayList &lines);
    /// Indentation of the members of a block map; -1 for a map that has none or is written in one line.
    static int memberIndent(const Node &key, const Node &map);
    QByteArray bytes() const;

private:
    int indentOf(int line) const;
    QByteArrayList m_lines; ///< Without line ends.
    QByteArray m_end;       ///< "\n" or "\r\n".
    QString m_file;
    bool m_mark = false;    ///< A byte order mark.
    bool m_lastEnds = false;
};

} // namespace lathe
