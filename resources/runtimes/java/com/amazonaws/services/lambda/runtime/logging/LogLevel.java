// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime.logging;

/** Levels of log lines, least important first; UNDEFINED is never filtered. */
public enum LogLevel {
    UNDEFINED, TRACE, DEBUG, INFO, WARN, ERROR, FATAL;

    public static LogLevel fromString(String text) {
        for (LogLevel level : values()) {
            if (level.name().equalsIgnoreCase(text)) {
                return level;
            }
        }
        throw new IllegalArgumentException("Invalid log level: '" + text + "' expected one of [TRACE, DEBUG, INFO, WARN, ERROR, FATAL]");
    }
}
