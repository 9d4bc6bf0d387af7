// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece_decode.h"

#include <QTest>

using namespace unimo::text;

class WordPieceDecodeTest : public QObject
{
    Q_OBJECT
private slots:
    void wordsReadAsAPersonWritesThem_data()
    {
        QTest::addColumn<QString>("words"); // with a space between any two
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("sentence") << "a dog , a cat ; two : one !"
                                  << "a dog, a cat; two: one!";
        QTest::newRow("question") << "is it red ?"
                                  << "is it red?";
        QTest::newRow("dots") << "well . . ."
                              << "well...";
        QTest::newRow("contractions") << "it ' s he ' ll we ' ve don ' t i ' m"
                                      << "it's he'll we've don't i'm";
        QTest::newRow("clock") << "five o ' clock"
                               << "five o'clock";
        QTest::newRow("many owners") << "the dogs ' tails"
                                     << "the dogs' tails";
        QTest::newRow("quotes") << "a sign \" stop \" here"
                                << "a sign \"stop\" here";
        QTest::newRow("single quotes") << "a sign ' go ' here"
                                       << "a sign 'go' here";
        QTest::newRow("two quotes") << "\" a \" or \" b \""
                                    << "\"a\" or \"b\"";
        QTest::newRow("brackets") << "a man ( left ) and [ x ]"
                                  << "a man (left) and [x]";
        QTest::newRow("hyphen") << "a t - shirt"
                                << "a t-shirt";
        QTest::newRow("leading hyphen") << "- 5"
                                        << "- 5";
        QTest::newRow("slash") << "and / or"
                               << "and/or";
        QTest::newRow("numbers") << "3 . 5 of 1 , 000 at 10 : 30"
                                 << "3.5 of 1,000 at 10:30";
        QTest::newRow("list of numbers") << "1 , 2 , 3 ."
                                         << "1, 2, 3.";
        QTest::newRow("money") << "$ 5 and 50 %"
                               << "$5 and 50%";
        QTest::newRow("ideographs") << "中 国 and 京"
                                    << "中国 and 京";
        QTest::newRow("marks alone") << "' \" - ( ) ."
                                     << "'\" - ().";
    }
    void wordsReadAsAPersonWritesThem()
    {
        QFETCH(QString, words);
        QFETCH(QString, text);
        std::vector<std::string> list;
        for (const QString& word : words.split(' ', Qt::SkipEmptyParts))
            list.push_back(word.toStdString());
        QCOMPARE(QString::fromStdString(joinWords(list)), text);
    }
};

QTEST_APPLESS_MAIN(WordPieceDecodeTest)
#include "wordpiece_decode_test.moc"
