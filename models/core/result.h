// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/error.h"
#include <tl/expected.hpp>

namespace lathe {

/// A value or the Error that prevented it. tl::expected, because GCC 12's std::expected lacks and_then/transform.
template <class T = void>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an Error from a function that returns a Result.
inline tl::unexpected<Error> fail(ErrorCode code, QString text, QString detail = {}, QString id = {})
{
    return tl::unexpected<Error>(Error{code, std::move(text), std::move(detail), std::move(id)});
}

} // namespace lathe

/// Qt Test: fails the test with the Error's text when a Result holds none.
#define LATHE_VERIFY_RESULT(r) \
    do { \
        const auto &latheResult_ = (r); \
        QVERIFY2(latheResult_.has_value(), latheResult_.has_value() ? "" : qPrintable(latheResult_.error().text + QStringLiteral(" | ") + latheResult_.error().detail)); \
    } while (false)
