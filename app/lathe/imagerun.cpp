// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagerun.h"
#include "package/image/functionimage.h"
#include "shared.h"
#include "workerthread.h"

namespace lathe {

void withImage(const FunctionDefinition &function, const FunctionSpec &spec, Console &console, CommandScope &scope,
               std::function<void(const FunctionSpec &)> run)
{
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    const auto later = [&scope](std::function<void()> work) {
        QMetaObject::invokeMethod(&scope, std::move(work), Qt::QueuedConnection);
    };
    FunctionImageOptions options;
    options.mayBuild = true;
    options.cancel = cancel.get();
    options.onBuildLine = [&console, later](const QByteArray &line) {
        later([&console, line] { console.say(QString::fromUtf8(line)); });
    };
    options.progress = [&console, later](const ImageProgress &p) {
        const QString text = QStringLiteral("Unpacking the image: layer %1 of %2, %3 of %4")
                                 .arg(p.layer)
                                 .arg(p.layers)
                                 .arg(sizeText(p.bytes), sizeText(p.totalBytes));
        later([&console, text] { console.progress(text); });
    };
    onOwnThread<Result<UnpackedImage>>(
        &scope, [function, options, cancel] { return prepareFunctionImage(function, options); },
        [spec, run = std::move(run), &console, &scope](const Result<UnpackedImage> &image) {
            if (!image)
                return scope.finish(console.error(image.error()));
            FunctionSpec whole = spec;
            whole.imageRoot = image->rootDir;
            whole.inUse = image->inUse;
            whole.image = image->description.config;
            run(whole);
        });
}

} // namespace lathe
