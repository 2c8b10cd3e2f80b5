// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/npm.h"
#include "core/timeouts.h"
#include <QCoreApplication>

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

ChildSpec npmSpec(const QString &npm, const QStringList &arguments, const QString &workingDir, std::function<void(int)> onFetched)
{
    ChildSpec spec;
    spec.program = npm;
    spec.args = arguments + QStringList{QStringLiteral("--loglevel=http")};
    spec.workingDir = workingDir;
    // npm needs its own settings and cache, proxies and certificates; nothing else is passed on.
    for (const char *name : {"HOME", "PATH", "TMPDIR", "LANG", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy",
             "no_proxy", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "npm_config_registry", "NPM_CONFIG_REGISTRY", "npm_config_cafile", "NPM_CONFIG_CAFILE",
             "npm_config_cache", "NPM_CONFIG_CACHE", "NPM_CONFIG_USERCONFIG", "npm_config_userconfig"})
        if (qEnvironmentVariableIsSet(name))
            spec.env.append({QString::fromLatin1(name), qEnvironmentVariable(name)});
    spec.timeout = timeouts::npmInstall;
    spec.onErrorLine = [onFetched = std::move(onFetched), fetched = 0](const QByteArray &line) mutable {
        if (onFetched && line.contains("http fetch"))
            onFetched(++fetched);
    };
    return spec;
}

Result<> npmResult(const Result<ChildOutcome> &outcome)
{
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (outcome->status == 0)
        return {};
    const QString detail = QString::fromUtf8(outcome->errorOutput.right(2000));
    if (outcome->timedOut)
        return fail(ErrorCode::TimedOut, tr("npm did not finish within 5 minutes. Check the network and repeat."), detail, QStringLiteral("LTH-SMP-002"));
    const bool offline = detail.contains(QStringLiteral("ENOTFOUND")) || detail.contains(QStringLiteral("EAI_AGAIN")) || detail.contains(QStringLiteral("ECONNREFUSED"));
    return fail(offline ? ErrorCode::Network : ErrorCode::Config,
        offline ? tr("npm cannot reach its registry. Connect, then repeat.") : tr("npm could not install the libraries; its own words are in the details."), detail,
        QStringLiteral("LTH-SMP-003"));
}

} // namespace lathe
