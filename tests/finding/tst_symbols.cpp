// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/symbols.h"
#include "session/textedit.h"
#include <QTest>

using namespace lathe;

class TestSymbols : public QObject
{
    Q_OBJECT
private slots:
    void names_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("symbols"); ///< container/name@line:column
        QTest::newRow("python") << "a.py"
            << "\"\"\"def no():\n  class No: pass\n\"\"\"\nLIMIT: int = 3\nclass A:\n    x = 'def no'\n    async def run(self):\n        def inner(): pass\n\ndef 처리(event):\n    # def no():\n    return 1\n"
            << "LIMIT@4:1 A@5:7 A/run@7:15 A.run/inner@8:13 처리@10:5";
        QTest::newRow("javascript") << "a.mjs"
            << "/* function no() {}\n function no2() {} */\nexport const handler = async (event) => {\n  if (x) {\n  }\n};\nexports.other = function () {};\nclass A extends B {\n  #priv(a) {\n  }\n  async run(a, b) {\n    for (const x of y) {\n    }\n  }\n}\nfunction* gen() {}\nconst t = `\nfunction no3() {}\n`;\n"
            << "handler@3:14 other@7:9 A@8:7 A/#priv@9:3 A/run@11:9 gen@16:11";
        QTest::newRow("typescript") << "a.ts"
            << "export interface Order<T> {\n  id: string;\n}\nexport type Id = string;\nenum Color { Red }\nexport default async function main(): Promise<void> {\n}\nabstract class X {\n  private static readonly load<T>(a: T): Promise<T> {\n  }\n}\n"
            << "Order@1:18 Id@4:13 Color@5:6 main@6:31 X@8:16 X/load@9:27";
        QTest::newRow("ruby") << "a.rb" << "module M\n  class A\n    def self.run!(x)\n    end\n    MAX = 3\n  end\nend\n=begin\ndef no\n=end\n" << "M@1:8 M/A@2:9 M.A/run!@3:14 M.A/MAX@5:5";
        QTest::newRow("java") << "A.java"
            << "package a;\npublic class Hello implements RequestHandler<Map<String, Object>, String> {\n    public Hello() {\n    }\n    @Override\n    public String handleRequest(Map<String, Object> event, Context context) {\n        return new String(\"x\");\n    }\n    private static <T> List<T> all(T t) {\n    }\n}\n"
            << "Hello@2:14 Hello/Hello@3:12 Hello/handleRequest@6:19 Hello/all@9:32";
        QTest::newRow("kotlin") << "A.kt" << "data class P(val x: Int)\nobject O {\n    override fun run(a: Int): Int = a\n}\nfun String.shout() = this\n" << "P@1:12 O@2:8 O/run@3:18 shout@5:12";
        QTest::newRow("go") << "a.go" << "package main\n\ntype S struct {\n}\n\nfunc (s *S) Run() error {\n}\n\nfunc main() {\n}\nvar x = 3\n" << "S@3:6 Run@6:13 main@9:6 x@11:5";
        QTest::newRow("rust") << "a.rs"
            << "pub struct A<'a> { x: &'a str }\nimpl<'a> A<'a> {\n    pub(crate) async fn run(&self) -> Result<(), E> {\n    }\n}\nimpl Trait for A {\n}\npub const MAX: usize = 3;\n"
            << "A@1:12 A@2:10 A/run@3:25 A@6:16 MAX@8:11";
        QTest::newRow("yaml") << "t.yaml"
            << "# a: no\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: |\n        no: 1\n        yes: 2\n      \"Handler\": app.handler\n      Events:\n        - Type: x\nOutputs: {}\n"
            << "Resources@2:1 Resources/Hello@3:3 Resources.Hello/Type@4:5 Resources.Hello/Properties@5:5 Resources.Hello.Properties/InlineCode@6:7 Resources.Hello.Properties/Handler@9:7 Resources.Hello.Properties/Events@10:7 Outputs@12:1";
        QTest::newRow("json") << "e.json" << "{\n  \"a\": {\"b\": [{\"c\": \"d:\"}]},\n  \"e\\\"f\": 1\n}\n" << "a@2:4 a/b@2:10 a.b/c@2:17 e\\\"f@3:4";
        QTest::newRow("markdown") << "r.md" << "# One\n## Two\n```\n# no\n```\n# Three\n" << "One@1:3 One/Two@2:4 Three@6:3";
        QTest::newRow("shell") << "build.sh"
            << "#!/bin/bash\nexport STAGE=dev\n# no() {\nhandler_one() {\n  cat <<EOF\nno2() {\nEOF\n}\nfunction two {\n  echo \"a#b\" <<< x\n}\n"
            << "STAGE@2:8 handler_one@4:1 two@9:10";
        QTest::newRow("a bootstrap, by its first line") << "bootstrap" << "#!/usr/bin/env bash\nrun() {\n  :\n}\n" << "run@2:1";
        QTest::newRow("powershell") << "handler.ps1" << "<# function No {}\nfunction No2 {}\n#>\nFunction Get-Thing {\n  $x = @\"\nfunction No3 {}\n\"@\n}\nfilter script:Only { $_ }\nclass A {}\n" << "Get-Thing@4:10 Only@9:15 A@10:7";
        QTest::newRow("toml") << "samconfig.toml" << "version = 0.1\n[default.deploy.parameters]\nstack_name = \"[no]\" # c\nlong = \"\"\"\n[no]\n\"\"\"\n[[tool.x]]\na = 1\n"
            << "version@1:1 default.deploy.parameters@2:2 default.deploy.parameters/stack_name@3:1 default.deploy.parameters/long@4:1 tool.x@7:3 tool.x/a@8:1";
        QTest::newRow("dockerfile") << "Dockerfile" << "# FROM no AS no\nFROM --platform=linux/arm64 public.ecr.aws/lambda/python:3.12 AS build\nARG X=1\nfrom scratch\n" << "build@2:66 X@3:5 scratch@4:6";
        QTest::newRow("makefile") << "Makefile" << "OUT := x\nbuild-Hello: a b\n\tcp a: b\n.PHONY: all\n" << "OUT@1:1 build-Hello@2:1 .PHONY@4:1";
        QTest::newRow("go groups") << "a.go" << "type (\n\tA struct{}\n\tB interface {\n\t\tDo()\n\t}\n)\nconst (\n\tX = iota\n)\nfunc (h *H[T]) Serve() {\n}\n" << "A@2:2 B@3:2 X@8:2 Serve@10:16";
        QTest::newRow("c#") << "F.cs" << "public class F\n{\n    public string Name { get; set; }\n    public async Task<R> Handler(E e, ILambdaContext c)\n    {\n        var x = Name;\n    }\n}\n" << "F@1:14 F/Name@3:19 F/Handler@4:26";
        QTest::newRow("f#") << "F.fs" << "module F\ntype R = { A: int }\nlet handler (e: string) =\n    let inner = e\n    inner\n" << "F@1:8 R@2:6 handler@3:5 handler/inner@4:9";
        QTest::newRow("c++") << "main.cpp" << "#define MAX 3\nnamespace a {\nstruct S {\n};\n}\nstatic invocation_response my_handler(invocation_request const& req)\n{\n    return f(x);\n}\nint main()\n{\n    run_handler(my_handler);\n}\n"
            << "MAX@1:9 a@2:11 S@3:8 my_handler@6:28 main@10:5";
        QTest::newRow("ruby text") << "a.rb" << "def a\n  s = <<~TEXT\n    def no\n  TEXT\nend\ndef b\nend\n" << "a@1:5 b@6:5";
        QTest::newRow("terraform") << "main.tf" << "resource \"aws_lambda_function\" \"hello\" {\n}\nvariable \"stage\" {}\n" << "hello@1:33 stage@3:11";
        QTest::newRow("rust macro") << "a.rs" << "macro_rules! mine {\n}\n" << "mine@1:14";
        QTest::newRow("other") << "x.txt" << "def a():\n" << "";
        QTest::newRow("dos") << "a.py" << "def a():\r\n    pass\r\ndef b():\r\n" << "a@1:5 b@3:5";
    }
    void names()
    {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, symbols);
        QStringList found;
        for (const Symbol &symbol : symbolsOf(file, text))
            found << QStringLiteral("%1%2@%3:%4").arg(symbol.container.isEmpty() ? QString() : symbol.container + u'/', symbol.name).arg(symbol.line).arg(symbol.column);
        QCOMPARE(found.join(u' '), symbols);
    }

    void hostileTextsEndSoon()
    {
        for (const char *name : {"a.py", "a.ts", "a.java", "a.yaml", "a.json", "a.rs", "a.cs", "a.cpp", "a.go", "a.sh", "a.fs", "a.toml", "Dockerfile", "a.sql", "Makefile"}) {
            QVERIFY(symbolsOf(QString::fromLatin1(name), QString(3'000'000, u'(')).isEmpty());
            QVERIFY(symbolsOf(QString::fromLatin1(name), QStringLiteral("((((((<<<<<< a a a a\n").repeated(20000)).size() <= 5000);
            QVERIFY(symbolsOf(QString::fromLatin1(name), QStringLiteral("def a\nkey: b\n\"k\": 1\n").repeated(20000)).size() <= 5000);
        }
    }

    void editsAndTheirInverse()
    {
        const QString text = QStringLiteral("one two three");
        const QList<TextEdit> edits{{0, 3, QStringLiteral("1")}, {4, 3, QStringLiteral("zwei")}, {13, 0, QStringLiteral("!")}};
        const QString after = applied(text, edits);
        QCOMPARE(after, QStringLiteral("1 zwei three!"));
        QCOMPARE(applied(after, inverse(text, edits)), text);
    }
};

QTEST_GUILESS_MAIN(TestSymbols)
#include "tst_symbols.moc"
