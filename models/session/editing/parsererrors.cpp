// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/parsererrors.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace lathe {

/// Compiles and throws away what comes out; nothing of the source is executed. Isolated mode reads no module of the folder.
static constexpr char pythonScript[] = "import sys\n"
                                       "p = sys.argv[1]\n"
                                       "try:\n"
                                       "    compile(open(p, 'rb').read(), p, 'exec', dont_inherit=True)\n"
                                       "except SyntaxError as e:\n"
                                       "    print('LATHE', e.lineno or 0, e.offset or 0, str(e.msg).replace('\\n', ' '), sep='\\t')\n"
                                       "except (ValueError, MemoryError, RecursionError) as e:\n"
                                       "    print('LATHE', 0, 0, str(e).replace('\\n', ' '), sep='\\t')\n";

/// The syntax tree alone is made: no configuration is read, no type checked, no file written.
static constexpr char compilerScript[] = "const [lib, file] = process.argv.slice(1);\n"
                                         "const ts = require(lib);\n"
                                         "const text = require('fs').readFileSync(file, 'utf8').replace(/^\\ufeff/, '');\n"
                                         "const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;\n"
                                         "const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, kind);\n"
                                         "for (const one of tree.parseDiagnostics.slice(0, 20)) {\n"
                                         "  const line = tree.getLineAndCharacterOfPosition(one.start).line;\n"
                                         "  const column = [...text.slice(tree.getLineStarts()[line], one.start)].length;\n"
                                         "  const message = ts.flattenDiagnosticMessageText(one.messageText, ' ').replace(/\\s+/g, ' ');\n"
                                         "  console.log(['LATHE', line + 1, column + 1, message].join('\\t'));\n"
                                         "}\n"
                                         "console.log('LATHE-ANSWERED');\n";

/// Types are taken out and the rest is read; what comes out is thrown away. Other faults than syntax are none here.
static constexpr char stripScript[] = "const file = process.argv[1];\n"
                                      "const strip = require('module').stripTypeScriptTypes;\n"
                                      "const text = require('fs').readFileSync(file, 'utf8');\n"
                                      "try {\n"
                                      "  strip(text, { mode: 'transform', sourceUrl: file });\n"
                                      "} catch (error) {\n"
                                      "  if (error instanceof TypeError || !/INVALID_TYPESCRIPT_SYNTAX/.test(error.code)) throw error;\n"
                                      "  const place = /source\\.\\w+:(\\d+)(?:\\n|$)/.exec(error.stack) || /^\\s*(\\d+) \\|/m.exec(error.message) || [];\n"
                                      "  const message = error.message.trim().split('\\n')[0].replace(/^\\W+/, '');\n"
                                      "  console.log(['LATHE', place[1] || 0, 0, message].join('\\t'));\n"
                                      "}\n"
                                      "console.log('LATHE-ANSWERED');\n";

QStringList typeScriptArguments(const QString &compiler, const QString &source)
{
    if (compiler.isEmpty())
        return {QStringLiteral("--no-warnings"), QStringLiteral("-e"), QString::fromLatin1(stripScript), source};
    return {QStringLiteral("--no-warnings"), QStringLiteral("-e"), QString::fromLatin1(compilerScript), compiler, source};
}

QStringList parserArguments(RuntimeFamily family, const QString &source)
{
    switch (family) {
    case RuntimeFamily::Python: return {QStringLiteral("-I"), QStringLiteral("-S"), QStringLiteral("-W"), QStringLiteral("ignore"), QStringLiteral("-c"), QString::fromLatin1(pythonScript), source};
    case RuntimeFamily::Node: return {QStringLiteral("--check"), source};
    case RuntimeFamily::Ruby: return {QStringLiteral("--disable-gems"), QStringLiteral("-W0"), QStringLiteral("-c"), source};
    default: return {};
    }
}

static Diagnostic made(const QString &file, const QString &reader, int line, int column, const QString &message)
{
    return {Severity::Error, QStringLiteral("LTH-SYN-001"), file, line, column, QCoreApplication::translate("lathe", "%1 cannot read this: %2").arg(reader, message.left(300)), {}};
}

/// Lines of our own scripts: "LATHE", line, column, message.
static QList<Diagnostic> ownLines(const QString &text, const QString &file, const QString &reader)
{
    QList<Diagnostic> found;
    for (const QString &line : text.split(u'\n')) {
        const QStringList parts = line.split(u'\t');
        if (parts.size() == 4 && parts[0] == QLatin1String("LATHE"))
            found.append(made(file, reader, parts[1].toInt(), parts[2].toInt(), parts[3].trimmed()));
    }
    return found;
}

static QList<Diagnostic> nodeErrors(const QString &output, const QString &file, const QString &reader)
{
    static const QRegularExpression place(QStringLiteral("source\\.\\w+:(\\d+)$"));
    static const QRegularExpression message(QStringLiteral("^\\w*Error(?: \\[\\w+\\])?: (.*)$"));
    int line = 0;
    int column = 0;
    for (const QString &text : output.split(u'\n')) {
        if (const QRegularExpressionMatch match = place.match(text); match.hasMatch() && line == 0)
            line = match.captured(1).toInt();
        else if (line > 0 && column == 0 && text.trimmed().startsWith(u'^'))
            column = int(text.indexOf(u'^')) + 1;
        else if (const QRegularExpressionMatch error = message.match(text); error.hasMatch() && line > 0)
            return {made(file, reader, line, column, error.captured(1))};
    }
    return {};
}

QList<Diagnostic> parserErrors(RuntimeFamily family, const QByteArray &output, const QString &file, const QString &reader)
{
    const QString text = QString::fromUtf8(output);
    QList<Diagnostic> found;
    if (family == RuntimeFamily::Node)
        return nodeErrors(text, file, reader);
    if (family == RuntimeFamily::Ruby) {
        static const QRegularExpression error(QStringLiteral("source\\.rb:(\\d+): (?:syntax error, )?(.+)$"), QRegularExpression::MultilineOption);
        auto it = error.globalMatch(text);
        while (it.hasNext() && found.size() < 20) {
            const QRegularExpressionMatch match = it.next();
            found.append(made(file, reader, match.captured(1).toInt(), 0, match.captured(2).trimmed()));
        }
        return found;
    }
    return ownLines(text, file, reader);
}

std::optional<QList<Diagnostic>> typeScriptErrors(const QByteArray &output, const QString &file, const QString &reader)
{
    if (!output.contains("LATHE-ANSWERED"))
        return std::nullopt;
    return ownLines(QString::fromUtf8(output), file, reader);
}

} // namespace lathe
