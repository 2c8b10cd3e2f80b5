'use strict';

const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const { decode, encodeJpeg, shrink } = require('./image');
const { readObject } = require('./objects');

const size = Number(process.env.THUMBNAIL_SIZE ?? 128);

/** Makes a JPEG thumbnail of one object and leaves it in the temporary folder. */
async function thumbnailOf({ s3 }) {
    const bucket = s3.bucket.name;
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, ' ')); // S3 encodes keys in its events
    const original = decode(await readObject(bucket, key), key);
    const small = shrink(original, size);
    const jpeg = encodeJpeg(small, 75);
    const file = path.join(os.tmpdir(), `${path.parse(key).name}-${small.width}x${small.height}.jpg`);
    await fs.writeFile(file, jpeg);
    console.log(`${bucket}/${key}: ${original.width}x${original.height} -> ${small.width}x${small.height}, ${jpeg.length} bytes`);
    return {
        bucket,
        key,
        original: { width: original.width, height: original.height },
        width: small.width,
        height: small.height,
        bytes: jpeg.length,
        contentType: 'image/jpeg',
        thumbnail: jpeg.toString('base64'),
    };
}

/** One answer for each record of the bucket's event. */
exports.handler = async (event) => {
    if (!Array.isArray(event?.Records))
        throw new TypeError('this function wants the event of a bucket: {"Records": [{"s3": …}]}');
    return Promise.all(event.Records.map(thumbnailOf));
};
