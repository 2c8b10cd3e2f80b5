// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"
#include <algorithm>
#include <bit>
#include <cstring>
#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace lathe {

alignas(16) static constexpr std::uint32_t roundConstants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static std::uint32_t bigEndian(const unsigned char *at)
{
    return std::uint32_t(at[0]) << 24 | std::uint32_t(at[1]) << 16 | std::uint32_t(at[2]) << 8 | at[3];
}

static void compressPortable(Sha256::State &state, const unsigned char *block, std::size_t count)
{
    for (; count > 0; --count, block += 64) {
        std::uint32_t w[64];
        for (int i = 0; i < 16; ++i)
            w[i] = bigEndian(block + 4 * i);
        for (int i = 16; i < 64; ++i) {
            const std::uint32_t a = w[i - 15], b = w[i - 2];
            w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) + w[i - 7] + (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (int i = 0; i < 64; ++i) {
            const std::uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + roundConstants[i] + w[i];
            const std::uint32_t t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
        }
        const Sha256::State sum{a, b, c, d, e, f, g, h};
        for (int i = 0; i < 8; ++i)
            state[std::size_t(i)] += sum[std::size_t(i)];
    }
}

#ifdef __x86_64__
/// Four rounds a step; the message schedule runs along (Intel, "SHA Extensions").
__attribute__((target("sha,sse4.1"))) static void compressNative(Sha256::State &state, const unsigned char *block, std::size_t count)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i *>(state.data()));
    __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i *>(state.data() + 4));
    low = _mm_shuffle_epi32(low, 0xb1);                 // CDAB
    high = _mm_shuffle_epi32(high, 0x1b);               // EFGH
    __m128i abef = _mm_alignr_epi8(low, high, 8);
    __m128i cdgh = _mm_blend_epi16(high, low, 0xf0);
    for (; count > 0; --count, block += 64) {
        const __m128i abefBefore = abef, cdghBefore = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; ++i)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i *>(block) + i), swap);
        for (int i = 0; i < 16; ++i) {
            __m128i sum = _mm_add_epi32(w[i & 3], _mm_load_si128(reinterpret_cast<const __m128i *>(roundConstants) + i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            sum = _mm_shuffle_epi32(sum, 0x0e);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, sum);
            if (i < 12) { // the words of four steps later, in place
                const __m128i &second = w[(i + 1) & 3], &third = w[(i + 2) & 3], &fourth = w[(i + 3) & 3];
                const __m128i seven = _mm_alignr_epi8(fourth, third, 4);
                w[i & 3] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[i & 3], second), seven), fourth);
            }
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    low = _mm_shuffle_epi32(abef, 0x1b);  // FEBA
    high = _mm_shuffle_epi32(cdgh, 0xb1); // DCHG
    _mm_storeu_si128(reinterpret_cast<__m128i *>(state.data()), _mm_blend_epi16(low, high, 0xf0));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(state.data() + 4), _mm_alignr_epi8(high, low, 8));
}

static bool hasShaInstructions()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3) && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1U << 29));
}
#endif

Sha256::Compress Sha256::portable()
{
    return compressPortable;
}

Sha256::Compress Sha256::native()
{
#ifdef __x86_64__
    static const bool there = hasShaInstructions();
    return there ? compressNative : nullptr;
#else
    return nullptr;
#endif
}

void Sha256::add(QByteArrayView bytes)
{
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.data());
    auto left = std::size_t(bytes.size());
    m_length += left;
    if (m_have > 0) {
        const std::size_t part = std::min(left, m_rest.size() - m_have);
        std::memcpy(m_rest.data() + m_have, at, part);
        m_have += part;
        at += part;
        left -= part;
        if (m_have < m_rest.size())
            return;
        m_compress(m_state, m_rest.data(), 1);
        m_have = 0;
    }
    m_compress(m_state, at, left / 64);
    at += left / 64 * 64;
    m_have = left % 64;
    if (m_have > 0)
        std::memcpy(m_rest.data(), at, m_have);
}

QByteArray Sha256::result()
{
    const std::uint64_t bits = m_length * 8;
    unsigned char padding[72] = {0x80};
    const std::size_t zeros = (m_have < 56 ? 56 : 120) - m_have;
    for (int i = 0; i < 8; ++i)
        padding[zeros + std::size_t(i)] = static_cast<unsigned char>(bits >> (56 - 8 * i));
    add(QByteArrayView(reinterpret_cast<const char *>(padding), qsizetype(zeros + 8)));
    QByteArray hash(32, Qt::Uninitialized);
    for (int i = 0; i < 32; ++i)
        hash[i] = char(m_state[std::size_t(i / 4)] >> (24 - 8 * (i % 4)));
    return hash;
}

QByteArray Sha256::of(QByteArrayView bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.result();
}

QByteArray Sha256::hmac(QByteArrayView key, QByteArrayView message)
{
    char inner[64] = {}, outer[64];
    if (key.size() > 64) {
        const QByteArray shorter = of(key);
        std::memcpy(inner, shorter.constData(), 32);
    } else if (!key.isEmpty()) {
        std::memcpy(inner, key.data(), std::size_t(key.size()));
    }
    for (int i = 0; i < 64; ++i) {
        outer[i] = char(inner[i] ^ 0x5c);
        inner[i] = char(inner[i] ^ 0x36);
    }
    Sha256 first, second;
    first.add(QByteArrayView(inner, 64));
    first.add(message);
    second.add(QByteArrayView(outer, 64));
    second.add(first.result());
    return second.result();
}

} // namespace lathe
