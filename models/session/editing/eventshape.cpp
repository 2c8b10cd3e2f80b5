// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/eventshape.h"
#include "core/jsontree.h"
#include "events/eventstore.h"

namespace lathe {

QByteArray eventShape(const QByteArray &chosen, const FunctionDefinition *function)
{
    const auto tree = JsonTree::parse(chosen);
    if (tree && !tree->root().children.empty())
        return chosen;
    if (function)
        for (const Trigger &trigger : function->triggers)
            if (trigger.source != EventSource::Other)
                if (const EventTemplate one = templateFor(trigger.source); one.source == trigger.source)
                    return one.body;
    return chosen;
}

} // namespace lathe
