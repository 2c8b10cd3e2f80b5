// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/sigv4.h"
#include "core/sha256.h"
#include <QTimeZone>
#include <algorithm>
#include <optional>

namespace lathe::sigv4 {
namespace {

constexpr qint64 skewSeconds = 300;             ///< AWS: "more than 5 minutes" is refused.
constexpr qint64 presignMaxSeconds = 7 * 86400; ///< AWS: X-Amz-Expires.

QByteArray hmac(const QByteArray &key, const QByteArray &message)
{
    return Sha256::hmac(key, message);
}

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

QByteArray encoded(QByteArrayView text, bool keepSlash)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    QByteArray out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        if (isUnreserved(c) || (keepSlash && c == '/')) {
            out += c;
        } else {
            out += '%';
            out += hex[uchar(c) >> 4];
            out += hex[uchar(c) & 15];
        }
    }
    return out;
}

/// RFC 3986, 5.2.4, and no empty segments, as AWS has it for every service but S3.
QByteArray withoutDotSegments(const QByteArray &path)
{
    if (path.startsWith('/') && !path.contains("//") && !path.contains("/."))
        return path;
    QList<QByteArray> kept;
    const auto segments = path.split('/');
    for (const QByteArray &s : segments) {
        if (s == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!s.isEmpty() && s != ".") {
            kept.append(s);
        }
    }
    QByteArray out = path.startsWith('/') ? "/" : "";
    out += kept.join('/');
    if (path.endsWith('/') && !kept.isEmpty())
        out += '/';
    return out.isEmpty() ? QByteArray("/") : out;
}

using Pairs = QList<std::pair<QByteArray, QByteArray>>;

Pairs queryPairs(const QByteArray &query)
{
    Pairs pairs;
    if (query.isEmpty())
        return pairs;
    const auto parts = query.split('&');
    for (const QByteArray &p : parts) {
        const qsizetype eq = p.indexOf('=');
        pairs.append(eq < 0 ? std::pair(p, QByteArray()) : std::pair(p.left(eq), p.mid(eq + 1)));
    }
    return pairs;
}

QByteArray canonicalQuery(Pairs pairs)
{
    std::sort(pairs.begin(), pairs.end());
    QByteArray out;
    for (const auto &[key, value] : std::as_const(pairs)) {
        if (!out.isEmpty())
            out += '&';
        out += key + '=' + value;
    }
    return out;
}

/// The same query with every key and value decoded and encoded again, for clients that leave reserved characters bare.
QByteArray reencodedQuery(const QByteArray &query)
{
    Pairs pairs = queryPairs(query);
    for (auto &[key, value] : pairs) {
        key = encoded(QByteArray::fromPercentEncoding(key), false);
        value = encoded(QByteArray::fromPercentEncoding(value), false);
    }
    return canonicalQuery(pairs);
}

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// White space around the value goes, runs of it inside become one space.
void appendSimplified(QByteArray &out, QByteArrayView value)
{
    const char *at = value.begin();
    const char *end = value.end();
    while (at < end && isBlank(*at))
        ++at;
    while (at < end && isBlank(end[-1]))
        --end;
    while (at < end) {
        const char *blank = std::find_if(at, end, isBlank);
        out.append(at, blank - at);
        at = std::find_if_not(blank, end, isBlank);
        if (at < end)
            out.append(' ');
    }
}

void appendCanonicalValue(QByteArray &out, const Headers &headers, const QByteArray &lowerName)
{
    bool first = true;
    for (const auto &[name, value] : headers) {
        if (name.compare(lowerName, Qt::CaseInsensitive) != 0)
            continue;
        if (!first)
            out += ',';
        first = false;
        appendSimplified(out, value);
    }
}

QByteArray canonical(const QByteArray &method, const QByteArray &path, const QByteArray &query, const Headers &headers,
    const QList<QByteArray> &signedHeaders, const QByteArray &payload)
{
    QByteArray out;
    out.reserve(512 + path.size() + query.size());
    out.append(method.toUpper()).append('\n').append(path).append('\n').append(query).append('\n');
    for (const QByteArray &name : signedHeaders) {
        out.append(name).append(':');
        appendCanonicalValue(out, headers, name);
        out.append('\n');
    }
    return out.append('\n').append(signedHeaders.join(';')).append('\n').append(payload);
}

QByteArray canonicalPath(const QByteArray &path, bool doubleEncode)
{
    if (path.isEmpty())
        return "/";
    return doubleEncode ? encoded(withoutDotSegments(path), true) : path;
}

QByteArray signingKey(const QByteArray &secret, const QByteArray &scope)
{
    const auto parts = scope.split('/');
    QByteArray key = "AWS4" + secret;
    for (const QByteArray &p : parts)
        key = hmac(key, p);
    return key;
}

QByteArray signature(const QByteArray &key, const QByteArray &scope, const QByteArray &date, const QByteArray &canonicalRequest)
{
    return hmac(key, "AWS4-HMAC-SHA256\n" + date + '\n' + scope + '\n' + sha256Hex(canonicalRequest)).toHex();
}

QByteArray firstHeader(const Headers &headers, QByteArrayView name)
{
    for (const auto &[n, v] : headers) {
        if (n.compare(name, Qt::CaseInsensitive) == 0)
            return v.trimmed();
    }
    return {};
}

bool hasHeader(const Headers &headers, QByteArrayView name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &h) { return h.first.compare(name, Qt::CaseInsensitive) == 0; });
}

bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a.at(i) ^ b.at(i);
    return difference == 0;
}

/// "20261122T160000Z"; by hand, because QDateTime::fromString() goes through the machine's time zone, which looks at
/// /etc/localtime several times a call.
QDateTime parsedDate(const QByteArray &text)
{
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z')
        return {};
    const auto number = [&text](qsizetype at, qsizetype digits) {
        int value = 0;
        for (qsizetype i = at; i < at + digits; ++i) {
            if (text[i] < '0' || text[i] > '9')
                return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const QDate day(number(0, 4), number(4, 2), number(6, 2));
    const QTime time(number(9, 2), number(11, 2), number(13, 2));
    return day.isValid() && time.isValid() ? QDateTime(day, time, Qt::UTC) : QDateTime();
}

/// What a request claims, from its header or its query.
struct Claim
{
    QByteArray keyId, scope, date, signature, payload;
    QList<QByteArray> signedHeaders;
    QByteArray query;         ///< Without the signature.
    qint64 expires = -1;      ///< Presigned: seconds.
};

bool splitCredential(const QByteArray &text, Claim &claim)
{
    const auto parts = text.split('/');
    if (parts.size() < 5 || parts.last() != "aws4_request")
        return false;
    claim.scope = parts.last(4).join('/');
    claim.keyId = text.left(text.size() - claim.scope.size() - 1);
    return !claim.keyId.isEmpty();
}

Verdict readHeader(const Request &request, Claim &claim)
{
    const QByteArray text = firstHeader(request.headers, "authorization");
    if (!text.startsWith("AWS4-HMAC-SHA256"))
        return Verdict::Malformed;
    const auto parts = text.mid(16).split(',');
    for (const QByteArray &part : parts) {
        const QByteArray p = part.trimmed();
        if (p.startsWith("Credential=") && !splitCredential(p.mid(11), claim))
            return Verdict::Malformed;
        if (p.startsWith("SignedHeaders="))
            claim.signedHeaders = p.mid(14).split(';');
        if (p.startsWith("Signature="))
            claim.signature = p.mid(10);
    }
    claim.date = firstHeader(request.headers, "x-amz-date");
    if (claim.date.isEmpty()) // The older form; SDKs send X-Amz-Date.
        claim.date = firstHeader(request.headers, "date");
    claim.query = request.query;
    claim.payload = request.payloadSha256;
    const QByteArray declared = firstHeader(request.headers, "x-amz-content-sha256");
    const bool streaming = declared.startsWith("STREAMING-") && claim.scope.endsWith("/s3/aws4_request");
    if (declared == "UNSIGNED-PAYLOAD" || streaming) {
        if (!claim.signedHeaders.contains("x-amz-content-sha256"))
            return Verdict::Malformed;
        claim.payload = declared;
    }
    return Verdict::Ok;
}

Verdict readQuery(const Request &request, Claim &claim)
{
    Pairs rest;
    QByteArray algorithm;
    const Pairs pairs = queryPairs(request.query);
    for (const auto &[key, value] : pairs) {
        const QByteArray plain = QByteArray::fromPercentEncoding(value);
        if (key == "X-Amz-Signature") {
            claim.signature = plain;
            continue;
        }
        rest.append({key, value});
        if (key == "X-Amz-Algorithm")
            algorithm = plain;
        else if (key == "X-Amz-Credential" && !splitCredential(plain, claim))
            return Verdict::Malformed;
        else if (key == "X-Amz-SignedHeaders")
            claim.signedHeaders = plain.split(';');
        else if (key == "X-Amz-Date")
            claim.date = plain;
        else if (key == "X-Amz-Expires") {
            bool ok = false;
            claim.expires = plain.toLongLong(&ok);
            if (!ok || claim.expires < 0 || claim.expires > presignMaxSeconds)
                return Verdict::Malformed;
        }
    }
    claim.query = canonicalQuery(rest);
    claim.payload = claim.scope.endsWith("/s3/aws4_request") ? QByteArray("UNSIGNED-PAYLOAD") : request.payloadSha256;
    return algorithm == "AWS4-HMAC-SHA256" && claim.expires >= 0 ? Verdict::Ok : Verdict::Malformed;
}

bool isInTime(const Claim &claim, const QDateTime &signedAt, const QDateTime &now)
{
    const qint64 age = signedAt.secsTo(now);
    if (claim.expires >= 0)
        return age >= -skewSeconds && age <= claim.expires;
    return std::abs(age) <= skewSeconds;
}

} // namespace

QByteArray sha256Hex(QByteArrayView bytes)
{
    return Sha256::of(bytes).toHex();
}

QByteArray canonicalRequest(const Request &request, const QList<QByteArray> &signedHeaders, bool doubleEncodePath)
{
    return canonical(request.method, canonicalPath(request.path, doubleEncodePath), canonicalQuery(queryPairs(request.query)),
        request.headers, signedHeaders, request.payloadSha256);
}

Headers sign(const Request &request, const Credentials &credentials, const Scope &scope, const QDateTime &utcNow)
{
    const QByteArray date = utcNow.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
    const bool s3 = scope.service == "s3";
    Headers added{{"X-Amz-Date", date}};
    if (!credentials.sessionToken.isEmpty())
        added.append({"X-Amz-Security-Token", credentials.sessionToken.toUtf8()});
    if (s3)
        added.append({"X-Amz-Content-Sha256", request.payloadSha256});

    Request complete = request;
    complete.headers.removeIf([&](const auto &h) { return hasHeader(added, h.first); });
    complete.headers += added;
    // Proxies and the transport change these (botocore leaves out the same ones).
    static const QList<QByteArray> unsigned_{"authorization", "connection", "expect", "te", "transfer-encoding", "user-agent", "x-amzn-trace-id"};
    QList<QByteArray> names;
    for (const auto &[name, value] : std::as_const(complete.headers)) {
        const QByteArray lower = name.toLower();
        if (!names.contains(lower) && !unsigned_.contains(lower))
            names.append(lower);
    }
    std::sort(names.begin(), names.end());

    const QByteArray scopeText = date.left(8) + '/' + scope.region + '/' + scope.service + "/aws4_request";
    const QByteArray mac = signature(signingKey(credentials.secretAccessKey.toUtf8(), scopeText), scopeText, date, canonicalRequest(complete, names, !s3));
    added.append({"Authorization", "AWS4-HMAC-SHA256 Credential=" + credentials.accessKeyId.toUtf8() + '/' + scopeText
                      + ", SignedHeaders=" + names.join(';') + ", Signature=" + mac});
    return added;
}

QByteArray SigningKeys::key(const QByteArray &secret, const QByteArray &scope) const
{
    const auto known = m_keys.constFind(scope);
    return known != m_keys.constEnd() && secret == m_secret ? *known : signingKey(secret, scope);
}

void SigningKeys::remember(const QByteArray &secret, const QByteArray &scope, const QByteArray &key)
{
    if (secret != m_secret || (m_keys.size() >= most && !m_keys.contains(scope))) {
        m_keys.clear();
        m_secret = secret;
    }
    m_keys.insert(scope, key);
}

Verdict verify(const Request &request, const std::function<QByteArray(const QByteArray &)> &secretFor, const QDateTime &utcNow, SigningKeys *keys)
{
    Claim claim;
    const bool inHeader = hasHeader(request.headers, "authorization");
    if (!inHeader && !request.query.contains("X-Amz-Signature="))
        return Verdict::Missing;
    const Verdict read = inHeader ? readHeader(request, claim) : readQuery(request, claim);
    if (read != Verdict::Ok)
        return read;
    if (claim.keyId.isEmpty() || claim.signature.isEmpty() || !claim.signedHeaders.contains("host"))
        return Verdict::Malformed;
    const QDateTime signedAt = parsedDate(claim.date);
    if (!signedAt.isValid() || !claim.scope.startsWith(claim.date.left(8) + '/'))
        return Verdict::Malformed;
    const QByteArray secret = secretFor(claim.keyId);
    if (secret.isEmpty())
        return Verdict::UnknownKey;
    if (!isInTime(claim, signedAt, utcNow))
        return Verdict::Expired;
    for (const QByteArray &name : std::as_const(claim.signedHeaders)) {
        if (!hasHeader(request.headers, name))
            return Verdict::WrongSignature;
    }

    // Clients differ in how they normalise what is already right on the wire: both forms are true to what was sent.
    const bool s3 = claim.scope.endsWith("/s3/aws4_request");
    QList<QByteArray> paths{canonicalPath(request.path, !s3)};
    if (const QByteArray plain = encoded(request.path, true); !s3 && plain != paths.first())
        paths.append(plain);
    QList<QByteArray> queries{canonicalQuery(queryPairs(claim.query))};
    if (const QByteArray again = reencodedQuery(claim.query); again != queries.first())
        queries.append(again);
    const QByteArray key = keys ? keys->key(secret, claim.scope) : signingKey(secret, claim.scope);
    bool right = false;
    for (const QByteArray &path : std::as_const(paths)) {
        for (const QByteArray &query : std::as_const(queries)) {
            const QByteArray text = canonical(request.method, path, query, request.headers, claim.signedHeaders, claim.payload);
            right |= equalInConstantTime(signature(key, claim.scope, claim.date, text), claim.signature);
        }
    }
    if (right && keys)
        keys->remember(secret, claim.scope, key);
    return right ? Verdict::Ok : Verdict::WrongSignature;
}

} // namespace lathe::sigv4
