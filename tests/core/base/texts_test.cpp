// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/texts.h"

#include <QTest>
#include <algorithm>
#include <regex>

using namespace unimo;

class TextsTest : public QObject
{
    Q_OBJECT
private slots:
    void valuesGoInAndComeOutAgain()
    {
        for (const char* pattern : texts::kReasons) {
            const std::string text = texts::filled(pattern, {"a red bus", "50 % \"more\""});
            const auto parts = texts::partsOf(texts::kReasons, text);
            QVERIFY2(parts, text.c_str());
            QCOMPARE(QString::fromLatin1(parts->pattern.data()), QString::fromLatin1(pattern));
            if (!parts->values.empty())
                QCOMPARE(parts->values[0], std::string("a red bus"));
        }
        QCOMPARE(texts::filled(texts::kScoringPairsBy, {"2", "14"}),
                 std::string("Scoring pairs (checkpoint 2 of 14)"));
        const auto parts = texts::partsOf(texts::kProgress, "Scoring pairs (checkpoint 2 of 14)");
        QVERIFY(parts && parts->values == (std::vector<std::string>{"2", "14"}));
    }

    void theOrderOfValuesIsThePatterns()
    {
        QCOMPARE(texts::filled("%2 before %1", {"b", "a"}), std::string("a before b"));
        const auto values = texts::valuesOf("%2 before %1", "a before b");
        QVERIFY(values && *values == (std::vector<std::string>{"b", "a"}));
        QCOMPARE(texts::filled("100 %, %3", {"a"}), std::string("100 %, %3")); // no such value
    }

    void otherTextsAreOfNoPattern()
    {
        QVERIFY(!texts::partsOf(texts::kReasons, "something else"));
        QVERIFY(!texts::partsOf(texts::kReasons, ""));
        QVERIFY(!texts::valuesOf("\"%1\" is lost", "\"bus\" is lost for good"));
        QVERIFY(!texts::valuesOf("Importing %1", "Importin"));
        QVERIFY(!texts::valuesOf("%1 of %2", "3 or 4"));
        QVERIFY(texts::valuesOf("Importing %1", "Importing ")); // an empty name
        // A value may hold the words around it.
        const auto values = texts::valuesOf("\"%1\" is lost", "\"a\" is lost\" is lost");
        QVERIFY(values && values->front() == "a\" is lost");
    }

    /// The database says some of them itself.
    void theDatabasesReasonsAreListed()
    {
        const std::string sql =
            readFile(std::string(UNIMO_SOURCE_DIR) + "/resources/schema/views.sql").orThrow();
        const std::regex literal("THEN '([^']+)'");
        int found = 0;
        for (std::sregex_iterator at(sql.begin(), sql.end(), literal), end; at != end; ++at) {
            ++found;
            QVERIFY2(texts::partsOf(texts::kReasons, (*at)[1].str()), (*at)[1].str().c_str());
        }
        QCOMPARE(found, 3);
    }
};

QTEST_GUILESS_MAIN(TextsTest)
#include "texts_test.moc"
