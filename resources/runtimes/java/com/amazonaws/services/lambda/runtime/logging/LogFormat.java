// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime.logging;

/** AWS_LAMBDA_LOG_FORMAT. */
public enum LogFormat {
    JSON, TEXT;

    public static LogFormat fromString(String text) {
        for (LogFormat format : values()) {
            if (format.name().equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException("Invalid log format: '" + text + "' expected one of [JSON, TEXT]");
    }
}
