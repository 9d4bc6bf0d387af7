// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/core/architecture/source_tree.h"

#include <QtTest>
#include <fstream>

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

/// A small tree that keeps every rule.
void writeGoodTree(const fs::path& root)
{
    write(root / "core/CMakeLists.txt", "foreach(folder base text\n               model)\n");
    write(root / "core/base/result.h", "#pragma once\n#include <string>\n");
    write(root / "core/text/words.h", "#include \"core/base/result.h\"\n");
    write(root / "core/model/detail/net.h", "#include <torch/torch.h>\n");
    write(root / "core/model/model.h", "#include \"core/text/words.h\"\n");
    write(root / "core/model/model.cpp",
          "#include \"core/model/model.h\"\n#include \"core/model/detail/net.h\"\n");
    write(root / "widgets/panel.cpp", "#include \"core/model/model.h\"\n#include <QWidget>\n");
    write(root / "app/workbench/main.cpp",
          "#include \"widgets/panel.h\"\n#include <QApplication>\n");
    write(root / "app/cli/main.cpp", "#include \"core/model/model.h\"\n");
    write(root / "README.md", "Run packaging/run.sh; paths such as core/tmp/x are our own.\n");
}

QString listed(const std::vector<unimo::ArchitectureFault>& faults)
{
    QStringList lines;
    for (const auto& fault : faults)
        lines << QString::fromStdString(fault.where + ": " + fault.what);
    return lines.join('\n');
}

} // namespace

/// The rules of docs/architecture.md hold in this tree, and the check sees it when they do not.
class ArrowsTest : public QObject
{
    Q_OBJECT

private slots:
    void thisTreeKeepsTheRules()
    {
        const auto faults = unimo::checkArchitecture(UNIMO_SOURCE_DIR);
        QVERIFY2(faults.empty(), qPrintable('\n' + listed(faults)));
    }

    void goodTreePasses()
    {
        const unimo::TemporaryFolder folder;
        writeGoodTree(folder.path());
        const auto faults = unimo::checkArchitecture(folder.path());
        QVERIFY2(faults.empty(), qPrintable('\n' + listed(faults)));
    }

    void brokenRuleIsFound_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("what");

        const auto row = [](const char* name, const char* file, const QString& text,
                            const char* where, const char* what) {
            QTest::newRow(name) << file << text << where << what;
        };
        row("core folder uses a later one", "core/text/bad.h",
            "#pragma once\n#include \"core/model/model.h\"\n", "core/text/bad.h:2",
            "core/text must not use core/model");
        row("core folder uses the last one", "core/base/bad.h", "#include \"core/model/model.h\"\n",
            "core/base/bad.h:1", "core/base must not use core/model");
        row("spaces in the include line", "core/base/bad.cpp",
            " #  include  \"core/text/words.h\"\n", "core/base/bad.cpp:1",
            "core/base must not use core/text");
        row("core uses a widget", "core/model/bad.cpp", "#include \"widgets/panel.h\"\n",
            "core/model/bad.cpp:1", "core/ must not include widgets/panel.h");
        row("core uses the data sets", "core/model/bad.cpp",
            "#include \"datasets/demo/builder.h\"\n", "core/model/bad.cpp:1",
            "core/ must not include datasets/demo/builder.h");
        row("data set uses the application", "datasets/bad.cpp", "#include \"app/cli/signals.h\"\n",
            "datasets/bad.cpp:1", "datasets/ must not include");
        row("core folder outside the list", "core/extra/bad.cpp", "int x;\n",
            "core/extra/bad.cpp:1", "core/extra is not in the list");
        row("widget uses the application", "widgets/bad.cpp",
            "#include \"app/workbench/window.h\"\n", "widgets/bad.cpp:1",
            "widgets/ must not include");
        row("command line uses a widget", "app/cli/bad.cpp", "#include \"widgets/panel.h\"\n",
            "app/cli/bad.cpp:1", "app/cli/ must not include");
        row("Qt in core", "core/base/bad.cpp", "#include <QString>\n", "core/base/bad.cpp:1",
            "no Qt here: QString");
        row("Qt module in core", "core/base/bad.cpp", "#include <QtCore/qstring.h>\n",
            "core/base/bad.cpp:1", "no Qt here");
        row("Qt in the command line", "app/cli/bad.cpp", "#include <QCoreApplication>\n",
            "app/cli/bad.cpp:1", "no Qt here");
        row("torch in a widget", "widgets/bad.cpp", "#include <ATen/ATen.h>\n", "widgets/bad.cpp:1",
            "LibTorch must not be seen here: ATen/ATen.h");
        row("torch in the window's program", "app/workbench/bad.cpp",
            "#include <c10/core/Device.h>\n", "app/workbench/bad.cpp:1",
            "LibTorch must not be seen here");
        row("torch in a widget through a header of ours", "widgets/bad.cpp",
            "#include \"core/model/detail/net.h\"\n", "widgets/bad.cpp:1",
            "torch/torch.h through core/model/detail/net.h");
        row("torch in a public header of core", "core/model/bad.h", "#include <torch/torch.h>\n",
            "core/model/bad.h:1", "LibTorch must not be seen here");
        row("torch behind a public header of core", "core/model/bad.h",
            "#include \"core/model/detail/net.h\"\n", "core/model/bad.h:1",
            "LibTorch must not be seen here");
        row("a file of 701 lines", "core/base/bad.cpp", QString("int x;\n").repeated(701),
            "core/base/bad.cpp:701", "longer than 700 lines");
        const QString slash = "/"; // in two parts, since this file is checked as well
        row("a machine's folder", "docs/bad.md", "See " + slash + "home/someone/data.\n",
            "docs/bad.md:1", "names a folder of one machine");
        row("an unfinished note", "core/base/bad.cpp", QString("// TO") + "DO: later\n",
            "core/base/bad.cpp:1", "unfinished note");
    }

    void brokenRuleIsFound()
    {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, where);
        QFETCH(QString, what);
        const unimo::TemporaryFolder folder;
        writeGoodTree(folder.path());
        write(folder.path() / file.toStdString(), text.toStdString());

        const auto faults = unimo::checkArchitecture(folder.path());
        QVERIFY2(faults.size() == 1, qPrintable('\n' + listed(faults)));
        QCOMPARE(QString::fromStdString(faults[0].where), where);
        QVERIFY2(QString::fromStdString(faults[0].what).contains(what), faults[0].what.c_str());
    }

    void treeWithoutFolderListIsRefused()
    {
        const unimo::TemporaryFolder folder;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)unimo::checkArchitecture(folder.path()));
    }
};

QTEST_APPLESS_MAIN(ArrowsTest)
#include "arrows_test.moc"
