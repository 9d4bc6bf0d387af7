// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/word_diff.h"

#include <QTest>

using namespace unimo;

namespace {

/// The new words, with | between spans.
QString shown(const std::string& before, const std::string& after)
{
    QStringList words;
    for (const auto& span : rewrite::newWords(before, after))
        words << QString::fromStdString(after.substr(static_cast<size_t>(span.begin),
                                                     static_cast<size_t>(span.end - span.begin)));
    return words.join(QLatin1Char('|'));
}

} // namespace

class WordDiffTest : public QObject
{
    Q_OBJECT
private slots:
    void newWordsAreFound_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("words");
        QTest::newRow("same") << "A red dog."
                              << "A red dog."
                              << "";
        QTest::newRow("case and signs") << "A red dog."
                                        << "a red, dog"
                                        << "";
        QTest::newRow("one word") << "A red dog."
                                  << "A blue dog."
                                  << "blue";
        QTest::newRow("two places") << "a red dog runs"
                                    << "a blue dog walks"
                                    << "blue|walks";
        QTest::newRow("a run") << "a dog runs"
                               << "a very big dog runs"
                               << "very big";
        QTest::newRow("left out") << "a very big dog"
                                  << "a dog"
                                  << "";
        QTest::newRow("swapped") << "the dog sees the cat"
                                 << "the cat sees the dog"
                                 << "cat|dog";
        QTest::newRow("all") << "one two"
                             << "three four"
                             << "three four";
        QTest::newRow("from nothing") << ""
                                      << "a dog"
                                      << "a dog";
        QTest::newRow("to nothing") << "a dog"
                                    << "  "
                                    << "";
        QTest::newRow("beyond ASCII") << "Zoë lacht"
                                      << "Zoë weint"
                                      << "weint";
        QTest::newRow("signs alone") << "a - b"
                                     << "a -- b"
                                     << "";
    }
    void newWordsAreFound()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, words);
        QCOMPARE(shown(before.toStdString(), after.toStdString()), words);
    }

    void longTextsAreCutNotHung()
    {
        std::string before, after;
        for (int i = 0; i < 20'000; ++i) {
            before.append("a").append(std::to_string(i)).append(" ");
            after.append("b").append(std::to_string(i)).append(" ");
        }
        QCOMPARE(rewrite::newWords(before, after).size(), size_t{1});
    }
};

QTEST_GUILESS_MAIN(WordDiffTest)
#include "word_diff_test.moc"
