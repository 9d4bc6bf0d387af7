// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "widgets/bridge/file_tail.h"

#include <QTest>
#include <filesystem>
#include <fstream>

using namespace unimo;

class FileTailTest : public QObject
{
    Q_OBJECT
private slots:
    void followsAFileThatComesLaterAndGrows()
    {
        const TemporaryFolder folder;
        const auto file = folder.path() / "log.txt";
        bridge::FileTail tail;
        QStringList lines;
        connect(&tail, &bridge::FileTail::linesAdded, this,
                [&](const QStringList& added) { lines += added; });
        tail.watch(QString::fromStdString(file.string()));
        QTest::qWait(50);
        std::ofstream(file) << "one\ntwo\nthr";
        QTRY_COMPARE(lines, (QStringList{"one", "two"}));
        std::ofstream(file, std::ios::app) << "ee\n";
        QTRY_COMPARE(lines, (QStringList{"one", "two", "three"}));
    }

    void aLongFileIsReadFromNearItsEnd()
    {
        const TemporaryFolder folder;
        const auto file = folder.path() / "log.txt";
        {
            std::ofstream out(file);
            for (int i = 0; i < 100'000; ++i)
                out << "line " << i << "\n";
        }
        bridge::FileTail tail;
        QStringList lines;
        connect(&tail, &bridge::FileTail::linesAdded, this,
                [&](const QStringList& added) { lines += added; });
        tail.watch(QString::fromStdString(file.string()));
        QTRY_VERIFY(!lines.isEmpty());
        QCOMPARE(lines.last(), QStringLiteral("line 99999"));
        QVERIFY(lines.size() < 50'000);
        QVERIFY(lines.first().startsWith(QStringLiteral("line "))); // no half line
    }

    void anotherFileStartsAnew()
    {
        const TemporaryFolder folder;
        std::ofstream(folder.path() / "a") << "from a\n";
        std::ofstream(folder.path() / "b") << "from b\n";
        bridge::FileTail tail;
        QStringList lines;
        connect(&tail, &bridge::FileTail::linesAdded, this,
                [&](const QStringList& added) { lines += added; });
        tail.watch(QString::fromStdString((folder.path() / "a").string()));
        tail.watch(QString::fromStdString((folder.path() / "b").string()));
        QTRY_COMPARE(lines, QStringList{"from b"});
    }
};

QTEST_MAIN(FileTailTest)
#include "file_tail_test.moc"
