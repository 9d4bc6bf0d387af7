// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/caption_parser.h"

#include <QTest>
#include <thread>

using namespace unimo;
using rewrite::CaptionParser;
using rewrite::SceneGraph;

namespace {

/// "three orange pumpkins -are to the right of-> three red pineapples; ..." of a graph.
QString told(const SceneGraph& graph)
{
    const auto thing = [&](const rewrite::GraphObject& object) {
        QString text;
        if (object.count)
            text += QString::fromStdString(graph.text(*object.count)) + QLatin1Char(' ');
        for (const auto& span : object.attributes)
            text += QString::fromStdString(graph.text(span)) + QLatin1Char(' ');
        return text + QString::fromStdString(graph.text(object.noun));
    };
    QStringList parts;
    for (const auto& object : graph.objects)
        parts << thing(object);
    for (const auto& relation : graph.relations)
        parts << QStringLiteral("%1 -%2-> %3")
                     .arg(QString::fromStdString(graph.text(graph.objects[relation.subject].noun)),
                          QString::fromStdString(graph.text(relation.words)),
                          QString::fromStdString(graph.text(graph.objects[relation.object].noun)));
    return parts.join(QStringLiteral("; "));
}

} // namespace

class CaptionParserTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<CaptionParser> parser_;

private Q_SLOTS:
    void initTestCase() { parser_ = CaptionParser::create().orThrow(); }

    void factsAreRead_data()
    {
        QTest::addColumn<QString>("caption");
        QTest::addColumn<QString>("facts");
        QTest::newRow("relation")
            << "The three orange pumpkins are to the right of the three red pineapples."
            << "three orange pumpkins; three red pineapples; "
               "pumpkins -are to the right of-> pineapples";
        QTest::newRow("above") << "The red apple is above the blue owl."
                               << "red apple; blue owl; apple -is above-> owl";
        QTest::newRow("comparison") << "A green ball is higher than a pink spider."
                                    << "green ball; pink spider; ball -is higher than-> spider";
        QTest::newRow("colour that is a noun") << "There is an orange penguin."
                                               << "orange penguin";
        QTest::newRow("noun phrase") << "a red apple"
                                     << "red apple";
        QTest::newRow("noun phrase with a relation") << "a red dog above a blue car"
                                                     << "red dog; blue car; dog -above-> car";
        QTest::newRow("participle") << "a man riding a brown horse on the beach"
                                    << "man; brown horse; beach; man -riding-> horse; "
                                       "man -on-> beach";
        QTest::newRow("compound") << "The yellow school bus is near a tree."
                                  << "yellow school bus; tree; school bus -is near-> tree";
        QTest::newRow("verb") << "A man is riding a brown horse."
                              << "man; brown horse; man -is riding-> horse";
        QTest::newRow("seen") << "You can see two red dogs above a blue car."
                              << "two red dogs; blue car; dogs -above-> car";
        QTest::newRow("there") << "There are three green frogs below the yellow bus."
                               << "three green frogs; yellow bus; frogs -below-> bus";
        QTest::newRow("wrong number") << "There is a red egg and four green drums on the leaf."
                                      << "red egg; four green drums; leaf";
        QTest::newRow("an") << "An orange owl is to the left of the red apple."
                            << "orange owl; red apple; owl -is to the left of-> apple";
        QTest::newRow("a noun that the dictionary lacks")
            << "There is a blue pepper and two red ladybugs on the paper."
            << "blue pepper; two red ladybugs; paper";
        QTest::newRow("a plural like its singular")
            << "There is a purple trophy and four green fish on the grass."
            << "purple trophy; four green fish; grass";
        QTest::newRow("the verb's own subject")
            << "A man holds a red ball in the park."
            << "man; red ball; park; man -holds-> ball; man -in-> park";
        QTest::newRow("no picture") << "The picture shows four green keys."
                                    << "four green keys";
    }
    void factsAreRead()
    {
        QFETCH(QString, caption);
        QFETCH(QString, facts);
        const auto graph = parser_->parse(caption.toStdString());
        QVERIFY(graph);
        QCOMPARE(told(*graph), facts);
    }

    void spansLieWithinTheCaption()
    {
        for (const char* caption :
             {"", "a", "two dogs", "Zoë's café is über alles", "\xFF\xFE", "the the the the",
              "()[]{}<>\"'", "A red dog\nand a cat", "emoji 🐶 dog"}) {
            const auto graph = parser_->parse(caption);
            if (!graph)
                continue;
            const auto inside = [&](const store::TextSpan& span) {
                return span.begin >= 0 && span.begin <= span.end &&
                       span.end <= static_cast<int64_t>(graph->caption.size());
            };
            for (const auto& object : graph->objects) {
                QVERIFY(inside(object.phrase));
                QVERIFY(inside(object.noun));
            }
            for (const auto& relation : graph->relations)
                QVERIFY(inside(relation.words));
        }
    }

    void reusedReadingsAreThoseOfAParse()
    {
        const auto plain = CaptionParser::create(/*reuse=*/false).orThrow();
        int known = 0;
        const auto same = [&](const std::string& caption) {
            const auto expected = plain->parse(caption);
            const auto found = parser_->parse(caption);
            QCOMPARE(found.has_value(), expected.has_value());
            if (!found)
                return;
            ++known;
            QCOMPARE(told(*found), told(*expected));
            for (size_t i = 0; i < found->objects.size(); ++i) {
                QCOMPARE(found->objects[i].phrase, expected->objects[i].phrase);
                QCOMPARE(found->objects[i].plural, expected->objects[i].plural);
            }
        };
        // Nouns that are verbs, masses, of either number or not in the dictionary; a colour that
        // begins with a vowel and one that is a noun; more blanks than one.
        for (const std::string noun : {"dog", "owl", "water", "bus", "sheep", "dogs", "flowers",
                                       "watch", "surfboard", "blorple", "top", "left"})
            for (const std::string adjective :
                 {"red", "orange", "small", "old", "wooden", "three"}) {
                same("The " + adjective + ' ' + noun + " is to the left of a  house.");
                same("a " + adjective + ' ' + noun + ", a cat and two " + noun + " on a table");
                same("Two men watch the " + adjective + ' ' + noun + " in front of them.");
            }
        QVERIFY2(known > 100, QByteArray::number(known).constData());
    }

    void severalThreadsShareTheDictionary()
    {
        std::vector<QString> facts(4);
        {
            std::vector<std::jthread> threads;
            for (auto& mine : facts)
                threads.emplace_back([&mine] {
                    const auto parser = CaptionParser::create().orThrow();
                    for (int i = 0; i < 20; ++i)
                        mine = told(*parser->parse("The red apple is above the blue owl."));
                });
        }
        for (const auto& mine : facts)
            QCOMPARE(mine, QStringLiteral("red apple; blue owl; apple -is above-> owl"));
    }
};

QTEST_APPLESS_MAIN(CaptionParserTest)
#include "caption_parser_test.moc"
