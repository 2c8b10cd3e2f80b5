// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.util.Map;

/** One event as it came from the Runtime API. */
final class Event {
    final int status;
    final byte[] body;
    private final Map<String, String> headers;

    Event(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A header by its name in lower case; null when it is not there. */
    String header(String name) {
        String value = headers.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String id() {
        return header("lambda-runtime-aws-request-id");
    }
}
