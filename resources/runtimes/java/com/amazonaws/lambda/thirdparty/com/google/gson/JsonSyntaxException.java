// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.lambda.thirdparty.com.google.gson;

/** What Lambda's runtime throws at a client context that is none; under this name in the answer. */
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JsonSyntaxException(String what) {
        super("java.lang.IllegalStateException: " + what);
    }
}
