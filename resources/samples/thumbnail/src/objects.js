'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');

/** Objects that travel with the function, so that it can be tried without any bucket: bucket/<name>/<key>. */
const packaged = path.join(__dirname, 'bucket');

/** Reads through the AWS SDK, which is part of Lambda's Node.js runtimes and honours AWS_ENDPOINT_URL_S3. */
async function readFromS3(bucket, key) {
    const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
    const client = new S3Client({ forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL_S3) });
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Buffer.from(await answer.Body.transformToByteArray());
}

/** The bytes of an object: from S3 when an endpoint is given or nothing of that name was packaged. */
async function readObject(bucket, key) {
    if (!process.env.AWS_ENDPOINT_URL_S3) {
        const file = path.join(packaged, bucket, key);
        if (!file.startsWith(packaged + path.sep))
            throw new RangeError(`${key} leaves the bucket`);
        try {
            return await fs.readFile(file);
        } catch (error) {
            if (error.code !== 'ENOENT')
                throw error;
        }
    }
    return readFromS3(bucket, key);
}

module.exports = { readObject };
