// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/deflatejoin.h"
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

namespace lathe {

namespace {

/// The bits of a stream, lowest first. Behind the end there are zeros, and ended() says so.
class Bits
{
public:
    Bits(const unsigned char *data, std::size_t size) : m_data(data), m_size(size) {}

    std::uint64_t at() const { return m_at; }
    bool ended() const { return m_at > std::uint64_t(m_size) * 8; }
    void skip(unsigned count) { m_at += count; }
    void toByte() { m_at = (m_at + 7) & ~std::uint64_t(7); }

    /// At least 57 of the next bits.
    std::uint64_t peek() const
    {
        const std::uint64_t byte = m_at >> 3;
        std::uint64_t value = 0;
        if (byte + 8 <= m_size)
            std::memcpy(&value, m_data + byte, 8);
        else
            for (unsigned i = 0; byte + i < m_size && i < 8; ++i)
                value |= std::uint64_t(m_data[byte + i]) << (8 * i);
        return value >> (m_at & 7);
    }
    unsigned take(unsigned count)
    {
        const auto value = unsigned(peek() & ((std::uint64_t(1) << count) - 1));
        m_at += count;
        return value;
    }

private:
    const unsigned char *m_data;
    std::size_t m_size;
    std::uint64_t m_at = 0;
};

/// A Huffman code as a table of all its longest words: symbol and length of what a word begins with.
class Code
{
public:
    bool make(const unsigned char *lengths, std::size_t count)
    {
        std::array<unsigned, 16> used{}, next{};
        for (std::size_t i = 0; i < count; ++i)
            ++used[lengths[i]];
        used[0] = 0;
        m_longest = 15;
        while (m_longest > 1 && used[m_longest] == 0)
            --m_longest;
        unsigned code = 0;
        for (unsigned length = 1; length <= 15; ++length) {
            code = (code + used[length - 1]) << 1;
            next[length] = code;
            if (code + used[length] > (1U << length))
                return false; // more words than fit
        }
        m_table.assign(std::size_t(1) << m_longest, 0);
        for (std::size_t symbol = 0; symbol < count; ++symbol) {
            const unsigned length = lengths[symbol];
            if (length == 0)
                continue;
            unsigned word = 0;
            for (unsigned bit = 0, c = next[length]++; bit < length; ++bit, c >>= 1)
                word = word << 1 | (c & 1); // words stand with their first bit lowest
            for (std::size_t at = word; at < m_table.size(); at += std::size_t(1) << length)
                m_table[at] = std::uint16_t(symbol << 4 | length);
        }
        return true;
    }

    /// The symbol that `bits` begin with and its length; length 0: there is none.
    std::pair<unsigned, unsigned> look(std::uint64_t bits) const
    {
        const std::uint16_t entry = m_table[bits & (m_table.size() - 1)];
        return {entry >> 4, entry & 15};
    }

private:
    unsigned m_longest = 1;
    std::vector<std::uint16_t> m_table;
};

/// RFC 1951, 3.2.7: the order in which the lengths of the lengths' code stand.
constexpr std::array<unsigned char, 19> lengthOrder = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

bool readCodes(Bits &bits, Code &literals, Code &distances)
{
    const unsigned literalCount = bits.take(5) + 257, distanceCount = bits.take(5) + 1, lengthCount = bits.take(4) + 4;
    std::array<unsigned char, 19> small{};
    for (unsigned i = 0; i < lengthCount; ++i)
        small[lengthOrder[i]] = static_cast<unsigned char>(bits.take(3));
    Code lengthsCode;
    if (!lengthsCode.make(small.data(), small.size()))
        return false;
    std::array<unsigned char, 286 + 32 + 138> lengths{};
    unsigned have = 0;
    while (have < literalCount + distanceCount) {
        const auto [symbol, length] = lengthsCode.look(bits.peek());
        if (length == 0 || bits.ended())
            return false;
        bits.skip(length);
        if (symbol < 16) {
            lengths[have++] = static_cast<unsigned char>(symbol);
            continue;
        }
        if (symbol == 16 && have == 0)
            return false;
        const unsigned char again = symbol == 16 ? lengths[have - 1] : 0;
        const unsigned times = symbol == 16 ? 3 + bits.take(2) : symbol == 17 ? 3 + bits.take(3) : 11 + bits.take(7);
        for (unsigned i = 0; i < times; ++i)
            lengths[have++] = again;
        if (have > literalCount + distanceCount)
            return false;
    }
    return literalCount <= 286 && literals.make(lengths.data(), literalCount) && distances.make(lengths.data() + literalCount, distanceCount);
}

bool fixedCodes(Code &literals, Code &distances)
{
    std::array<unsigned char, 288> lengths{};
    for (std::size_t i = 0; i < lengths.size(); ++i)
        lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    std::array<unsigned char, 32> five{};
    five.fill(5);
    return literals.make(lengths.data(), lengths.size()) && distances.make(five.data(), five.size());
}

/// Reads a block's symbols up to and with its end.
bool skipSymbols(Bits &bits, const Code &literals, const Code &distances)
{
    static constexpr std::array<unsigned char, 29> lengthExtra = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    for (;;) {
        const std::uint64_t word = bits.peek();
        const auto [symbol, length] = literals.look(word);
        if (length == 0 || bits.ended())
            return false;
        bits.skip(length);
        if (symbol < 256)
            continue;
        if (symbol == 256)
            return !bits.ended();
        if (symbol > 285)
            return false;
        bits.skip(lengthExtra[symbol - 257]);
        const auto [distance, size] = distances.look(bits.peek());
        if (size == 0 || distance > 29)
            return false;
        bits.skip(size + (distance < 4 ? 0 : distance / 2 - 1));
    }
}

bool skipBlock(Bits &bits, unsigned type)
{
    if (type == 0) {
        bits.toByte();
        const unsigned size = bits.take(16), inverted = bits.take(16);
        bits.skip(size * 8);
        return (size ^ inverted) == 0xffff && !bits.ended();
    }
    Code literals, distances;
    return type != 3 && (type == 1 ? fixedCodes(literals, distances) : readCodes(bits, literals, distances)) && skipSymbols(bits, literals, distances);
}

} // namespace

bool openDeflateEnd(unsigned char *data, std::size_t &size)
{
    Bits bits(data, size);
    for (;;) {
        const std::uint64_t at = bits.at();
        const bool last = bits.take(1) != 0;
        if (bits.ended() || !skipBlock(bits, bits.take(2)))
            return false;
        if (!last)
            continue;
        data[at / 8] = static_cast<unsigned char>(data[at / 8] & ~(1U << (at % 8)));
        break;
    }
    // The three bits of an empty stored block: zeros, which is also what pads the byte; then its two lengths.
    const std::uint64_t end = bits.at();
    const std::size_t whole = (end + 3 + 7) / 8;
    if (end % 8 != 0)
        data[end / 8] = static_cast<unsigned char>(data[end / 8] & ((1U << (end % 8)) - 1));
    for (std::size_t byte = (end + 7) / 8; byte < whole; ++byte)
        data[byte] = 0;
    static constexpr std::array<unsigned char, 4> empty = {0, 0, 0xff, 0xff};
    std::copy(empty.begin(), empty.end(), data + whole);
    size = whole + empty.size();
    return true;
}

} // namespace lathe
