// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/locator.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include <QFileInfo>
#include <QRegularExpression>

namespace lathe {

Locator::Locator(ThemeManager &theme, ActionTable &actions, Session &session, QWidget *window)
    : QObject(window), m_theme(theme), m_actions(actions), m_session(session), m_window(window)
{
    connect(actions.action(Act::Locator), &QAction::triggered, this, [this] { open(); });
    connect(actions.action(Act::Palette), &QAction::triggered, this, [this] { open(QStringLiteral(">")); });
    connect(actions.action(Act::GoToLine), &QAction::triggered, this, [this] { open(QStringLiteral(":"), tr("A line, or a line and a column: 12:3")); });
    connect(actions.action(Act::GoToSymbol), &QAction::triggered, this, [this] { open(QStringLiteral("@"), tr("A function, a class or a key of this file")); });
    connect(actions.action(Act::NewEvent), &QAction::triggered, this, &Locator::openEvents);
    connect(actions.action(Act::ChooseTarget), &QAction::triggered, this, [this] {
        open(QStringLiteral("t "), tr("Where to deploy and invoke"));
    });
    connect(actions.action(Act::AddLayer), &QAction::triggered, this, [this] {
        if (m_session.hasProject())
            open(QStringLiteral("l "), tr("A layer to attach, or what to build one of"));
    });
}

void Locator::build()
{
    m_palette = new CommandPalette(m_theme, m_window);
    m_palette->addProvider({QString(), [this](const QString &query) { return functions() + files(query); }, false});
    m_palette->addProvider({QStringLiteral("!"), [this](const QString &) { return functions(); }, false});
    m_palette->addProvider({QStringLiteral("e "), [this](const QString &) { return eventItems(); }, false});
    m_palette->addProvider({QStringLiteral("t "), [this](const QString &) { return targets(); }, false});
    m_palette->addProvider({QStringLiteral("l "), [this](const QString &) { return layers(); }, false});
    m_palette->addProvider({QStringLiteral(":"), [this](const QString &query) {
        const QStringList parts = query.trimmed().split(u':');
        const int line = parts.value(0).toInt();
        const int column = parts.value(1).toInt();
        QList<PaletteItem> items;
        if (line > 0 && parts.size() <= 2)
            items.append({column > 0 ? tr("Go to line %1, column %2").arg(line).arg(column) : tr("Go to line %1").arg(line), {}, QStringLiteral("arrow-right"),
                [this, line, column] { emit placeChosen(line, std::max(1, column)); }});
        return items;
    }, true, tr("A line, or a line and a column: 12:3")});
    m_palette->addProvider({QStringLiteral("@"), [this](const QString &) { return symbols(); }, false});
    m_palette->addActions(QStringLiteral(">"), [this] { return m_actions.all(); });
}

void Locator::open(const QString &prefix, const QString &placeholder)
{
    if (!m_palette)
        build();
    m_scanned = false;
    m_listed = false;
    m_symbols.clear();
    m_session.refreshFiles();
    m_palette->open(prefix, placeholder.isEmpty() ? tr("Files; “!” functions, “@” symbols, “e ” events, “:” line, “>” commands") : placeholder);
}

void Locator::openEvents()
{
    if (m_session.hasProject())
        open(QStringLiteral("e "), tr("A saved test event, or a template for a new one"));
}

QList<PaletteItem> Locator::functions()
{
    QList<PaletteItem> items;
    if (!m_session.hasProject())
        return items;
    for (const FunctionDefinition &function : m_session.project().functions)
        items.append({visibleText(function.name), function.runtime.text, QStringLiteral("function"), [this, name = function.name] {
            m_session.setCurrentFunction(name);
            if (const FunctionDefinition *chosen = m_session.project().function(name))
                emit fileChosen(chosen->handlerFile.isEmpty() ? chosen->file : chosen->handlerFile, chosen->handlerFile.isEmpty() ? chosen->line : 0, 0);
        }});
    return items;
}

/// Read once, when the first is asked for: a large file is not scanned at each key.
QList<PaletteItem> Locator::symbols()
{
    if (!std::exchange(m_scanned, true) && m_document) {
        const auto [name, text] = m_document();
        m_symbols = symbolsOf(name, text.left(8 * 1024 * 1024));
    }
    static constexpr const char *icons[] = {"symbol", "function", "pin", "key", "format"};
    QList<PaletteItem> items;
    for (const Symbol &symbol : std::as_const(m_symbols))
        items.append({visibleText(symbol.name), symbol.container.isEmpty() ? QString::number(symbol.line) : QStringLiteral("%1 · %2").arg(visibleText(symbol.container)).arg(symbol.line),
            QString::fromLatin1(icons[int(symbol.kind)]), [this, line = symbol.line, column = symbol.column] { emit placeChosen(line, column); }});
    return items;
}

/// "app.py:12" goes to line 12, "app.py:12:3" to its third character.
QList<PaletteItem> Locator::files(const QString &query)
{
    static const QRegularExpression place(QStringLiteral(":(\\d+)(?::(\\d+))?$"));
    const QRegularExpressionMatch typed = place.match(query);
    const int line = typed.captured(1).toInt();
    const int column = typed.captured(2).toInt();
    QList<PaletteItem> items;
    const QString root = m_session.hasProject() ? m_session.project().root : QString();
    for (const QString &path : m_session.projectFiles()) {
        if (line > 0 && !path.contains(query.left(query.indexOf(u':')), Qt::CaseInsensitive))
            continue;
        const qsizetype slash = path.lastIndexOf(u'/');
        QString title = visibleText(path.mid(slash + 1));
        if (line > 0)
            title = query; // what was typed names the file and the line
        items.append({title, visibleText(line > 0 ? path : path.left(qMax<qsizetype>(0, slash))), IconProvider::forFile(path),
            [this, file = root + u'/' + path, line, column] { emit fileChosen(file, line, column); }});
    }
    return items;
}

QList<PaletteItem> Locator::targets()
{
    QList<PaletteItem> items;
    const QString current = m_session.deploys().currentTarget();
    for (const DeployTargetInfo &target : m_session.deploys().targets())
        items.append({visibleText(target.title), visibleText(target.detail), target.id == current ? QStringLiteral("check") : QStringLiteral("target"),
            [this, id = target.id] { m_session.deploys().setCurrentTarget(id); }});
    if (items.size() == 1)
        items.append({tr("No AWS profile found; everything works locally"), {}, QStringLiteral("info"), {}, false});
    return items;
}

/// Layers that the function has not, then what a layer can be built of: manifests, archives and folders of the project.
QList<PaletteItem> Locator::layers()
{
    QList<PaletteItem> items;
    const QString function = m_session.currentFunction();
    if (function.isEmpty())
        return items;
    QStringList attached;
    for (const LayerLink &link : m_session.layers().linksOf(function))
        attached << link.name;
    for (const LayerInfo &layer : m_session.layers().layers())
        if (!attached.contains(layer.name))
            items.append({visibleText(layer.name), tr("attach, %1").arg(sizeText(layer.bytes)), QStringLiteral("layers"), [this, function, name = layer.name] {
                LayerController &layers = m_session.layers();
                if (const auto room = layers.checkRoom(function, 1); !room)
                    layers.report(room.error());
                else
                    (void)layers.attach(function, name);
            }});
    QStringList sources, folders;
    const FunctionDefinition *definition = m_session.project().function(function);
    const QString code = definition ? definition->codeDir : QString();
    static const QRegularExpression manifest(QStringLiteral("(^|/)(requirements[^/]*\\.txt|package\\.json|Gemfile|[^/]+\\.(whl|zip|jar))$"));
    for (const QString &path : m_session.projectFiles()) {
        if (path.startsWith(QLatin1String("layers/")) || path.startsWith(QLatin1String("events/")))
            continue;
        if (manifest.match(path).hasMatch())
            sources << path;
        if (const QString folder = path.section(u'/', 0, 0); path.contains(u'/') && !folder.startsWith(u'.') && !folders.contains(folder) && m_session.project().root + u'/' + folder != code)
            folders << folder;
    }
    for (const QString &source : sources + folders)
        items.append({visibleText(source), tr("build and attach"), folders.contains(source) ? QStringLiteral("folder") : IconProvider::forFile(source), [this, function, source] {
            LayerController &layers = m_session.layers();
            const QStringList files{m_session.project().root + u'/' + source};
            if (const auto room = layers.checkRoom(function, 1); !room)
                layers.report(room.error());
            else
                layers.build(layers.specFor(files, function), {}, function);
        }});
    QAction *browse = m_actions.action(Act::BuildLayer);
    items.append({browse->text(), {}, QStringLiteral("add"), [browse] { browse->trigger(); }});
    return items;
}

QList<PaletteItem> Locator::eventItems()
{
    QList<PaletteItem> items;
    if (!m_session.hasProject())
        return items;
    if (!std::exchange(m_listed, true))
        m_events = m_session.events().events(m_session.currentFunction());
    if (m_templates.isEmpty())
        m_templates = eventTemplateTitles();
    for (const EventFile &event : std::as_const(m_events))
        items.append({visibleText(event.name), tr("saved"), QStringLiteral("event"), [this, path = event.path] { emit eventChosen(path); }});
    for (const EventTemplate &one : std::as_const(m_templates))
        items.append({QStringLiteral("%1 (%2)").arg(one.title, one.id), tr("new from template"), QStringLiteral("add"), [this, id = one.id] { emit templateChosen(id); }});
    QAction *make = m_actions.action(Act::MakeEvent); // with values of one's own
    items.append({make->text(), make->shortcut().toString(QKeySequence::NativeText), QStringLiteral("event"), [make] { make->trigger(); }});
    return items;
}

} // namespace lathe
