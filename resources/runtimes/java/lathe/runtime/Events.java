// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Classes of Lambda's event library whose names differ from the wire's. They are read and written by the wire's names only where a
 * handler declares one of them itself; inside of another type (a list of events, say) they are beans as any other.
 */
final class Events {
    static final String PACKAGE = "com.amazonaws.services.lambda.runtime.events.";
    private static final String S3 = "com.amazonaws.services.s3.event.S3EventNotification";
    private static final Set<String> ROOTS = new HashSet<>(Arrays.asList("APIGatewayProxyRequestEvent", "APIGatewayProxyResponseEvent",
            "CloudFormationCustomResourceEvent", "CloudFrontEvent", "CloudWatchLogsEvent", "CodeCommitEvent", "CognitoEvent", "ConfigEvent",
            "ConnectEvent", "DynamodbEvent", "DynamodbTimeWindowEvent", "IoTButtonEvent", "KinesisEvent", "KinesisTimeWindowEvent",
            "KinesisFirehoseEvent", "LambdaDestinationEvent", "LexEvent", "ScheduledEvent", "SecretsManagerRotationEvent",
            "models.s3.S3EventNotification", "S3Event", "SNSEvent", "SQSEvent"));
    /** By class, then by property: what differs from the property's own name. "*" stands for all: a capital first. */
    private static final Map<String, Map<String, String>> NAMES = new HashMap<>();

    static {
        names("SQSEvent CloudFrontEvent KinesisEvent DynamodbEvent S3Event models.s3.S3EventNotification", "records=Records");
        names("SQSEvent$SQSMessage", "eventSourceArn=eventSourceARN");
        names("DynamodbEvent$DynamodbStreamRecord", "eventName=eventName eventSourceArn=eventSourceARN");
        names("KinesisEvent$Record", "encryptionType=encryptionType");
        names("DynamodbTimeWindowEvent KinesisTimeWindowEvent", "records=Records eventSourceArn=eventSourceARN");
        names("SNSEvent SNSEvent$MessageAttribute SNSEvent$SNS SecretsManagerRotationEvent ConnectEvent ConnectEvent$Details ConnectEvent$Queue", "*");
        names("ConnectEvent$CustomerEndpoint ConnectEvent$SystemEndpoint models.dynamodb.StreamRecord models.dynamodb.AttributeValue", "*");
        names("SNSEvent$SNSRecord", "* SNS=Sns sns=Sns");
        names("ConnectEvent$ContactData", "* instanceArn=InstanceARN");
        names("CloudFormationCustomResourceEvent", "* responseUrl=ResponseURL");
        names("CloudWatchLogsEvent", "awsLogs=awslogs");
        names("CodeCommitEvent", "records=Records");
        names("CodeCommitEvent$Record", "codeCommit=codecommit eventSourceArn=eventSourceARN userIdentityArn=userIdentityARN");
        names("ScheduledEvent", "detailType=detail-type");
        names("models.s3.S3EventNotification$ResponseElementsEntity", "xAmzId2=x-amz-id-2 xAmzRequestId=x-amz-request-id");
    }

    private Events() {
    }

    private static void names(String classes, String pairs) {
        Map<String, String> names = new HashMap<>();
        for (String pair : pairs.split(" ")) {
            int equals = pair.indexOf('=');
            names.put(equals < 0 ? pair : pair.substring(0, equals), pair.substring(equals + 1));
        }
        for (String one : classes.split(" ")) {
            NAMES.put(one, names);
        }
    }

    static boolean isRoot(Type type) {
        String name = type instanceof Class ? ((Class<?>) type).getName() : "";
        return name.equals(S3) || name.startsWith(PACKAGE) && ROOTS.contains(name.substring(PACKAGE.length()));
    }

    /** Whose objects have neither setters nor constructors without parameters. */
    static boolean isS3(Class<?> type) {
        return type.getName().startsWith(S3) || type.getName().startsWith(PACKAGE + "models.s3.") || type.getName().equals(PACKAGE + "S3Event");
    }

    /** The wire's name of a property. */
    static String wire(Class<?> type, String property) {
        Map<String, String> names = names(type);
        if (names == null) {
            return property;
        }
        String found = names.get(property);
        return found != null ? found : names.containsKey("*") ? Character.toUpperCase(property.charAt(0)) + property.substring(1) : property;
    }

    /** Whether this property alone has got its name: Jackson writes those behind the others. */
    static boolean isNamed(Class<?> type, String property) {
        Map<String, String> names = names(type);
        return names != null && names.containsKey(property) && !names.containsKey("*");
    }

    private static Map<String, String> names(Class<?> type) {
        String name = type.getName();
        name = name.startsWith(PACKAGE) ? name.substring(PACKAGE.length())
                : name.replace("com.amazonaws.services.dynamodbv2.model.", "models.dynamodb.").replace("com.amazonaws.services.s3.event.", "models.s3.");
        return NAMES.get(name);
    }
}
