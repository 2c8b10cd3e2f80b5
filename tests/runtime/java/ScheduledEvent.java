// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime.events;

/** Named and shaped as in Lambda's event library. */
public class ScheduledEvent {
    private String detailType;
    private String id;

    public String getDetailType() { return detailType; }
    public void setDetailType(String v) { detailType = v; }
    public String getId() { return id; }
    public void setId(String v) { id = v; }
}
