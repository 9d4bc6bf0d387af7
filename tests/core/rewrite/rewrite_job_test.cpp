// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/rewrite/back_translations.h"
#include "core/rewrite/caption_parser.h"
#include "core/rewrite/rewrite_job.h"

#include <QTest>
#include <algorithm>

using namespace unimo;
using namespace unimo::store;
using rewrite::rewriteCaptions;

class RewriteJobTest : public QObject
{
    Q_OBJECT

    TemporaryFolder folder_;
    rewrite::RewriteOptions sentences_;
    std::unique_ptr<Project> project_;
    std::vector<int64_t> captions_; ///< ids, one a picture

    SampleId addPicture(const std::vector<std::string>& captions)
    {
        const std::string hash = std::to_string(captions_.size());
        const SampleId id = project_->add(
            Sample{0, SampleKind::Pair, "train", "test", "pictures/" + hash + ".png", hash, 8, 8});
        for (const std::string& text : captions)
            captions_.push_back(project_->add(Caption{0, id, text, ""}));
        return id;
    }

    std::vector<Rewrite> rowsOf(int64_t caption) const
    {
        auto rows = project_->rewrites(store::SampleFilter{});
        std::erase_if(rows, [&](const Rewrite& row) { return row.caption != caption; });
        return rows;
    }

private Q_SLOTS:
    void init()
    {
        sentences_.words = sentences_.translation = sentences_.phrases = false;
        captions_.clear();
        project_ = Project::create(folder_.path() / QTest::currentTestFunction(), "test").orThrow();
        addPicture({"A red dog sits beside a piano.", "A dog and a piano on the grass."});
        addPicture({"A red dog sits beside a teapot."});
        addPicture({"A piano and a dog."}); // may be true of the first picture
        addPicture({"Snow on mountains."});
    }

    void theNearestOfOtherPicturesAreTaken()
    {
        const auto report = rewriteCaptions(*project_, sentences_, {}).orThrow();
        QCOMPARE(report.captions, 5);
        QCOMPARE(report.kept, 0);
        const auto rows = rowsOf(captions_[0]);
        QVERIFY(rows.size() >= 2);
        QCOMPARE(rows[0].text, "A red dog sits beside a teapot.");
        QVERIFY(rows[0].usable());
        QCOMPARE(rows[0].rule, "sentence");
        QCOMPARE(rows[0].polarity, -1);
        QCOMPARE(rows[0].scores.front().first, "tfidf");
        QVERIFY(rows[0].scores.front().second > 0.5);
    }

    void whatMayBeTrueIsKeptWithItsReason()
    {
        QVERIFY(rewriteCaptions(*project_, sentences_, {}).orThrow().rejected > 0);
        const auto rows = rowsOf(captions_[0]);
        const auto found = std::find_if(rows.begin(), rows.end(), [](const Rewrite& row) {
            return row.text == "A piano and a dog.";
        });
        QVERIFY(found != rows.end());
        QVERIFY(!found->usable());
        QVERIFY(found->rejection.find("may be true") != std::string::npos);
    }

    void aSecondRunDoesNothingAndAChangedCaptionIsDoneAnew()
    {
        QVERIFY(rewriteCaptions(*project_, sentences_, {}).orThrow().usable > 0);
        const auto version = project_->dataVersion();
        const auto second = rewriteCaptions(*project_, sentences_, {}).orThrow();
        QCOMPARE(second.usable + second.rejected + second.removed, 0);
        QCOMPARE(project_->dataVersion(), version);
        QVERIFY(second.kept > 0);

        const auto before = static_cast<int64_t>(rowsOf(captions_[0]).size());
        project_->setCaptionText(captions_[0], "A teapot beside a red dog");
        const auto third = rewriteCaptions(*project_, sentences_, {}).orThrow();
        QCOMPARE(third.removed, before);
        QCOMPARE(third.kept, second.kept - 1);
        QVERIFY(third.usable > 0);
        for (const auto& row : rowsOf(captions_[0]))
            QCOMPARE(row.parentHash, contentHash("A teapot beside a red dog"));
    }

    void factsAreExchanged()
    {
        rewrite::RewriteOptions words = sentences_;
        words.sentences = false;
        words.words = true;
        const auto report = rewriteCaptions(*project_, words, {}).orThrow();
        QVERIFY(report.usable > 0);
        for (const auto& row : project_->rewrites(store::SampleFilter{})) {
            QVERIFY(!row.parentHash.empty());
            QVERIFY(row.rule != "sentence");
            if (!row.usable())
                continue;
            QVERIFY(!row.spans.empty());
            QCOMPARE(row.scores.front().first, "fluency");
        }
        const auto again = rewriteCaptions(*project_, words, {}).orThrow();
        QCOMPARE(again.usable + again.rejected + again.removed, 0);
    }

    void aStoppedJobKeepsWhatItHas()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto result = rewriteCaptions(*project_, {}, {stop.get_token(), {}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }

    void rowsSurviveTheDatabase()
    {
        Rewrite row{0, 1, captions_[0], "A blue dog", "colour", -1};
        row.spans = {{2, 6}, {7, 10}};
        row.scores = {{"fluency", 0.25}, {"tfidf", 0.5}};
        row.rejection = "because";
        row.parentHash = "abc";
        project_->add(row);
        const auto read = project_->rewrites(store::SampleFilter{}).back();
        QCOMPARE(read.spans, row.spans);
        QCOMPARE(read.scores, row.scores);
        QCOMPARE(read.rejection, row.rejection);
        QCOMPARE(read.parentHash, row.parentHash);
    }

    /// Through Apertium as it is installed: what comes back is kept with a verdict.
    void captionsComeBackThroughAnotherLanguage()
    {
        const auto pivots = rewrite::translationPivots();
        QVERIFY2(!pivots.empty(), "apertium-eng-spa is among packaging/setup/packages.txt");
        rewrite::RewriteOptions options = sentences_;
        options.sentences = false;
        options.translation = true;
        addPicture({"The child walks to the big house.", "There are three red dogs on the table."});
        const auto report = rewriteCaptions(*project_, options, {}).orThrow();
        QCOMPARE(report.usable + report.rejected, static_cast<int64_t>(7 * pivots.size()));
        for (const auto& row : project_->rewrites(store::SampleFilter{})) {
            QCOMPARE(row.polarity, 1);
            QVERIFY(row.rule.starts_with("back-translation-"));
            QVERIFY2(!row.text.empty(), row.rule.c_str());
        }
        const auto again = rewriteCaptions(*project_, options, {}).orThrow();
        QCOMPARE(again.usable + again.rejected, 0);
        QCOMPARE(again.kept, 7);
    }

    void aTranslationThatSaysSomethingElseIsRejected()
    {
        const auto wordnet = rewrite::WordNet::load(rewrite::RewriteOptions().wordnet).orThrow();
        const std::string caption = "There are three red dogs to the left of a house.";
        const rewrite::BackTranslations judge({caption}, wordnet);
        const auto graph = rewrite::CaptionParser::create().orThrow()->parse(caption);
        QVERIFY(graph);
        const auto reason = [&](const std::string& text) {
            return judge.judged(caption, &*graph, text, "back-translation-spa").rejection;
        };
        QCOMPARE(reason("There are three red dogs left of a home"), "");
        QVERIFY(reason("there are three red dogs to the left of a house").find("same") !=
                std::string::npos);
        QVERIFY(!reason("There are two red dogs to the left of a house.").empty());
        QVERIFY(!reason("There are three blue dogs to the left of a house.").empty());
        QVERIFY(!reason("There are three red dogs to the right of a house.").empty());
        QCOMPARE(reason("There are three red dogs to the left of a piano."), "\"house\" is lost");
        QVERIFY(!reason("There are three red #dog to the left of a house.").empty());
        QVERIFY(!judge.judged(caption, nullptr, "Three red dogs left of it", "x").usable());
    }

    void phrasesOfAllTextsAreFoundOnce()
    {
        rewrite::RewriteOptions options = sentences_;
        options.sentences = false;
        options.phrases = true;
        const auto text = project_->add(Sample{0, SampleKind::Text, "train", "", "", "", 0, 0});
        const std::string words = "There is a yellow school bus beside the New York sign.";
        const auto caption = project_->add(Caption{0, text, words, ""});
        QCOMPARE(rewriteCaptions(*project_, options, {}).orThrow().phrases, 6);
        const auto all = project_->phrases(store::SampleFilter{});
        const auto own = std::find_if(all.begin(), all.end(),
                                      [&](const auto& row) { return row.caption == caption; });
        QVERIFY(own != all.end());
        std::vector<std::string> found;
        for (const auto& span : own->spans)
            found.push_back(words.substr(static_cast<size_t>(span.begin),
                                         static_cast<size_t>(span.end - span.begin)));
        QVERIFY((found == std::vector<std::string>{"yellow school bus", "New York"}));
        QCOMPARE(rewriteCaptions(*project_, options, {}).orThrow().phrases, 0);
        // An edited caption has none until they are looked for again.
        project_->setCaptionText(caption, "A bus.");
        QCOMPARE(project_->phrases(store::SampleFilter{}).size(), all.size() - 1);
        QCOMPARE(rewriteCaptions(*project_, options, {}).orThrow().phrases, 1);
    }
};

QTEST_APPLESS_MAIN(RewriteJobTest)
#include "rewrite_job_test.moc"
