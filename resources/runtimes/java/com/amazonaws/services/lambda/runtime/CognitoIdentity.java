// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime;

/** The Amazon Cognito identity that authorized the request. */
public interface CognitoIdentity {
    String getIdentityId();

    String getIdentityPoolId();
}
