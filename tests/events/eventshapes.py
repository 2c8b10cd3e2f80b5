#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""eventshapes.py SAM GO TYPES TYPESCRIPT: which keys other tools' sample events have, written to eventshapes.json beside this file.

SAM: a checkout of aws-sam-cli (samcli/lib/generated_sample_events). GO: one of aws-lambda-go (events/testdata). TYPES: the npm package
@types/aws-lambda, unpacked. TYPESCRIPT: the npm package typescript, unpacked, which reads those types; node runs it.
Only names of keys and kinds of values are written, no value. tst_eventshapes holds the templates against the file. Without arguments
the templates are held against the file as it is, and what differs is printed."""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(HERE, '../../resources/events')
LIST = os.path.join(HERE, 'eventshapes.json')

# Template: where the same event stands elsewhere. "sam:", "go:" a file, "type:" an exported type.
SOURCES = {
    'alb': 'sam:alb/ALBRequest go:alb-lambda-target-request-headers-only type:ALBEvent',
    'alb-multi-value': 'go:alb-lambda-target-request-multivalue-headers',
    'alexa': 'sam:alexa-skills-kit/AlexaIntentMyColorIs',
    'api-gateway-authorizer': 'sam:apigateway/ApiGatewayAuthorizer go:apigw-custom-auth-request type:APIGatewayTokenAuthorizerEvent',
    'api-gateway-http': 'sam:apigateway/HttpApi go:apigw-v2-request-no-authorizer type:APIGatewayProxyEventV2',
    'api-gateway-http-authorizer': 'go:apigw-v2-custom-authorizer-v2-request type:APIGatewayRequestAuthorizerEventV2',
    'api-gateway-http-jwt': 'go:apigw-v2-request-jwt-authorizer type:APIGatewayProxyEventV2WithJWTAuthorizer',
    'api-gateway-http-v1': 'type:APIGatewayProxyEvent',
    'api-gateway-request-authorizer': 'sam:apigateway/ApiGatewayRestRequestAuthorizer go:apigw-custom-auth-request-type-request type:APIGatewayRequestAuthorizerEvent',
    'api-gateway-rest': 'sam:apigateway/AwsProxy go:apigw-request go:apigw-restapi-openapi-request type:APIGatewayProxyEvent',
    'api-gateway-rest-post': 'sam:apigateway/AwsProxy type:APIGatewayProxyEvent',
    'api-gateway-websocket': 'go:apigw-websocket-request-send-message type:APIGatewayProxyWebsocketEventV2',
    'api-gateway-websocket-connect': 'go:apigw-websocket-request type:APIGatewayProxyWebsocketEventV2',
    'api-gateway-websocket-disconnect': 'go:apigw-websocket-request-disconnect type:APIGatewayProxyWebsocketEventV2',
    'appsync': 'sam:appsync/AppSyncDirectResolver type:AppSyncResolverEvent',
    'appsync-authorizer': 'go:appsync-lambda-auth-request type:AppSyncAuthorizerEvent',
    'client-vpn': 'go:clientvpn-connectionhandler-request',
    'cloudformation': 'sam:cloudformation/CfnCreateRequest type:CloudFormationCustomResourceCreateEvent',
    'cloudformation-delete': 'type:CloudFormationCustomResourceDeleteEvent',
    'cloudformation-update': 'type:CloudFormationCustomResourceUpdateEvent',
    'cloudfront-origin-request': 'sam:cloudfront/CloudFrontABTest type:CloudFrontRequestEvent',
    'cloudfront-origin-response': 'sam:cloudfront/CloudFrontModifyResponseHeader type:CloudFrontResponseEvent',
    'cloudfront-viewer-request': 'sam:cloudfront/CloudFrontModifyQueryString type:CloudFrontRequestEvent',
    'cloudfront-viewer-response': 'type:CloudFrontResponseEvent',
    'cloudwatch-alarm': 'type:CloudWatchAlarmEvent',
    'cloudwatch-logs': 'sam:cloudwatch/CloudwatchLogs go:cloudwatch-logs-event type:CloudWatchLogsEvent',
    'codecommit': 'sam:codecommit/CodeCommit go:code-commit-event type:CodeCommitTriggerEvent',
    'codepipeline': 'sam:codepipeline/CodePipeline go:codepipeline-job-event type:CodePipelineEvent',
    'cognito-create-challenge': 'go:cognito-event-userpools-create-auth-challenge type:CreateAuthChallengeTriggerEvent',
    'cognito-custom-message': 'go:cognito-event-userpools-custommessage type:CustomMessageSignUpTriggerEvent',
    'cognito-define-challenge': 'go:cognito-event-userpools-define-auth-challenge type:DefineAuthChallengeTriggerEvent',
    'cognito-migrate-user': 'go:cognito-event-userpools-migrateuser type:UserMigrationAuthenticationTriggerEvent',
    'cognito-post-authentication': 'go:cognito-event-userpools-postauthentication type:PostAuthenticationTriggerEvent',
    'cognito-post-confirmation': 'go:cognito-event-userpools-postconfirmation type:PostConfirmationConfirmSignUpTriggerEvent',
    'cognito-pre-authentication': 'go:cognito-event-userpools-preauthentication type:PreAuthenticationTriggerEvent',
    'cognito-pre-sign-up': 'go:cognito-event-userpools-presignup type:PreSignUpEmailTriggerEvent',
    'cognito-pre-token': 'go:cognito-event-userpools-pretokengen type:PreTokenGenerationAuthenticationTriggerEvent',
    'cognito-pre-token-v2': 'go:cognito-event-userpools-pretokengen-v2 go:cognito-event-userpools-pretokengen-v2_0 type:PreTokenGenerationAuthenticationV2TriggerEvent',
    'cognito-sync': 'sam:cognito/CognitoSyncTrigger go:cognito-event',
    'cognito-verify-challenge': 'go:cognito-event-userpools-verify-auth-challenge type:VerifyAuthChallengeResponseTriggerEvent',
    'config-periodic': 'sam:config/PeriodicRule go:config-event',
    'config-rule': 'sam:config/ConfigurationItemChangeNotification go:config-event',
    'connect': 'sam:connect/ConnectContactFlowEvent go:connect-event type:ConnectContactFlowEvent',
    'dynamodb-stream': 'sam:dynamodb/DynamoDBUpdate go:dynamodb-event type:DynamoDBStreamEvent',
    'dynamodb-window': 'go:dynamodb-time-window-event',
    'eventbridge': 'type:EventBridgeEvent',
    'eventbridge-autoscaling': 'go:autoscaling-event-launch-successful',
    'eventbridge-codebuild': 'go:codebuild-state-change type:CodeBuildCloudWatchStateEvent',
    'eventbridge-codepipeline': 'go:codepipeline-execution-state-change-event type:CodePipelineCloudWatchPipelineEvent',
    'eventbridge-ecr': 'go:ecr-image-push-event',
    'function-url': 'go:lambda-urls-request type:LambdaFunctionURLEvent',
    'function-url-post': 'go:lambda-urls-request type:LambdaFunctionURLEvent',
    'iot-authorizer': 'go:iot-custom-auth-request type:IoTCustomAuthorizerEvent',
    'iot-button': 'go:iot-button-event',
    'iot-preprovision': 'go:iot-preprovision-hook-request type:IoTPreProvisioningHookEvent',
    'kafka': 'go:kafka-event type:MSKEvent',
    'kafka-self-managed': 'type:SelfManagedKafkaEvent',
    'kinesis': 'sam:kinesis/Kinesis go:kinesis-event type:KinesisStreamEvent',
    'kinesis-analytics': 'sam:kinesis/KinesisAnalytics',
    'kinesis-firehose': 'sam:kinesis/KinesisFirehose type:FirehoseTransformationEvent',
    'kinesis-firehose-logs': 'sam:kinesis/KinesisFirehoseCloudwatchLogsProcessor type:FirehoseTransformationEvent',
    'kinesis-firehose-stream': 'sam:kinesis/KinesisFirehoseStreamsAsSource go:kinesis-firehose-event type:FirehoseTransformationEvent',
    'kinesis-window': 'go:kinesis-time-window-event type:KinesisStreamTumblingWindowEvent',
    'lex': 'sam:lex-v2/LexBookHotel type:LexV2Event',
    'lex-v1': 'sam:lex/LexBookHotel go:lex-event type:LexEvent',
    'mq-activemq': 'go:activemq-event',
    'mq-rabbitmq': 'go:rabbitmq-event',
    's3-batch': 'sam:s3/S3BatchInvocation go:s3-batch-job-event-request-1.0 type:S3BatchEvent',
    's3-delete': 'sam:s3/S3Delete type:S3Event',
    's3-eventbridge': 'type:S3ObjectCreatedNotificationEvent',
    's3-object-lambda': 'go:s3-object-lambda-event-get-object-iam',
    's3-post': 'sam:s3/S3Put go:s3-event type:S3Event',
    's3-put': 'sam:s3/S3Put go:s3-event type:S3Event',
    's3-restore': 'go:s3-restore-event type:S3Event',
    'sagemaker-pre-human': 'sam:sagemaker/PreHumanTask',
    'schedule': 'sam:cloudwatch/ScheduledEvent type:ScheduledEvent',
    'secrets-rotation': 'go:secretsmanager-secret-rotation-event type:SecretsManagerRotationEvent',
    'ses': 'sam:ses/SesEmailReceiving go:ses-lambda-event type:SESEvent',
    'ses-sns': 'go:sns-event type:SNSEvent',
    'sns': 'sam:sns/Sns go:sns-event type:SNSEvent',
    'sqs': 'sam:sqs/Sqs go:sqs-event type:SQSEvent',
    'sqs-fifo': 'sam:sqs/Sqs type:SQSEvent',
    'step-functions-error': 'sam:stepfunctions/StepFunctionsError',
    'workmail': 'sam:workmail/WorkMail',
}

# Below these, names are data (a header, a column, a slot) and not a shape.
OPEN = re.compile(r'(^|\.)(headers|multiValueHeaders|queryStringParameters|multiValueQueryStringParameters|pathParameters|stageVariables|Keys|NewImage|OldImage|'
                  r'messageAttributes|MessageAttributes|userAttributes|validationData|clientMetadata|sessionAttributes|requestAttributes|slots|slotDetails|Attributes|Parameters|'
                  r'ResourceProperties|OldResourceProperties|datasetRecords|claims|customHeaders|variables|arguments|source|prev|resolverContext|'
                  r'intents|attributes|privateChallengeParameters|publicChallengeParameters|properties|parameters|detail\.additional-information|properties\.headers|state|activeContexts|customerInput|credentials|configuration|proposedNextState|'
                  r'authorizer\.lambda|environment|placementInfo|Input|contentHandling|claimsToAddOrOverride|payload|additional-information|custom|labels|dataObject|userParameters|UserParameters)$')

# Names that are data while what stands below them is a shape: topics, queues.
NAMED = ('records', 'rmqMessagesByQueue')

# What a template does not have on purpose: template (or "*"), pattern of paths, reason.
LEFT_OUT = [
    ('*', r'requestContext\.authentication\b.*|.*\.identity\.clientCert\b.*', 'only where clients show certificates (mutual TLS)'),
    ('api-gateway-http', r'requestContext\.authorizer\b.*', 'only on routes with an authorizer: api-gateway-http-jwt'),
    ('api-gateway-http-v1', r'requestContext\.identity\.apiKey(Id)?', 'HTTP APIs have no API keys'),
    ('api-gateway-rest', r'requestContext\.(authorizer\..*|operationName)', 'what an own authorizer returned; only in APIs that were imported from OpenAPI'),
    ('api-gateway-websocket-(dis)?connect', r'.*', 'the sample repeats fields of REST APIs and of errors, mostly null; messages have the message id'),
    ('function-url.*', r'requestContext\.authorizer\b.*|body', 'only with AuthType AWS_IAM; GET has no body'),
    ('cognito-pre-token.*', r'response\..*', 'the function fills it: null when the event comes'),
    ('cognito-migrate-user', r'response\.desiredDeliveryMediums\[\]', 'the function fills it'),
    ('dynamodb-window', r'Records\[\]\.dynamodb\.OldImage', 'only of items that were there before'),
    ('eventbridge', r'resources\[\]', 'own events name none'),
    ('kinesis-firehose-stream', r'deliverySteamArn', 'a slip of the pen in the sample'),
    ('mq-activemq', r'messages\[\]\.(correlationID|expiration)', "Lambda's page on Amazon MQ: correlationId, and expiration is a string"),
    ('s3-delete', r'Records\[\]\.s3\.object\.(eTag|size)', 'S3 does not tell them of what is gone'),
    ('s3-restore', r'Records\[\]\.(restoreEventData\b.*|s3\.object\.urlDecodedKey)', "stands in glacierEventData, as S3's page says; the Go library's own"),
    ('ses', r'Records\[\]\.ses\.receipt\.dmarcPolicy', 'only when DMARC failed'),
    ('sqs', r'Records\[\]\.md5OfMessageAttributes', "of other attributes than the sample's"),
]


def reason(template, path):
    for which, pattern, why in LEFT_OUT:
        if (which == '*' or re.fullmatch(which, template)) and re.fullmatch(pattern, path):
            return why
    return None


def kind(value):
    if isinstance(value, bool):
        return 'boolean'
    if isinstance(value, (int, float)):
        return 'number'
    return {str: 'string', list: 'array', dict: 'object', type(None): 'null'}[type(value)]


def walk(value, path, out):
    """Every path once: array elements are "[]", and names that are data "*"."""
    if path:
        out.setdefault(path, set()).add(kind(value))
    if isinstance(value, dict):
        if path and OPEN.search(path.replace('[]', '')):
            return
        for key, child in value.items():
            name = '*' if path in NAMED else key
            walk(child, f'{path}.{name}' if path else name, out)
    elif isinstance(value, list):
        for child in value:
            walk(child, path + '[]', out)


def read(path):
    text = open(path, encoding='utf-8').read()
    text = re.sub(r'\{\{\{?\s*[\w.]+\s*\}?\}\}', 'x', text)  # SAM's placeholders stand in strings, and at times alone
    text = re.sub(r'(?<!\\)":\s*x\b', '": "x"', text)
    return json.loads(text)


def types(package, typescript):
    script = r'''
const ts = require(process.argv[1] + '/lib/typescript.js');
const fs = require('fs'), path = require('path');
const root = process.argv[2], names = process.argv.slice(3);
const files = fs.readdirSync(root, { recursive: true }).map(String).filter((f) => f.endsWith('.d.ts')).map((f) => path.join(root, f));
const program = ts.createProgram(files, { noLib: false, lib: ['lib.es2022.d.ts'], strict: true, types: [], skipLibCheck: true });
const checker = program.getTypeChecker();
const found = {};
for (const source of program.getSourceFiles())
  ts.forEachChild(source, (node) => { if ((ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && names.includes(node.name.text)) found[node.name.text] = node; });
const F = ts.TypeFlags;
function kinds(type) {
  if (type.isUnion()) return [...new Set(type.types.flatMap(kinds))];
  if (type.flags & (F.StringLike)) return ['string'];
  if (type.flags & (F.NumberLike)) return ['number'];
  if (type.flags & (F.BooleanLike)) return ['boolean'];
  if (type.flags & (F.Null)) return ['null'];
  if (type.flags & (F.Undefined)) return ['undefined'];
  if (type.flags & (F.Any | F.Unknown | F.TypeParameter)) return ['any'];
  if (checker.isArrayType(type) || checker.isTupleType(type)) return ['array'];
  return ['object'];
}
function walk(type, at, out, depth) {
  const own = kinds(type);
  if (at) out[at] = own;
  if (own.includes('any') || depth > 9) return;
  const parts = type.isUnion() ? type.types.filter((one) => kinds(one)[0] === 'object' || kinds(one)[0] === 'array') : [type];
  if (parts.length !== 1) return;
  const part = parts[0];
  if (kinds(part)[0] === 'array') return walk(checker.getIndexTypeOfType(part, ts.IndexKind.Number), at + '[]', out, depth + 1);
  if (kinds(part)[0] !== 'object' || part.getStringIndexType()) return;
  for (const property of part.getProperties()) {
    if (property.flags & ts.SymbolFlags.Optional) continue;
    const inner = checker.getTypeOfSymbol(property);
    if (kinds(inner).includes('undefined')) continue;
    walk(inner, at ? at + '.' + property.name : property.name, out, depth + 1);
  }
}
const all = {};
for (const name of names) {
  if (!found[name]) { console.error('no type ' + name); process.exit(1); }
  all[name] = {};
  walk(checker.getTypeAtLocation(found[name].name), '', all[name], 0);
}
console.log(JSON.stringify(all));
'''
    names = sorted({source[5:] for sources in SOURCES.values() for source in sources.split() if source.startswith('type:')})
    done = subprocess.run(['node', '-e', script, os.path.abspath(typescript), os.path.abspath(package)] + names, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def collect(sam, go, package, typescript):
    known = types(package, typescript)
    shapes = {}
    for template, sources in SOURCES.items():
        paths = {}
        for source in sources.split():
            where, _, name = source.partition(':')
            one = {}
            if where == 'type':
                for path, values in known[name].items():
                    at = re.split(r'[.\[]', path)
                    parents = ['.'.join(path.split('.')[:i]) for i in range(1, len(path.split('.')))]
                    if not any(OPEN.search(parent.replace('[]', '')) for parent in parents) and at:
                        one[path] = set(values)
            else:
                base = f'{sam}/samcli/lib/generated_sample_events/events' if where == 'sam' else f'{go}/events/testdata'
                walk(read(f'{base}/{name}.json'), '', one)
            for path, values in one.items():
                entry = paths.setdefault(path, {'kinds': set(), 'from': set()})
                entry['kinds'] |= {'any'} if 'any' in values else values
                entry['from'].add(where)
        keys = {}
        for path, entry in sorted(paths.items()):
            why = reason(template, path)
            keys[path] = '|'.join(sorted(entry['kinds'])) + ' ' + '+'.join(sorted(entry['from'])) + (f' ({why})' if why else '')
        shapes[template] = {'sources': sources, 'keys': keys}
    return shapes


def differences(shapes):
    rows = []
    for template, shape in shapes.items():
        here = {}
        walk(json.load(open(f'{TEMPLATES}/{template}.json', encoding='utf-8')), '', here)
        for path, text in shape['keys'].items():
            wanted = set(text.split(' ')[0].split('|'))
            if '(' in text or wanted & {'any'}:
                continue
            if path not in here:
                rows.append((template, path, 'is missing', text))
            elif wanted != {'null'} and here[path] != {'null'} and not here[path] & wanted:
                rows.append((template, path, 'is ' + '|'.join(sorted(here[path])), text))
    return rows


if __name__ == '__main__':
    if len(sys.argv) > 1:
        shapes = collect(*sys.argv[1:])
        with open(LIST, 'w', encoding='utf-8') as file:
            json.dump(shapes, file, indent=1, ensure_ascii=False)
            file.write('\n')
    rows = differences(json.load(open(LIST, encoding='utf-8')))
    for row in rows:
        print('\t'.join(row))
    sys.exit(1 if rows else 0)
