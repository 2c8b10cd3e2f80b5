// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A function's life through the AWS SDK for JavaScript: operations, waiters, paginators, error classes, names as ARNs.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-lambda';

const client = new sdk.LambdaClient({ endpoint: process.env.LATHE_ENDPOINT, region: 'us-east-1', maxAttempts: 1 });
const Role = 'arn:aws:iam::000000000000:role/r';
const wait = { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };
const json = (payload) => JSON.parse(Buffer.from(payload).toString());

function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit)
            crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
}

/** A zip with one stored file. */
function zip(name, text) {
    const data = Buffer.from(text), path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(0x00210000, 6);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, data]);
    const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0xa4, 0x81, 0, 0, 0, 0]), path]);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 0, 'latin1');
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(local.length, 16);
    return Buffer.concat([local, central, end]);
}

async function refused(name, command) {
    const error = await client.send(command).then(() => assert.fail(`${name} was expected`), (e) => e);
    assert.equal(error.name, name, String(error));
    assert.ok(sdk[name] === undefined || error instanceof sdk[name]);
    assert.ok(error.$metadata.requestId);
    return error;
}

const FunctionName = 'js';
const echo = zip('index.js', "exports.handler = async (event, context) => { console.log('in the log'); return { event, version: context.functionVersion }; };");
const failing = zip('index.js', "exports.handler = async () => { throw new RangeError('broken'); };");

const made = await client.send(new sdk.CreateFunctionCommand({ FunctionName, Runtime: 'nodejs22.x', Role, Handler: 'index.handler', Code: { ZipFile: echo }, LoggingConfig: { LogFormat: 'JSON' } }));
assert.equal(made.State, 'Pending');
assert.equal(made.CodeSha256, createHash('sha256').update(echo).digest('base64'));
assert.equal(made.LoggingConfig.ApplicationLogLevel, 'INFO');
assert.equal((await sdk.waitUntilFunctionActiveV2(wait, { FunctionName })).state, 'SUCCESS');
await refused('ResourceConflictException', new sdk.CreateFunctionCommand({ FunctionName, Runtime: 'nodejs22.x', Role, Handler: 'index.handler', Code: { ZipFile: echo } }));

const got = await client.send(new sdk.GetFunctionCommand({ FunctionName: made.FunctionArn }));
assert.deepEqual(Buffer.from(await (await fetch(got.Code.Location)).arrayBuffer()), echo);

const answer = await client.send(new sdk.InvokeCommand({ FunctionName, Payload: JSON.stringify({ n: 1 }), LogType: 'Tail' }));
assert.equal(answer.StatusCode, 200);
assert.deepEqual(json(answer.Payload), { event: { n: 1 }, version: '$LATEST' });
assert.match(Buffer.from(answer.LogResult, 'base64').toString(), /in the log/);
assert.equal((await client.send(new sdk.InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{}' }))).StatusCode, 202);
assert.equal((await client.send(new sdk.InvokeCommand({ FunctionName, InvocationType: 'DryRun' }))).StatusCode, 204);
await refused('InvalidRequestContentException', new sdk.InvokeCommand({ FunctionName, Payload: '{' }));

const update = await client.send(new sdk.UpdateFunctionCodeCommand({ FunctionName, ZipFile: failing }));
assert.equal(update.LastUpdateStatus, 'InProgress');
assert.equal((await sdk.waitUntilFunctionUpdatedV2(wait, { FunctionName })).state, 'SUCCESS');
const failed = await client.send(new sdk.InvokeCommand({ FunctionName }));
assert.equal(failed.FunctionError, 'Unhandled');
assert.equal(json(failed.Payload).errorType, 'RangeError');

await client.send(new sdk.UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256, Environment: { Variables: { AA: 'b' } } }));
assert.equal((await sdk.waitUntilFunctionUpdatedV2(wait, { FunctionName })).state, 'SUCCESS');
assert.equal((await client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName }))).MemorySize, 256);
await refused('PreconditionFailedException', new sdk.UpdateFunctionConfigurationCommand({ FunctionName, RevisionId: 'x', Timeout: 5 }));

assert.equal((await client.send(new sdk.PublishVersionCommand({ FunctionName }))).Version, '1');
assert.equal((await sdk.waitUntilPublishedVersionActive(wait, { FunctionName, Qualifier: '1' })).state, 'SUCCESS');
const versions = [];
for await (const page of sdk.paginateListVersionsByFunction({ client, pageSize: 1 }, { FunctionName }))
    versions.push(...page.Versions.map((v) => v.Version));
assert.deepEqual(versions, ['$LATEST', '1']);
assert.equal((await client.send(new sdk.InvokeCommand({ FunctionName: `${made.FunctionArn}:1` }))).ExecutedVersion, '1');

/** The chunks with their times of arrival, and the completion. */
async function stream(payload, name = 'streams') {
    const answer = await client.send(new sdk.InvokeWithResponseStreamCommand({ FunctionName: name, LogType: 'Tail', Payload: JSON.stringify(payload) }));
    assert.deepEqual([answer.StatusCode, answer.ExecutedVersion, answer.ResponseStreamContentType], [200, '$LATEST', 'application/vnd.amazon.eventstream']);
    const chunks = [];
    let complete;
    for await (const event of answer.EventStream) {
        assert.equal(complete, undefined);
        if (event.PayloadChunk) chunks.push({ came: Date.now(), text: Buffer.from(event.PayloadChunk.Payload).toString() });
        else complete = event.InvokeComplete;
    }
    return { chunks, complete };
}
const streaming = zip('index.js', `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  const http = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
  http.write('one');
  if (event.fail) throw new RangeError('in the middle');
  await new Promise((done) => setTimeout(done, event.wait || 0));
  if (event.much) http.write('x'.repeat(event.much));
  http.end(String(Date.now()));
});`);
await client.send(new sdk.CreateFunctionCommand({ FunctionName: 'streams', Runtime: 'nodejs22.x', Role, Handler: 'index.handler', Timeout: 20, Code: { ZipFile: streaming } }));
assert.equal((await sdk.waitUntilFunctionActiveV2(wait, { FunctionName: 'streams' })).state, 'SUCCESS');
const slow = await stream({ wait: 3000 });
assert.ok(slow.chunks[0].text.startsWith('{"statusCode":200}\0\0\0\0\0\0\0\0'));
assert.ok(slow.chunks[0].came < Number(slow.chunks.at(-1).text), 'the first chunk came after the last was made');
assert.deepEqual([slow.complete.ErrorCode, slow.complete.ErrorDetails], [undefined, undefined]);
assert.match(Buffer.from(slow.complete.LogResult, 'base64').toString(), /REPORT RequestId: /);
const broken = await stream({ fail: true });
assert.ok(broken.chunks.map((chunk) => chunk.text).join('').endsWith('one'));
assert.equal(broken.complete.ErrorCode, 'Unhandled');
assert.equal(JSON.parse(broken.complete.ErrorDetails).errorMessage, 'in the middle');
const much = await stream({ much: 5000000 });
assert.equal(much.chunks.reduce((sum, chunk) => sum + chunk.text.length, 0), 18 + 8 + 3 + 5000000 + 13);
await refused('ResourceNotFoundException', new sdk.InvokeWithResponseStreamCommand({ FunctionName: 'nobody' }));
await client.send(new sdk.DeleteFunctionCommand({ FunctionName: 'streams' }));

assert.equal((await client.send(new sdk.PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }))).ReservedConcurrentExecutions, 0);
const throttled = await client.send(new sdk.InvokeCommand({ FunctionName })).catch((e) => e);
assert.equal(throttled.name, 'TooManyRequestsException');
assert.equal(throttled.Reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
assert.equal(throttled.retryAfterSeconds, '1');
await client.send(new sdk.DeleteFunctionConcurrencyCommand({ FunctionName }));
assert.equal((await client.send(new sdk.GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions, undefined);

const layer = zip('nodejs/node_modules/tool/index.js', "module.exports = 'from the layer';");
const published = await client.send(new sdk.PublishLayerVersionCommand({ LayerName: 'tool', Content: { ZipFile: layer }, CompatibleRuntimes: ['nodejs22.x'], CompatibleArchitectures: ['x86_64', 'arm64'] }));
assert.equal(published.Content.CodeSha256, createHash('sha256').update(layer).digest('base64'));
const found = await client.send(new sdk.GetLayerVersionByArnCommand({ Arn: published.LayerVersionArn }));
assert.deepEqual(Buffer.from(await (await fetch(found.Content.Location)).arrayBuffer()), layer);
const using = zip('index.js', "const tool = require('tool'); exports.handler = async () => tool;");
const layered = await client.send(new sdk.CreateFunctionCommand({ FunctionName: 'layered', Runtime: 'nodejs22.x', Role, Handler: 'index.handler', Code: { ZipFile: using }, Layers: [published.LayerVersionArn] }));
assert.deepEqual(layered.Layers, [{ Arn: published.LayerVersionArn, CodeSize: layer.length }]);
assert.equal((await sdk.waitUntilFunctionActiveV2(wait, { FunctionName: 'layered' })).state, 'SUCCESS');
await client.send(new sdk.DeleteLayerVersionCommand({ LayerName: 'tool', VersionNumber: 1 }));
assert.equal(json((await client.send(new sdk.InvokeCommand({ FunctionName: 'layered' }))).Payload), 'from the layer');
await refused('ResourceNotFoundException', new sdk.GetLayerVersionCommand({ LayerName: 'tool', VersionNumber: 1 }));
await refused('InvalidParameterValueException', new sdk.UpdateFunctionConfigurationCommand({ FunctionName: 'layered', Layers: [published.LayerVersionArn] }));
await client.send(new sdk.DeleteFunctionCommand({ FunctionName: 'layered' }));

await client.send(new sdk.TagResourceCommand({ Resource: made.FunctionArn, Tags: { 'a b': 'c' } }));
assert.deepEqual((await client.send(new sdk.ListTagsCommand({ Resource: made.FunctionArn }))).Tags, { 'a b': 'c' });
const functions = [];
for await (const page of sdk.paginateListFunctions({ client, pageSize: 1 }, {}))
    functions.push(...page.Functions.map((f) => f.FunctionName));
assert.deepEqual(functions, [FunctionName]);
const alias = await client.send(new sdk.CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1', Description: 'd' }));
assert.equal((await client.send(new sdk.InvokeCommand({ FunctionName: alias.AliasArn }))).ExecutedVersion, '1');
await refused('ResourceConflictException', new sdk.CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
await refused('ResourceNotFoundException', new sdk.UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig: { AdditionalVersionWeights: { 9: 0.1 } } }));
await client.send(new sdk.UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST', RevisionId: alias.RevisionId }));
const aliases = [];
for await (const page of sdk.paginateListAliases({ client, pageSize: 1 }, { FunctionName }))
    aliases.push(...page.Aliases.map((a) => [a.Name, a.FunctionVersion]));
assert.deepEqual(aliases, [['live', '$LATEST']]);
await client.send(new sdk.AddPermissionCommand({ FunctionName, Qualifier: 'live', StatementId: 'all', Action: 'lambda:InvokeFunction', Principal: '*' }));
assert.equal(JSON.parse((await client.send(new sdk.GetPolicyCommand({ FunctionName, Qualifier: 'live' }))).Policy).Statement[0].Principal, '*');
await client.send(new sdk.RemovePermissionCommand({ FunctionName, Qualifier: 'live', StatementId: 'all' }));
const retries = await client.send(new sdk.PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
assert.ok(retries.LastModified instanceof Date && retries.MaximumRetryAttempts === 0);
await client.send(new sdk.DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
assert.equal((await client.send(new sdk.PutFunctionRecursionConfigCommand({ FunctionName, RecursiveLoop: 'Allow' }))).RecursiveLoop, 'Allow');
await client.send(new sdk.DeleteAliasCommand({ FunctionName, Name: 'live' }));
await refused('UnknownOperationException', new sdk.CreateEventSourceMappingCommand({ FunctionName, EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:q' }));
const stranger = new sdk.LambdaClient({ endpoint: process.env.LATHE_ENDPOINT, region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } });
assert.equal((await stranger.send(new sdk.ListFunctionsCommand({})).catch((e) => e)).name, 'UnrecognizedClientException');

assert.equal((await client.send(new sdk.DeleteFunctionCommand({ FunctionName }))).$metadata.httpStatusCode, 204);
const gone = await refused('ResourceNotFoundException', new sdk.GetFunctionCommand({ FunctionName }));
assert.equal(gone.message, 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:js');
console.log('all is well');
