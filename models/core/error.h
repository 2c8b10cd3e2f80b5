// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// What kind of thing went wrong: a closed set to branch on. The command maps it to its exit code.
enum class ErrorCode {
    Usage,         ///< The caller asked for something that makes no sense (exit 2).
    Config,        ///< A file, a setting or a template is wrong or missing (exit 3).
    Credentials,   ///< No credentials, expired ones, or a profile that cannot be read (exit 3).
    NotTrusted,    ///< The folder is not trusted, so nothing of it may run (exit 3).
    NotFound,      ///< The named thing does not exist.
    AlreadyExists, ///< The named thing exists already.
    Conflict,      ///< Somebody else changed it, or an update is in progress.
    TooLarge,      ///< A limit of Lambda is exceeded.
    Throttled,     ///< Too many at once.
    Io,            ///< The disk or the operating system refused.
    Network,       ///< No connection, or it broke (exit 4).
    Api,           ///< The service answered with an error (exit 4).
    Verification,  ///< A hash, signature or expectation does not hold (exit 5).
    TimedOut,      ///< Exit 124.
    Cancelled,     ///< Exit 130.
    Unsupported,   ///< This machine or this version cannot do it.
    Internal       ///< A defect of Lathe.
};

/// Why something did not work. `text` is one translatable sentence that says what happened and what to do; `detail`
/// is raw material to copy. No secret ever enters either. A function that raises is an outcome, never an Error.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString text;
    QString detail;
    QString id; ///< Stable id such as "LTH-RUN-003", empty where none is assigned.

    bool operator==(const Error &) const = default;
};

/// The exit code of the command for this error (see ErrorCode).
int exitCodeFor(const Error &error);

} // namespace lathe
