// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

/// Lambda's limits, one table for the whole product.
/// Sources: [Q] "Lambda quotas", AWS developer guide; [M] SDK model lambda/2015-03-31 (botocore 1.43.67), shape named;
/// [E] "Execution environment lifecycle". Read 2026-11-22. AWS writes MB for multiples of 1,048,576 bytes.
namespace lathe::limits {

inline constexpr int memoryMinMib = 128;                       // [M] MemorySize
inline constexpr int memoryMaxMib = 10240;                     // [Q]
inline constexpr int memoryDefaultMib = 128;                   // [Q]
inline constexpr int memoryPerVcpuMib = 1769;                  // [Q] 1,769 MB = 1 vCPU
inline constexpr int timeoutMinSeconds = 1;                    // [M] Timeout
inline constexpr int timeoutMaxSeconds = 900;                  // [Q]
inline constexpr int timeoutDefaultSeconds = 3;                // [M]
inline constexpr int tmpMinMib = 512;                          // [Q]
inline constexpr int tmpMaxMib = 10240;                        // [Q]
inline constexpr qint64 payloadSyncBytes = 6 * 1024 * 1024;    // [Q] request and response
inline constexpr qint64 payloadSyncSlackBytes = 100;           // the official emulator allows 6 MiB + 100 bytes
inline constexpr qint64 streamedResponseBytes = 200 * 1024 * 1024; // [Q] a streamed response
inline constexpr qint64 streamBurstBytes = 6 * 1024 * 1024;    // [Q] of it go out unthrottled
inline constexpr qint64 streamBytesPerSecond = 2 * 1024 * 1024; // [Q] and the rest at this rate
inline constexpr qint64 payloadAsyncBytes = 1024 * 1024;       // [Q] since 2025 (was 256 KB)
inline constexpr int asyncRetriesMax = 2;                       // [M] MaximumRetryAttempts
inline constexpr int asyncAgeMinSeconds = 60;                   // [M] MaximumEventAgeInSeconds
inline constexpr int asyncAgeMaxSeconds = 21600;                // [M]
inline constexpr int recursiveCallsMax = 16;                    // AWS "Recursive loop detection": of one chain of requests
inline constexpr int policyBytes = 20480;                      // [Q] function resource-based policy
inline constexpr int clientContextBase64Bytes = 3583;          // [M] Invoke ClientContext
inline constexpr int logTailBytes = 4096;                      // [M] Invoke LogType=Tail
inline constexpr int environmentBytes = 4096;                  // [Q] all variables together
inline constexpr qint64 zipDirectBytes = 52428800;             // [Q] 50 MB zipped, direct upload
inline constexpr qint64 createRequestBytes = 70167211;         // LocalStack, validated against AWS: whole CreateFunction body
inline constexpr qint64 unzippedBytes = 262144000;             // [Q] 250 MB, function and layers together
inline constexpr int layersMax = 5;                            // [Q]
inline constexpr int tenantIdChars = 256;                     // [M] TenantId
inline constexpr int layerRuntimesMax = 15;                    // [M] CompatibleRuntimes
inline constexpr int layerArchitecturesMax = 2;                // [M] CompatibleArchitectures
inline constexpr int layerLicenseChars = 512;                  // [M] LicenseInfo
inline constexpr int signingProfilesMax = 20;                  // [M] SigningProfileVersionArns
inline constexpr int fileDescriptors = 1024;                   // [Q]
inline constexpr int processes = 1024;                         // [Q] processes and threads
inline constexpr int concurrencyRegion = 1000;                 // [Q]
inline constexpr int concurrencyAccountMax = 100000;           // [Q] "tens of thousands", on request
inline constexpr int concurrencyUnreservedMin = 100;           // [Q]
inline constexpr int scalingEnvironments = 1000;               // [Q] new ones per function …
inline constexpr int scalingEnvironmentsPerSecond = 100;       // [Q] … every 10 seconds
inline constexpr int requestsPerEnvironmentSecond = 10;        // [Q] synchronous, per unit of concurrency
inline constexpr int fileSystemsMax = 1;                       // [M] FileSystemConfigList
inline constexpr int mountPathChars = 160;                     // [M] LocalMountPath
inline constexpr int functionNameChars = 64;                   // [M] FunctionName
inline constexpr int handlerChars = 128;                       // [M] Handler
inline constexpr int descriptionChars = 256;                   // [M] Description
inline constexpr qint64 codeStorageBytes = 322122547200;       // [Q] 300 GB per Region, unzipped
inline constexpr int consoleEditBytes = 3 * 1024 * 1024;       // [Q] console code editing
inline constexpr qint64 imageBytes = 10737418240;              // [Q] 10 GB, a container image with all its layers, uncompressed
inline constexpr int imageEntries = 2000000;                   // ours: entries of all layers
inline constexpr int imageRatio = 200;                         // ours: a compressed layer that unpacks to more than 64 MB
inline constexpr qint64 imageManifestBytes = 4 * 1024 * 1024;  // as registries have it: a manifest or configuration
inline constexpr int imageLayers = 127;                        // what Docker's own storage takes
inline constexpr int imageDepth = 256;                         // ours: folders inside folders

inline constexpr int extensionsMax = 10;                       // [X] "Lambda Extensions API": registrations per environment
// [T] "Lambda Telemetry API reference", Subscribe, buffering; the Logs API has the same bounds. Read 2026-11-25.
inline constexpr int telemetryItemsMin = 1000;
inline constexpr int telemetryItemsMax = 10000;
inline constexpr int telemetryItemsDefault = 10000;
inline constexpr int telemetryBytesMin = 262144;
inline constexpr int telemetryBytesMax = 1048576;
inline constexpr int telemetryBytesDefault = 262144;
inline constexpr int telemetryTimeoutMinMs = 25;
inline constexpr int telemetryTimeoutMaxMs = 30000;
inline constexpr int telemetryTimeoutDefaultMs = 1000;
inline constexpr int logLineBytes = 256 * 1024;                 // [G] the classic size of a CloudWatch event; longer lines are cut
inline constexpr int responseChunks = 10000;                   // ours: entries in the time line of a streamed response
inline constexpr int invocationLogBytes = 1024 * 1024;         // ours: newest part of an invocation's log that is kept

inline constexpr int watchedEventFiles = 500;                  // ours: events, expectations and metadata that are written in place
inline constexpr qsizetype urlPreludeBytes = 1024 * 1024;      // ours: status and headers before a streamed URL response
inline constexpr int watchedEventFolders = 200;                // ours: folders of events of one function each
inline constexpr qint64 testResultBytes = qint64(64) * 1024 * 1024; // ours: responses and logs that the run matrix keeps whole,
inline constexpr qint64 testExcerptBytes = 16 * 1024;          // and of those beyond it the beginning
inline constexpr int searchMatches = 10000;                    // ours: places that a search in files shows
inline constexpr int searchFileMatches = 2000;                 // ours: of them in one file
inline constexpr qint64 savedTextBytes = qint64(128) * 1024 * 1024; // ours: what earlier states of edited files may take
inline constexpr qint64 savedTextFileBytes = 2 * 1024 * 1024;  // ours: a file of which earlier states are kept
inline constexpr int savedTextDays = 60;                       // ours: how long
inline constexpr int savedTextStates = 200;                    // ours: states of one file
inline constexpr qint64 syntaxCheckBytes = 2 * 1024 * 1024;    // ours: a source that an interpreter's parser is asked about
inline constexpr qint64 historyBytes = qint64(256) * 1024 * 1024; // ours: what kept runs may take, until the user says otherwise
inline constexpr qint64 historyBodyBytes = 8 * 1024 * 1024;    // ours: an event, response or log of a kept run
inline constexpr qint64 historyLineBytes = 256 * 1024 * 1024;  // ours: a run as a line of JSON; four bodies, each byte escaped
// ours: what container images may take, until the user says otherwise: two of Lambda's largest, the one that runs and the next
inline constexpr qint64 imageCacheBytes = 2 * imageBytes;
inline constexpr qint64 imageCacheMinBytes = qint64(1024) * 1024 * 1024; // ours: below it hardly one image stays
inline constexpr qint64 memberStoreBytes = qint64(2) * 1024 * 1024 * 1024; // ours: packed files kept for the next package
inline constexpr std::size_t memberStorePacks = 16;            // ours: files they stand in, before small ones are merged

} // namespace lathe::limits
