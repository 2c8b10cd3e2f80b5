// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/firstlines.h"
#include <QLabel>
#include <QStringList>
#include <QTextLayout>
#include <algorithm>

namespace lathe {

FirstLines firstLines(const QString &text, const QFont &font, int width, int lines)
{
    FirstLines first;
    const QStringList paragraphs = text.split(u'\n');
    for (qsizetype i = 0; i < paragraphs.size(); ++i) {
        const QString &paragraph = paragraphs.at(i);
        QTextLayout layout(paragraph, font);
        QTextOption wrap;
        wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(wrap);
        layout.beginLayout();
        qsizetype fits = 0;
        for (QTextLine line = layout.createLine(); line.isValid() && first.lines < lines; line = layout.createLine()) {
            line.setLineWidth(width);
            fits = line.textStart() + line.textLength();
            ++first.lines;
        }
        layout.endLayout();
        first.text += (i == 0 ? QString() : QStringLiteral("\n")) + paragraph.left(fits);
        const bool cut = fits < paragraph.size();
        if (cut || (first.lines >= lines && i + 1 < paragraphs.size())) {
            if (cut) // what the ellipsis takes
                first.text = first.text.chopped(std::min<qsizetype>(3, fits)).trimmed();
            first.text += u'\u2026';
            return first;
        }
    }
    return first;
}

void showFirstLines(QLabel &label, const QString &text, int width, int lines)
{
    const QMargins edges = label.contentsMargins();
    const FirstLines first = firstLines(text, label.font(), std::max(1, width - edges.left() - edges.right() - 4), lines);
    label.setText(first.text);
    label.setToolTip(first.text == text ? QString() : QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped()));
    label.setFixedHeight(edges.top() + edges.bottom() + std::max(1, first.lines) * label.fontMetrics().lineSpacing());
}

} // namespace lathe
