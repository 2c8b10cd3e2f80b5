// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/stackframes.h"
#include <QWidget>

class QLabel;
class QListView;
class QStandardItemModel;

namespace lathe {

/// What a failed run says: its message, cut to a few lines (whole in the tool tip), and the frames of its stack, each a way to the
/// line. Takes as much height as there is beside the response. Plain text throughout. Owned by the result panel.
class FailureView : public QWidget
{
    Q_OBJECT
public:
    explicit FailureView(ThemeManager &theme, QWidget *parent = nullptr);
    /// Paths below `root` (ends in a slash, or empty) are shown from there on.
    void setFailure(const FunctionFailure &failure, const QString &root);
    void clear();
    /// Takes at most what leaves the response some lines of these `height` pixels; a line of the message and two frames at least.
    void fit(int height);
    QListView *frameView() const { return m_frames; }
    /// Goes to the next (+1) or previous (-1) frame that lies in the user's own code; false when there is none.
    bool stepFrame(int direction);

signals:
    void openRequested(const QString &path, int line, int column);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void open(int row);
    void layOut();
    ThemeManager &m_theme;
    QLabel *m_message;
    QListView *m_frames;
    QStandardItemModel *m_model;
    QList<StackFrame> m_stackFrames;
    QString m_whole;      ///< The message as it is.
    int m_height = 0;     ///< What there is for this and the response.
    bool m_innermostLast = false;
};

} // namespace lathe
