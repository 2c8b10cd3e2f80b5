// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apicall.h"
#include "runtime/responsesink.h"
#include <memory>

namespace lathe::handlers {

/// Holds the function of a streamed answer back while its caller takes less than it makes: above 1 MiB unsent. A caller that is gone
/// holds nothing, for the function runs on, as on Lambda. On the endpoint's thread.
void holdIfBehind(const ApiCallPtr &call, const std::weak_ptr<ResponseSink> &sink);
/// Lets it go on once 256 KiB are left, or the caller is gone. Once per answer, before it begins.
void letGoAsSent(const ApiCallPtr &call, const std::shared_ptr<ResponseSink> &sink);

} // namespace lathe::handlers
