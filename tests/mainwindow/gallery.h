// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mainwindow/looks.h"
#include "mainwindow/windowfixture.h"
#include <QLibraryInfo>
#include <QPainter>
#include <QTranslator>

namespace lathe::test {

/// How a picture is taken: in which language, in which colours, how large.
struct Look
{
    QString language;
    ThemeMode theme = ThemeMode::Light;
    QSize size;
};

/// Rows of a test that makes pictures. The suite has four, in which each two of language, colours and size meet; LATHE_LONG_TESTS makes
/// all of {en, ko} × {light, dark} × {1280×720, 1920×1080} and high contrast.
inline void galleryRows()
{
    QTest::addColumn<lathe::test::Look>("look");
    const bool all = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
    const QSize small(1280, 720), large(1920, 1080);
    for (const char *language : {"en", "ko"})
        for (const ThemeMode theme : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast})
            for (const QSize size : {small, large}) {
                const bool english = qstrcmp(language, "en") == 0, dark = theme == ThemeMode::Dark;
                const bool suite = theme != ThemeMode::HighContrast && (size == small) == (english != dark);
                if (suite || (all && (theme != ThemeMode::HighContrast || size == small)))
                    QTest::newRow(qPrintable(QStringLiteral("%1-%2-%3").arg(QLatin1String(language), ThemeManager::modeId(theme)).arg(size.width())))
                        << Look{QString::fromLatin1(language), theme, size};
            }
}

/// A window on folders of its own that looks as the row says, the row's language while it lives, and pictures of it into gallery/ of the
/// build folder. Each picture's widgets are looked at too: see Looks.
class Gallery
{
public:
    Gallery() : m_look(current())
    {
        if (m_texts.load(QStringLiteral(":/i18n/lathe_") + m_look.language))
            QCoreApplication::installTranslator(&m_texts);
        if (m_qtTexts.load(QStringLiteral("qtbase_") + m_look.language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qtTexts);
        QDir().mkpath(folder());
    }
    /// Tells at the end, once all pictures are there: a failed test waits for nothing more.
    ~Gallery()
    {
        m_flaws.removeDuplicates();
        if (!m_flaws.isEmpty())
            QTest::qFail(qPrintable(m_flaws.join(u'\n')), __FILE__, __LINE__);
    }
    Q_DISABLE_COPY_MOVE(Gallery)
    const Look &look() const { return m_look; }
    void fit(QWidget &window) const { window.resize(m_look.size); }
    static QString folder() { return QStringLiteral(LATHE_BIN_DIR "/../gallery"); }
    /// Where a picture of this state and row goes.
    static QString path(const char *state, const char *ending = ".png")
    {
        const qreal scale = qGuiApp->devicePixelRatio();
        return QStringLiteral("%1/%2-%3%4%5").arg(folder(), QLatin1String(state), QLatin1String(QTest::currentDataTag()), scale > 1 ? QStringLiteral("@%1x").arg(scale) : QString(), QLatin1String(ending));
    }
    /// Takes a picture once layouts and busy marks have settled.
    void take(QWidget &window, const char *state, int settleMs = 150) const
    {
        QTest::qWait(settleMs);
        const QImage image = window.grab().toImage();
        QVERIFY(image.save(path(state)));
        QCOMPARE(window.size(), m_look.size);
        judge(window, state);
    }
    /// With the menus, lists and tool tips that stand over it, which are windows of their own.
    void takeWithPopups(QWidget &window, const char *state, int settleMs = 150) const
    {
        QTest::qWait(settleMs);
        QPixmap shot = window.grab();
        QPainter painter(&shot);
        int popups = 0;
        for (QWidget *popup : QApplication::topLevelWidgets()) {
            const Qt::WindowType type = popup->windowType();
            if (popup == &window || !popup->isVisible() || (type != Qt::Popup && type != Qt::ToolTip && type != Qt::Tool))
                continue;
            painter.drawPixmap(window.mapFromGlobal(popup->mapToGlobal(QPoint(0, 0))), popup->grab());
            judge(*popup, state);
            ++popups;
        }
        painter.end();
        QVERIFY(shot.save(path(state)));
        QVERIFY2(popups > 0, state);
    }
    /// Of a dialog, a menu or another part, in the size that it has.
    void takePart(QWidget &part, const char *state, int settleMs = 150) const
    {
        QTest::qWait(settleMs);
        QVERIFY(part.grab().save(path(state)));
        judge(part, state);
    }

private:
    static Look current()
    {
        QFETCH(lathe::test::Look, look);
        return look;
    }
    void judge(QWidget &widget, const char *state) const
    {
        const QStringList flaws = Looks::flawsOf(widget, m_look.language);
        for (const QString &flaw : flaws)
            m_flaws += QStringLiteral("%1: %2").arg(QLatin1String(state), flaw);
    }

    Look m_look;
    mutable QStringList m_flaws;
    QTranslator m_texts, m_qtTexts; // remove themselves
};

} // namespace lathe::test
