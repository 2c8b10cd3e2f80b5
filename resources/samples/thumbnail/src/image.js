'use strict';

// Both libraries come from the layer: Node.js finds them in /opt/nodejs/node_modules.
const jpeg = require('jpeg-js');
const { PNG } = require('pngjs');

/** The pixels of a JPEG or PNG file, as { width, height, data } with four bytes a pixel. */
function decode(bytes, name) {
    if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8)
        return jpeg.decode(bytes, { useTArray: true, maxResolutionInMP: 50, maxMemoryUsageInMB: 300 });
    if (bytes.length > 8 && bytes.readUInt32BE(0) === 0x89504e47)
        return PNG.sync.read(bytes);
    throw new TypeError(`${name} is neither a JPEG nor a PNG image`);
}

/** Fits the image into a square of `size` pixels; every new pixel is the mean of the area that it covers. */
function shrink(image, size) {
    const scale = Math.min(1, size / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(image.width * scale));
    const height = Math.max(1, Math.round(image.height * scale));
    const data = Buffer.alloc(width * height * 4);
    for (let y = 0; y < height; ++y) {
        const top = Math.floor((y * image.height) / height);
        const bottom = Math.max(top + 1, Math.floor(((y + 1) * image.height) / height));
        for (let x = 0; x < width; ++x) {
            const left = Math.floor((x * image.width) / width);
            const right = Math.max(left + 1, Math.floor(((x + 1) * image.width) / width));
            const sum = [0, 0, 0, 0];
            for (let v = top; v < bottom; ++v)
                for (let at = (v * image.width + left) * 4, end = (v * image.width + right) * 4; at < end; at += 4)
                    for (let c = 0; c < 4; ++c)
                        sum[c] += image.data[at + c];
            const area = (bottom - top) * (right - left);
            for (let c = 0; c < 4; ++c)
                data[(y * width + x) * 4 + c] = Math.round(sum[c] / area);
        }
    }
    return { width, height, data };
}

/** The image as the bytes of a JPEG file. */
function encodeJpeg(image, quality) {
    return jpeg.encode(image, quality).data;
}

module.exports = { decode, encodeJpeg, shrink };
