// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/log_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace unimo;
using models::LogFilter;
using models::LogModel;

class LogModelTest : public QObject
{
    Q_OBJECT
private slots:
    void oldestLinesGo()
    {
        LogModel model;
        QAbstractItemModelTester tester(&model);
        std::vector<LogModel::Line> lines;
        for (int i = 0; i < LogModel::kMostLines; ++i)
            lines.push_back({log::Level::Info, QString::number(i)});
        model.append(lines);
        QCOMPARE(model.rowCount(), LogModel::kMostLines);
        model.append({{log::Level::Info, QStringLiteral("one more")}});
        QCOMPARE(model.rowCount(), LogModel::kMostLines);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("1"));
        QCOMPARE(model.index(model.rowCount() - 1).data().toString(), QStringLiteral("one more"));
        const auto copy = lines;
        lines.insert(lines.end(), copy.begin(), copy.end());
        model.append(lines); // twice as much as is kept
        QCOMPARE(model.rowCount(), LogModel::kMostLines);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("0"));
    }

    void filtersByLevelAndText()
    {
        LogModel model;
        LogFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&filter);
        model.append({{log::Level::Debug, QStringLiteral("[train] detail")},
                      {log::Level::Warning, QStringLiteral("[data] slow disk")},
                      {log::Level::Error, QStringLiteral("[train] out of memory")}});
        QCOMPARE(filter.rowCount(), 3);
        filter.setLevel(log::Level::Warning);
        QCOMPARE(filter.rowCount(), 2);
        filter.setText(QStringLiteral("TRAIN"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, 0).data().toString(), QStringLiteral("[train] out of memory"));
    }

    void levelsOfLines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("level");
        QTest::newRow("info") << "2026-11-24 15:12:01 info    [train] step 1"
                              << int(log::Level::Info);
        QTest::newRow("warning") << "2026-11-24 15:12:01 warning [train] error is near"
                                 << int(log::Level::Warning);
        QTest::newRow("error") << "2026-11-24 15:12:01 error   [x] y" << int(log::Level::Error);
        QTest::newRow("other") << "Traceback" << int(log::Level::Info);
        QTest::newRow("empty") << "" << int(log::Level::Info);
    }
    void levelsOfLines()
    {
        QFETCH(QString, line);
        QFETCH(int, level);
        QCOMPARE(int(models::levelOfLine(line)), level);
    }
};

QTEST_MAIN(LogModelTest)
#include "log_model_test.moc"
