// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <functional>

namespace lathe {

/// Takes a function's response while the function still makes it. The caller makes it, fills in what it wants to hear and
/// shares it with one invocation through InvokeRequest::sink. From then on all happens on the RuntimeService's thread.
class ResponseSink
{
public:
    /// The answer begins; once, before the first bytes. `contentType` is what the runtime gave.
    std::function<void(const QByteArray &contentType)> began;
    /// The next bytes, exactly as they came; `ms` since the function got its event.
    std::function<void(const QByteArray &bytes, double ms)> took;

    /// Whether whatever the runtime sends is a stream, as in Lambda's streaming invocations. Otherwise it is one when the
    /// runtime says so, or sends chunks that are no JSON (AWS's client for Go never says it).
    bool takesAll = false;

    /// Back-pressure: while held nothing more comes, and the function's writes wait as soon as the buffers between are full.
    void setHeld(bool held)
    {
        const bool resumes = m_held && !held;
        m_held = held;
        if (resumes && m_resume)
            m_resume();
    }
    bool isHeld() const { return m_held; }
    /// What to call when it is held no longer. For the side that produces.
    void onResume(std::function<void()> resume) { m_resume = std::move(resume); }
    /// No more is passed on: the invocation is over.
    void close()
    {
        began = nullptr;
        took = nullptr;
        m_resume = nullptr;
    }

private:
    std::function<void()> m_resume;
    bool m_held = false;
};

} // namespace lathe
