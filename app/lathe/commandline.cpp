// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"
#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

namespace lathe {

QList<OptionSpec> commonOptions()
{
    return {{QStringLiteral("json"), {}, {}, QStringLiteral("Print one JSON object with \"schema\": 1")},
            {QStringLiteral("quiet"),
             QStringLiteral("q"),
             {},
             QStringLiteral("Print no talk and no log on standard error")},
            {QStringLiteral("no-input"), {}, {}, QStringLiteral("Never ask a question")},
            {QStringLiteral("verbose"),
             QStringLiteral("v"),
             {},
             QStringLiteral("Print debug messages (secrets are redacted)")}};
}

namespace {

/// CLI11's help with the positional arguments as the command table writes them.
class HelpText : public CLI::Formatter
{
public:
    explicit HelpText(std::string usage) : m_usage(std::move(usage)) {}
    std::string make_usage(const CLI::App *, std::string) const override { return m_usage; }

private:
    std::string m_usage;
};

} // namespace

std::optional<LineProblem> parseLine(const CommandSpec &spec, int argc, char **argv, Arguments *result)
{
    CLI::App app{spec.summary.toStdString(), "lathe " + spec.name.toStdString()};
    app.set_help_flag("-h,--help", "Print this help");
    app.formatter(std::make_shared<HelpText>(
        "Usage: lathe " +
        (QStringList{spec.name, QStringLiteral("[OPTIONS]")} + spec.positionals).join(u' ').toStdString() + '\n'));
    app.footer("Examples:\n" + spec.examples.toStdString());
    const QList<OptionSpec> options = spec.options + commonOptions();
    std::vector<std::string> values(size_t(options.size()));
    std::vector<std::string> positionals;
    QList<CLI::Option *> made;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const OptionSpec &o = options[i];
        const std::string names =
            (o.letter.isEmpty() ? std::string() : "-" + o.letter.toStdString() + ",") + "--" + o.name.toStdString();
        const std::string help = o.help.toStdString();
        if (o.value.isEmpty())
            made << app.add_flag(names, help);
        else
            made << app.add_option(names, values[size_t(i)], help)->type_name(o.value.toStdString());
    }
    if (!spec.positionals.isEmpty()) {
        constexpr int maxWords = 1000; // of a last positional that may repeat ("…")
        int required = 0;
        for (const QString &p : spec.positionals)
            required += !p.startsWith(u'[');
        app.add_option("words", positionals, "")
            ->expected(required, spec.positionals.last().endsWith(QStringLiteral("…")) ? maxWords : int(spec.positionals.size()))
            ->required(required > 0)
            ->group(""); // usage() names them
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp &) {
        return LineProblem{app.help(), {}};
    } catch (const CLI::ParseError &e) {
        return LineProblem{{}, QStringLiteral("%1: %2").arg(spec.name, QString::fromUtf8(e.what()))};
    }
    for (qsizetype i = 0; i < options.size(); ++i)
        if (made[i]->count() > 0)
            result->values.insert(options[i].name, QString::fromStdString(values[size_t(i)]));
    for (const std::string &p : positionals)
        result->positionals << QString::fromStdString(p);
    return std::nullopt;
}

} // namespace lathe
