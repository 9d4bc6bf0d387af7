// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <QTest>
#include <set>

#include "datasets/demo/colours.h"
#include "datasets/demo/cutout.h"
#include "datasets/demo/prior.h"
#include "datasets/demo/recolour.h"
#include "datasets/demo/statement.h"
#include "datasets/demo/vocabulary.h"
#include "datasets/demo/wordnet.h"

using namespace unimo;
using namespace unimo::datasets;

namespace {

Vocabulary lists()
{
    return loadVocabulary(UNIMO_SOURCE_DIR "/datasets/demo/vocabulary.json").orThrow();
}

/// A disc with a light and a dark half.
Cutout greyDisc()
{
    Cutout disc{64, 64, std::vector<uint8_t>(size_t{4} * 64 * 64), true};
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) {
            uint8_t* pixel = &disc.rgba[size_t{4} * (y * 64 + x)];
            const uint8_t grey = x < 32 ? 90 : 190;
            pixel[0] = pixel[1] = pixel[2] = grey;
            pixel[3] = (x - 32) * (x - 32) + (y - 32) * (y - 32) < 900 ? 255 : 0;
        }
    return disc;
}

Group groupAt(int noun, Colour colour, PixelBox box)
{
    Group group;
    group.noun = noun;
    group.colour = colour;
    group.objects.push_back({0, false, box});
    return group;
}

} // namespace

class DemoPartsTest : public QObject
{
    Q_OBJECT

private slots:
    void theListIsFitForScenes()
    {
        const Vocabulary vocabulary = lists();
        QVERIFY(vocabulary.nouns.size() >= 90);
        int heldOut = 0;
        std::set<std::string> sources;
        for (const PictureSource& picture : vocabulary.pictures) {
            heldOut += picture.heldOut ? 1 : 0;
            QVERIFY2(sources.insert(picture.source).second, picture.source.c_str());
        }
        const double share = heldOut / static_cast<double>(vocabulary.pictures.size());
        QVERIFY2(share > 0.1 && share < 0.25, std::to_string(share).c_str());
        for (const Noun& noun : vocabulary.nouns)
            QVERIFY2(noun.pictures.size() >= 2, noun.word.c_str());
    }

    void aWrongListIsNamed()
    {
        const TemporaryFolder folder;
        const auto file = folder.path() / "list.json";
        const auto refused = [&](const char* text) {
            writeFileAtomic(file, text).orThrow();
            const auto list = loadVocabulary(file);
            return !list.ok() && list.error().kind == ErrorKind::Data;
        };
        QVERIFY(refused("[]"));
        QVERIFY(refused("[{\"noun\": 3}]"));
        QVERIFY(refused("{"));
        QVERIFY(refused(R"([{"noun": "a", "plural": "as", "category": "x", "zones": ["space"],
                             "pictures": ["emoji:1"], "held_out": []}])"));
        QVERIFY(refused(R"([{"noun": "a", "plural": "as", "category": "x", "zones": ["sky"],
                             "pictures": [], "held_out": []}])"));
    }

    void everyColourIsReadBack()
    {
        const Cutout disc = greyDisc();
        QVERIFY(!measuredColour(disc));
        for (const Colour colour : kColours) {
            const auto measured = measuredColour(recoloured(disc, colour));
            QVERIFY2(measured == colour, word(colour).c_str());
        }
    }

    void brownIsNoColourWord()
    {
        QVERIFY(!colourOf({120, 72, 30}));
        QVERIFY(!colourOf({128, 128, 128}));
        QVERIFY(colourOf({220, 30, 30}) == Colour::Red);
    }

    void hostilePicturesAreRefused()
    {
        const auto refused = [](const std::string& bytes) {
            const auto cutout = decodeCutout(std::as_bytes(std::span(bytes)), "test");
            return !cutout.ok() && cutout.error().kind == ErrorKind::Data;
        };
        QVERIFY(refused(""));
        QVERIFY(refused("GIF89a, and then some more bytes"));
        // A PNG header that promises 2^31 - 1 pixels a side.
        std::string bomb("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff", 24);
        QVERIFY(refused(bomb + std::string(64, '\0')));
        const std::string small("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\x06", 26);
        QVERIFY(refused(small));
    }

    void statementsAreSaid()
    {
        const Vocabulary vocabulary = lists();
        const auto index = [&](const std::string& noun) {
            for (size_t i = 0; i < vocabulary.nouns.size(); ++i)
                if (vocabulary.nouns[i].word == noun)
                    return static_cast<int>(i);
            return -1;
        };
        const Phrase apple{index("apple"), Colour::Orange, 1};
        const Phrase mice{index("mouse"), Colour::Blue, 2};
        Statement s{
            Frame::Definite, {apple, mice}, Relation::LeftOf, Wording::Plain, "on the table"};
        QCOMPARE(say(s, vocabulary),
                 std::string("The orange apple is to the left of the two blue mice on the table."));
        QCOMPARE(
            say(converse(s), vocabulary),
            std::string("The two blue mice are to the right of the orange apple on the table."));
        s.frame = Frame::There;
        s.place.clear();
        QCOMPARE(say(s, vocabulary),
                 std::string("There is an orange apple to the left of two blue mice."));
        s.frame = Frame::List;
        QCOMPARE(say(s, vocabulary), std::string("an orange apple and two blue mice"));
    }

    void truthIsExact()
    {
        Scene scene;
        scene.groups = {groupAt(0, Colour::Red, {10, 10, 50, 50}),
                        groupAt(1, Colour::Blue, {56, 10, 90, 50})};
        scene.relation = Relation::LeftOf;
        Statement s{Frame::Definite,
                    {{0, Colour::Red, 1}, {1, Colour::Blue, 1}},
                    Relation::LeftOf,
                    Wording::Plain,
                    {}};
        QVERIFY(isTrueOf(s, scene));
        QVERIFY(isTrueOf(converse(s), scene));
        Statement wrong = s;
        wrong.relation = Relation::RightOf;
        QVERIFY(!isTrueOf(wrong, scene));
        wrong = s;
        std::swap(wrong.phrases[0].colour, wrong.phrases[1].colour);
        QVERIFY(!isTrueOf(wrong, scene));
        wrong = s;
        wrong.phrases[1].count = 2;
        QVERIFY(!isTrueOf(wrong, scene));
        wrong = s;
        wrong.phrases[0].noun = 2;
        QVERIFY(!isTrueOf(wrong, scene));
        scene.groups[1].objects[0].box.left = 52; // nearer than the margin: nothing is clear
        QVERIFY(!isTrueOf(s, scene));
    }

    void aBlindAnswererIsCaught()
    {
        std::vector<Asked> train;
        std::vector<Asked> test;
        for (int i = 0; i < 400; ++i) {
            train.push_back({"colour", "What colour is the dog?", "red"});
            test.push_back({"colour", "What colour is the dog?", i % 2 == 0 ? "red" : "blue"});
        }
        const auto rows = questionOnlyPrior(train, test);
        QCOMPARE(rows.front().type, std::string("colour"));
        QCOMPARE(rows.front().right, int64_t{200});
        const Status status = checkPrior(rows);
        QVERIFY(!status.ok());
        QVERIFY(status.error().message.find("colour 50.0 %") != std::string::npos);
        for (size_t i = 0; i < test.size(); ++i)
            test[i].answer = std::to_string(i % 8);
        QVERIFY(checkPrior(questionOnlyPrior(train, test)).ok());
    }

    void meaningsAreTold()
    {
        const auto gloss = parseThing("02113335 05 n 02 poodle 0 poodle_dog 0 002 @ 1 n 0000 | an "
                                      "intelligent dog (of France); clipped by its owner  ");
        QVERIFY(gloss.has_value());
        QCOMPARE(sentence(*gloss), std::string("A poodle is an intelligent dog."));
        QVERIFY(!parseThing("  1 This software and database is being provided"));
        QVERIFY(!parseThing("02113335 05 n 02 poodle"));
        QVERIFY(!parseThing("02113335 18 n 01 Goethe 0 000 | a poet of some renown  "));
        QVERIFY(!parseThing(""));
    }
};

QTEST_GUILESS_MAIN(DemoPartsTest)
#include "demo_parts_test.moc"
