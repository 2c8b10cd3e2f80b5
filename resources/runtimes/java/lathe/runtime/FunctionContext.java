// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.lambda.thirdparty.com.google.gson.JsonSyntaxException;
import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The context of one invocation. */
final class FunctionContext implements Context {
    private final Event event;
    private final long deadlineMs;
    private final LambdaLogger logger;
    private final CognitoIdentity identity;
    private final ClientContext client;

    FunctionContext(Event event, LambdaLogger logger) {
        this.event = event;
        this.logger = logger;
        String deadline = event.header("lambda-runtime-deadline-ms");
        deadlineMs = deadline == null ? 0 : Long.parseLong(deadline);
        final Map<?, ?> cognito = object("lambda-runtime-cognito-identity");
        identity = cognito == null ? null : new CognitoIdentity() {
            @Override
            public String getIdentityId() {
                return text(cognito, "cognitoIdentityId");
            }

            @Override
            public String getIdentityPoolId() {
                return text(cognito, "cognitoIdentityPoolId");
            }
        };
        Map<?, ?> given = object("lambda-runtime-client-context");
        client = given == null ? null : new Given(given);
    }

    private Map<?, ?> object(String header) {
        String text = event.header(header);
        Object value = text == null ? null : new JsonReader(text).read();
        if (value != null && !(value instanceof Map)) {
            throw new JsonSyntaxException("Expected BEGIN_OBJECT but was " + kind(value) + " path $");
        }
        return (Map<?, ?>) value;
    }

    private static String kind(Object value) {
        return value instanceof Map ? "BEGIN_OBJECT" : value instanceof List ? "BEGIN_ARRAY" : value instanceof String ? "STRING"
                : value instanceof Number ? "NUMBER" : "BOOLEAN";
    }

    private static String text(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null ? null : value.toString();
    }

    /** A map of texts, numbers and truth values: of anything else Lambda makes no client context. */
    private static Map<String, String> texts(String name, Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map)) {
            throw new JsonSyntaxException("Expected BEGIN_OBJECT but was " + kind(value) + " path $." + name);
        }
        Map<String, String> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            Object one = entry.getValue();
            if (one instanceof Map || one instanceof List) {
                throw new JsonSyntaxException("Expected a string but was " + kind(one) + " path $." + name + ".");
            }
            result.put(entry.getKey().toString(), one == null ? null : one.toString());
        }
        return Collections.unmodifiableMap(result);
    }

    /** The client context that the invoker sent. */
    private static final class Given implements ClientContext, Client {
        private final Map<String, String> custom;
        private final Map<String, String> environment;
        private final Map<?, ?> client;

        Given(Map<?, ?> all) {
            custom = texts("custom", all.get("custom"));
            environment = texts("env", all.get("env"));
            Object one = all.get("client");
            client = one instanceof Map ? (Map<?, ?>) one : null;
        }

        @Override
        public Client getClient() {
            return client == null ? null : this;
        }

        @Override
        public Map<String, String> getCustom() {
            return custom;
        }

        @Override
        public Map<String, String> getEnvironment() {
            return environment;
        }

        @Override
        public String getInstallationId() {
            return text(client, "installation_id");
        }

        @Override
        public String getAppTitle() {
            return text(client, "app_title");
        }

        @Override
        public String getAppVersionName() {
            return text(client, "app_version_name");
        }

        @Override
        public String getAppVersionCode() {
            return text(client, "app_version_code");
        }

        @Override
        public String getAppPackageName() {
            return text(client, "app_package_name");
        }
    }

    @Override
    public String getAwsRequestId() {
        return event.id();
    }

    @Override
    public String getLogGroupName() {
        return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return event.header("lambda-runtime-invoked-function-arn");
    }

    @Override
    public CognitoIdentity getIdentity() {
        return identity;
    }

    @Override
    public ClientContext getClientContext() {
        return client;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, deadlineMs - System.currentTimeMillis()));
    }

    @Override
    public int getMemoryLimitInMB() {
        String text = System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
        return text == null ? 128 : Integer.parseInt(text);
    }

    @Override
    public LambdaLogger getLogger() {
        return logger;
    }

    @Override
    public String getTenantId() {
        return event.header("lambda-runtime-aws-tenant-id");
    }

    @Override
    public String getXrayTraceId() {
        return event.header("lambda-runtime-trace-id");
    }
}
