// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mainwindow/windowfixture.h"
#include <QTranslator>

namespace lathe::test {

/// The rows {en, ko} × {light, dark} of a test that makes pictures.
inline void galleryRows()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("dark");
    for (const char *language : {"en", "ko"})
        for (const bool dark : {false, true})
            QTest::newRow(qPrintable(QStringLiteral("%1-%2").arg(QLatin1String(language), dark ? QStringLiteral("dark") : QStringLiteral("light"))))
                << QString::fromLatin1(language) << dark;
}

/// The language of the row while it lives, and pictures of a 1280×720 window into gallery/ of the build folder.
class Gallery
{
public:
    explicit Gallery(const QString &language)
    {
        if (m_texts.load(QStringLiteral(":/i18n/lathe_") + language))
            QCoreApplication::installTranslator(&m_texts);
        QDir().mkpath(folder());
    }
    static QString folder() { return QStringLiteral(LATHE_BIN_DIR "/../gallery"); }
    /// Where a picture of this state and row goes.
    static QString path(const char *state, const char *ending = ".png")
    {
        return QStringLiteral("%1/%2-%3%4").arg(folder(), QLatin1String(state), QLatin1String(QTest::currentDataTag()), QLatin1String(ending));
    }
    /// Takes a picture once layouts and busy marks have settled.
    static void take(QWidget &window, const char *state, int settleMs = 150)
    {
        QTest::qWait(settleMs);
        const QImage image = window.grab().toImage();
        QVERIFY(image.save(path(state)));
        QCOMPARE(image.size() / image.devicePixelRatio(), QSize(1280, 720));
    }

    static void takeDialog(QWidget &dialog, const char *state)
    {
        QTest::qWait(300);
        QVERIFY(dialog.grab().save(path(state)));
    }

private:
    QTranslator m_texts; // removes itself
};

} // namespace lathe::test
