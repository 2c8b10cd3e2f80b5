// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime.events;

import java.util.List;

/** Named and shaped as in Lambda's event library: its own names differ from the wire's. */
public class SQSEvent {
    private List<SQSMessage> records;

    public static class SQSMessage {
        private String eventSourceArn;
        private String body;

        public String getEventSourceArn() { return eventSourceArn; }
        public void setEventSourceArn(String v) { eventSourceArn = v; }
        public String getBody() { return body; }
        public void setBody(String v) { body = v; }
    }

    public List<SQSMessage> getRecords() { return records; }
    public void setRecords(List<SQSMessage> v) { records = v; }
}
