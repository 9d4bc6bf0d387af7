// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/rewrite/caption_parser.h"
#include "core/rewrite/edited_text.h"
#include "core/rewrite/word_negatives.h"
#include "core/rewrite/words.h"

#include <QTest>
#include <fstream>
#include <set>

using namespace unimo;
using namespace unimo::rewrite;

class WordNegativesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<CaptionParser> parser_;
    WordNet wordnet_;

    SceneGraph graph(const std::string& caption) { return parser_->parse(caption).value(); }

private Q_SLOTS:
    void initTestCase()
    {
        parser_ = CaptionParser::create().orThrow();
        wordnet_ = WordNet::load("/usr/share/wordnet").orThrow();
    }

    void wordNetKnowsKinds()
    {
        QVERIFY(wordnet_.related("dog", "dogs"));
        QVERIFY(wordnet_.related("poodle", "dog"));
        QVERIFY(wordnet_.related("dog", "poodles"));
        QVERIFY(wordnet_.related("sofa", "couch"));
        QVERIFY(wordnet_.related("school bus", "bus"));
        QVERIFY(!wordnet_.related("dog", "cat"));
        QVERIFY(!wordnet_.related("violin", "piano"));
        QVERIFY(wordnet_.related("zzzz", "zzzz"));
        QVERIFY(!wordnet_.related("zzzz", "dog"));
        QCOMPARE(wordnet_.lemma("mice"), "mouse");
        QCOMPARE(wordnet_.lemma("churches"), "church");
        QCOMPARE(wordnet_.lemma("school buses"), "school_bus");
    }

    void aDamagedWordNetIsNamedWithItsLine()
    {
        const TemporaryFolder folder;
        std::ofstream(folder.path() / "index.noun")
            << "  licence\ndog n 1 1 @ 1 0 02084071\ncat n x\n";
        const auto loaded = WordNet::load(folder.path());
        QVERIFY(!loaded);
        QVERIFY(QString::fromStdString(loaded.error().where).endsWith("index.noun:3"));
        QVERIFY(!WordNet::load(folder.path() / "absent"));
    }

    void articlesFollowTheNewWord()
    {
        const auto edited =
            withReplaced("A red dog sees a cat.", {{{17, 20}, "owl"}, {{2, 5}, "orange"}});
        QCOMPARE(edited.text, "An orange dog sees an owl.");
        QCOMPARE(edited.spans.size(), 2U);
        QCOMPARE(edited.text.substr(3, 6), "orange");
        QCOMPARE(edited.spans[0].begin, 3);
        QCOMPARE(withReplaced("An owl", {{{3, 6}, "dog"}}).text, "A dog");
        QCOMPARE(withReplaced("Red dogs", {{{0, 3}, "blue"}}).text, "Blue dogs");
    }

    void everyRuleMakesAFalseCaption()
    {
        std::vector<SceneGraph> graphs;
        for (const char* caption :
             {"The three red dogs are above the two blue cats.",
              "A green owl is below an orange car.",
              "The four pink pianos are to the left of the five purple teapots.",
              "The two white owls are below the six black cars.",
              "A yellow hat is near a brown tree.",
              "The three green hats are behind the two red trees."})
            graphs.push_back(graph(caption));
        const WordNegatives negatives(graphs, wordnet_);
        const auto& parent = graphs.front();
        std::unordered_set<std::string> known;
        for (const auto& word : wordsOf(parent.caption))
            known.insert(word);

        std::set<std::string> rules;
        for (uint64_t seed = 0; seed < 40; ++seed) {
            Random random(seed);
            for (const auto& row : negatives.forCaption(parent, known, random)) {
                QVERIFY2(row.text != parent.caption, row.rule.c_str());
                QCOMPARE(row.polarity, -1);
                QVERIFY(!row.spans.empty());
                if (!row.usable())
                    continue;
                rules.insert(row.rule);
                if (row.rule == "swap")
                    QCOMPARE(row.text, "The two blue cats are above the three red dogs.");
                if (row.rule == "bind")
                    QCOMPARE(row.text, "The three blue dogs are above the two red cats.");
                if (row.rule == "relation") // never another word for above
                    QVERIFY(row.text.find("above") == std::string::npos);
            }
        }
        QVERIFY((rules == std::set<std::string>{"object", "colour", "count", "relation", "swap",
                                                "bind", "combined"}));
    }

    void kindsOfTheSameThingAreRefused()
    {
        std::vector<SceneGraph> graphs;
        for (int i = 0; i < 5; ++i)
            graphs.push_back(graph("A red poodle is near a tree."));
        graphs.push_back(graph("A red dog is near a house."));
        const WordNegatives negatives(graphs, wordnet_);
        for (uint64_t seed = 0; seed < 40; ++seed) {
            Random random(seed);
            for (const auto& row :
                 negatives.forCaption(graphs.back(), {"red", "dog", "near", "house"}, random))
                if (row.rule == "object" && row.usable())
                    QVERIFY2(row.text.find("poodle is") == std::string::npos, row.text.c_str());
        }
    }

    void theSameSeedGivesTheSame()
    {
        const std::vector<SceneGraph> graphs = {graph("The red dog is above the blue cat."),
                                                graph("The green owl is below the pink car.")};
        const WordNegatives negatives(graphs, wordnet_);
        const auto texts = [&] {
            Random random(5);
            std::vector<std::string> all;
            for (const auto& row :
                 negatives.forCaption(graphs[0], {"red", "dog", "blue", "cat"}, random))
                all.push_back(row.text);
            return all;
        };
        QVERIFY(!texts().empty());
        QVERIFY(texts() == texts());
    }
};

QTEST_APPLESS_MAIN(WordNegativesTest)
#include "word_negatives_test.moc"
