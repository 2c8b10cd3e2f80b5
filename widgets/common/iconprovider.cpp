// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/iconprovider.h"
#include "core/runtimes.h"
#include <QDir>
#include <QFileInfo>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>
#include <QHash>

namespace lathe {

struct IconProvider::Shared
{
    QString dir;
    Theme theme;
    QHash<QString, QByteArray> sources;
    QHash<QString, QPixmap> cache;

    QByteArray source(const QString &name)
    {
        const auto it = sources.constFind(name);
        if (it != sources.constEnd())
            return *it;
        QFile file(dir + QLatin1Char('/') + name + QStringLiteral(".svg"));
        QByteArray svg;
        if (file.open(QIODevice::ReadOnly))
            svg = file.read(64 * 1024);
        sources.insert(name, svg);
        return svg;
    }

    QPixmap draw(const QString &name, const QColor &color, const QSize &pixels)
    {
        const QString key = name + color.name(QColor::HexArgb) + QString::number(pixels.width()) + QLatin1Char('x') + QString::number(pixels.height());
        const auto it = cache.constFind(key);
        if (it != cache.constEnd())
            return *it;
        QByteArray svg = source(name);
        if (svg.isEmpty() || pixels.isEmpty())
            return {};
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPixmap pixmap(pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        if (cache.size() > 2000)
            cache.clear();
        cache.insert(key, pixmap);
        return pixmap;
    }
};

namespace {

Token tokenOf(IconRole role)
{
    switch (role) {
    case IconRole::Normal: return Token::Text;
    case IconRole::Muted: return Token::Muted;
    case IconRole::Accent: return Token::Accent;
    case IconRole::OnAccent: return Token::OnAccent;
    case IconRole::Success: return Token::Success;
    case IconRole::Warning: return Token::Warning;
    case IconRole::Error: return Token::Error;
    case IconRole::Info: return Token::Info;
    }
    return Token::Text;
}

} // namespace

/// Draws on demand, so that one QIcon serves every size, scale, state and theme.
class IconProvider::Engine : public QIconEngine
{
public:
    Engine(std::shared_ptr<Shared> shared, QString name, IconRole role)
        : m_shared(std::move(shared)), m_name(std::move(name)), m_role(role)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap pixmap = m_shared->draw(m_name, color(mode), rect.size() * ratio);
        pixmap.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), pixmap);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return m_shared->draw(m_name, color(mode), size); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return m_shared->draw(m_name, color(mode), size);
    }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_shared->source(m_name).isEmpty(); }
    QIconEngine *clone() const override { return new Engine(m_shared, m_name, m_role); }

private:
    QColor color(QIcon::Mode mode) const
    {
        return m_shared->theme.color(mode == QIcon::Disabled ? Token::Disabled : tokenOf(m_role));
    }
    std::shared_ptr<Shared> m_shared;
    QString m_name;
    IconRole m_role;
};

IconProvider::IconProvider(const QString &dir) : m_shared(std::make_shared<Shared>())
{
    m_shared->dir = dir;
}

IconProvider::~IconProvider() = default;

void IconProvider::setTheme(const Theme &theme)
{
    m_shared->theme = theme;
    m_shared->cache.clear();
}

QIcon IconProvider::icon(const QString &name, IconRole role) const
{
    return QIcon(new Engine(m_shared, name, role));
}

QPixmap IconProvider::pixmap(const QString &name, IconRole role, int size, qreal devicePixelRatio) const
{
    const int pixels = qRound(size * devicePixelRatio);
    QPixmap pixmap = m_shared->draw(name, m_shared->theme.color(tokenOf(role)), QSize(pixels, pixels));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QString IconProvider::forFile(const QString &fileName)
{
    const QString name = QFileInfo(fileName).fileName().toLower();
    const QString suffix = QFileInfo(name).suffix();
    static constexpr struct { const char *suffix; const char *icon; } table[] = {
        {"py", "python"}, {"pyi", "python"}, {"js", "javascript"}, {"mjs", "javascript"}, {"cjs", "javascript"},
        {"jsx", "javascript"}, {"ts", "typescript"}, {"tsx", "typescript"}, {"mts", "typescript"}, {"json", "json"},
        {"yml", "yaml"}, {"yaml", "yaml"}, {"toml", "toml"}, {"go", "go"}, {"rs", "rust"}, {"java", "java"}, {"jar", "java"}, {"kt", "kotlin"}, {"kts", "kotlin"}, {"rb", "ruby"}, {"cs", "csharp"},
        {"graphql", "graphql"}, {"graphqls", "graphql"}, {"gql", "graphql"}, {"html", "html"}, {"htm", "html"}, {"xml", "html"}, {"css", "css"}, {"scss", "css"}, {"sql", "database"}, {"sqlite", "database"}, {"db", "database"}, {"sh", "shell"}, {"bash", "shell"}, {"md", "markdown"},
        {"zip", "package"}, {"whl", "package"}, {"gz", "package"}, {"png", "image"}, {"jpg", "image"}, {"jpeg", "image"},
        {"gif", "image"}, {"webp", "image"}, {"svg", "image"}, {"env", "environment"}, {"log", "log"}};
    if (name == QLatin1String("bootstrap"))
        return QStringLiteral("shell");
    if (name.startsWith(QLatin1String("dockerfile")) || name == QLatin1String("containerfile") || name == QLatin1String(".dockerignore"))
        return QStringLiteral("docker");
    if (name.startsWith(QLatin1String("requirements")) && (suffix == QLatin1String("txt") || suffix == QLatin1String("in")))
        return QStringLiteral("requirements");
    static constexpr struct { const char *name, *icon; } byName[] = {{"gemfile", "ruby"}, {"rakefile", "ruby"}, {"go.mod", "go"}, {"go.sum", "go"}, {"cargo.lock", "rust"}, {"pipfile", "toml"}, {"poetry.lock", "toml"}};
    for (const auto &row : byName)
        if (name == QLatin1String(row.name))
            return QString::fromLatin1(row.icon);
    for (const auto &row : table)
        if (suffix == QLatin1String(row.suffix))
            return QString::fromLatin1(row.icon);
    return QStringLiteral("file");
}

QString IconProvider::forRuntime(const QString &runtime)
{
    switch (runtimeFamily(runtime)) {
    case RuntimeFamily::Python: return QStringLiteral("python");
    case RuntimeFamily::Node: return QStringLiteral("javascript");
    case RuntimeFamily::Ruby: return QStringLiteral("ruby");
    case RuntimeFamily::Java: return QStringLiteral("java");
    case RuntimeFamily::Dotnet: return QStringLiteral("csharp");
    case RuntimeFamily::Go: return QStringLiteral("go");
    case RuntimeFamily::Provided: return QStringLiteral("shell");
    case RuntimeFamily::Unknown: break;
    }
    return QStringLiteral("function");
}

QStringList IconProvider::names() const
{
    QStringList names;
    for (const QString &file : QDir(m_shared->dir).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name))
        names.append(file.chopped(4));
    return names;
}

} // namespace lathe
