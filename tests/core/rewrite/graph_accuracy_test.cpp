// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/rewrite/caption_parser.h"

#include <QTest>
#include <array>
#include <set>

#include "datasets/demo/statement.h"
#include "datasets/demo/vocabulary.h"

using namespace unimo;
using namespace unimo::datasets;

namespace {

using Fact = std::array<std::string, 3>; ///< number or article, colour, noun

Statement drawn(const Vocabulary& vocabulary, Random& random)
{
    Statement statement;
    statement.frame = static_cast<Frame>(random.below(6));
    const auto phrase = [&] {
        Phrase made;
        made.noun = static_cast<int>(random.below(static_cast<int64_t>(vocabulary.nouns.size())));
        made.colour = static_cast<Colour>(random.below(kColourCount));
        made.count = static_cast<int>(random.between(1, 4));
        return made;
    };
    statement.phrases = {phrase(), phrase()};
    if (statement.frame != Frame::List) {
        statement.relation = static_cast<Relation>(random.below(4));
        statement.wording = random.chance(0.5) ? Wording::Plain : Wording::Other;
        if (random.chance(0.5))
            statement.place = random.chance(0.5) ? "on the grass" : "in the snow";
    }
    return statement;
}

/// The number word, where there is one; the colour; the noun.
std::multiset<Fact> factsOf(const Statement& statement, const Vocabulary& vocabulary)
{
    std::multiset<Fact> facts;
    for (const Phrase& phrase : statement.phrases)
        facts.insert({phrase.count > 1 ? numberWord(phrase.count) : std::string(),
                      word(phrase.colour), nounWord(vocabulary, phrase.noun, phrase.count)});
    return facts;
}

std::multiset<Fact> factsOf(const rewrite::SceneGraph& graph)
{
    const auto lower = [&](const store::TextSpan& span) {
        return QString::fromStdString(graph.text(span)).toLower().toStdString();
    };
    std::multiset<Fact> facts;
    for (const auto& object : graph.objects)
        if (object.attributes.size() == 1) // the place has none
            facts.insert({object.count ? lower(*object.count) : std::string(),
                          lower(object.attributes.front()), lower(object.noun)});
    return facts;
}

} // namespace

/// Scene graphs of sentences whose facts are known, because they were made from them.
class GraphAccuracyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mostFactsAndRelationsAreRead()
    {
        const auto vocabulary =
            loadVocabulary(UNIMO_SOURCE_DIR "/datasets/demo/vocabulary.json").orThrow();
        const auto parser = rewrite::CaptionParser::create().orThrow();
        Random random(1);
        int exact = 0, related = 0, relations = 0;
        constexpr int kSentences = 500;
        QStringList wrong;
        for (int i = 0; i < kSentences; ++i) {
            const Statement statement = drawn(vocabulary, random);
            const std::string sentence = say(statement, vocabulary);
            const auto graph = parser->parse(sentence);
            const bool right = graph && factsOf(*graph) == factsOf(statement, vocabulary);
            exact += right ? 1 : 0;
            if (!right)
                wrong << QString::fromStdString(sentence);
            if (!statement.relation)
                continue;
            ++relations;
            const std::string words = relationWords(*statement.relation, statement.wording);
            related += graph && std::any_of(graph->relations.begin(), graph->relations.end(),
                                            [&](const auto& relation) {
                                                return graph->text(relation.words).ends_with(words);
                                            })
                           ? 1
                           : 0;
        }
        qInfo("facts of %d in %d sentences exact, relation of %d in %d found", exact, kSentences,
              related, relations);
        const QByteArray seen = wrong.join(QLatin1Char('\n')).left(2000).toUtf8();
        QVERIFY2(exact >= kSentences * 99 / 100, seen.constData());
        QVERIFY2(related >= relations * 98 / 100, seen.constData());
    }
};

QTEST_GUILESS_MAIN(GraphAccuracyTest)
#include "graph_accuracy_test.moc"
