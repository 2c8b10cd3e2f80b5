// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redactor.h"
#include <algorithm>
#include <iterator>

namespace lathe {

namespace {

/// One kind of credential. An expression costs a third of a millisecond to compile, so it is made only where one of its words,
/// in lower case, stands in the text.
struct Rule
{
    const char *words; ///< Separated by spaces.
    const char *pattern;
    const char *with;
    QRegularExpression::PatternOptions options = QRegularExpression::NoPatternOption;
};

constexpr Rule rules[] = {
    {"-----begin", "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", "[redacted]", QRegularExpression::DotMatchesEverythingOption},
    {"authorization x-amz-security-token cookie x-api-key", "(?i)((?:proxy-)?authorization|x-amz-security-token|cookies?|set-cookie|x-api-key)(\"?\\s*[:=]\\s*)[^\\r\\n]*", "\\1\\2[redacted]"},
    {"secret session_token sessiontoken passw pwd api_key apikey access_token accesstoken",
        "(?i)(aws_secret_access_key|aws_session_token|secretaccesskey|sessiontoken|secret_?key|password|passwd|pwd|api_?key|access_?token|client_?secret)(\"?\\s*[:=]\\s*\"?)[^\\s\"',;}]+",
        "\\1\\2[redacted]"},
    {"x-amz-signature x-amz-security-token x-amz-credential", "(?i)(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\\s\"]+", "\\1[redacted]"},
    {"bearer", "(?i)\\bBearer\\s+[A-Za-z0-9._~+/=-]{8,}", "Bearer [redacted]"},
    {"://", "([a-z][a-z0-9+.-]*://[^\\s/:@]+:)[^\\s/@]+@", "\\1[redacted]@"},
    {"gh sk- xox", "\\b(gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[bap]-[A-Za-z0-9-]{10,})", "[redacted]"},
};

} // namespace

static bool hasWords(const Rule &rule, const QByteArray &lower)
{
    for (const QByteArray &word : QByteArray(rule.words).split(' '))
        if (lower.contains(word))
            return true;
    return false;
}

bool Redactor::hasWords(const QByteArray &utf8)
{
    const QByteArray lower = utf8.toLower();
    return std::any_of(std::begin(rules), std::end(rules), [&lower](const Rule &rule) { return lathe::hasWords(rule, lower); });
}

QString Redactor::of(QString text)
{
    const QByteArray lower = text.toUtf8().toLower();
    for (int i = 0; i < int(std::size(rules)); ++i) {
        if (!lathe::hasWords(rules[i], lower))
            continue;
        const auto &expression = m_expressions.try_emplace(i, QString::fromLatin1(rules[i].pattern), rules[i].options).first->second;
        text.replace(expression, QString::fromLatin1(rules[i].with));
    }
    return text;
}

} // namespace lathe
