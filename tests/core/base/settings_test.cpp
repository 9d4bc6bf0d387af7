// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/settings.h"

#include <QTest>

using namespace unimo;

namespace {

const SettingTable& table()
{
    static const SettingTable rows = {
        {"optim.rate", "Optimiser", "Rate", "", SettingInfo::Type::Real, 0.5, 0, 1, {}, true},
        {"optim.steps",
         "Optimiser",
         "Steps",
         "",
         SettingInfo::Type::Integer,
         10,
         1,
         100,
         {},
         false},
        {"model.kind",
         "Model",
         "Kind",
         "",
         SettingInfo::Type::Choice,
         "mini",
         0,
         0,
         {"mini", "base"},
         false},
        {"flag", "Model", "Flag", "", SettingInfo::Type::Boolean, true, 0, 0, {}, false},
    };
    return rows;
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT
private slots:
    void nestedValuesRoundTrip()
    {
        Settings settings(table());
        QVERIFY(settings.merge({{"optim", {{"rate", 0.25}}}, {"flag", false}}).ok());
        QCOMPARE(settings.real("optim.rate"), 0.25);
        Settings copy(table());
        QVERIFY(copy.merge(settings.toJson()).ok());
        QVERIFY(copy.toJson() == settings.toJson());
    }
    void unknownKeySuggestsTheNearestAndChangesNothing()
    {
        Settings settings(table());
        const auto status = settings.merge({{"flag", false}, {"optim", {{"rte", 0.1}}}});
        QVERIFY(!status.ok());
        QVERIFY(status.error().text().find("optim.rate") != std::string::npos);
        QVERIFY(settings.boolean("flag"));
    }
    void refusedValuesNameWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("out of range") << "optim.rate"
                                      << "2";
        QTest::newRow("not a number") << "optim.rate"
                                      << "fast";
        QTest::newRow("not finite") << "optim.rate"
                                    << "nan";
        QTest::newRow("not whole") << "optim.steps"
                                   << "1.5";
        QTest::newRow("not a choice") << "model.kind"
                                      << "huge";
        QTest::newRow("not a boolean") << "flag"
                                       << "maybe";
    }
    void refusedValuesNameWhatIsAllowed()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        Settings settings(table());
        const auto before = settings.toJson();
        const auto status = settings.setText(key.toStdString(), value.toStdString());
        QVERIFY(!status.ok());
        QVERIFY(status.error().text().find("allowed:") != std::string::npos);
        QVERIFY(settings.toJson() == before);
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"
