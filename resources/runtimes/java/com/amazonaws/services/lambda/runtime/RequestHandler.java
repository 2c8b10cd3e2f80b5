// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime;

/** A handler whose event and result are Java objects; the runtime converts them from and to JSON. */
public interface RequestHandler<I, O> {
    O handleRequest(I input, Context context);
}
