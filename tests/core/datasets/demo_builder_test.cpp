// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/store/project.h"

#include <QTest>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "datasets/demo/builder.h"

using namespace unimo;
using namespace unimo::datasets;
namespace fs = std::filesystem;

namespace {

DemoOptions smallDemo(int threads = 0)
{
    DemoOptions options;
    options.seed = 7;
    options.scenes = 60;
    options.threads = threads;
    options.sources.lists = UNIMO_SOURCE_DIR "/datasets/demo";
    return options;
}

/// What the boxes of one picture show: how many of each noun and colour.
using Counts = std::map<std::pair<std::string, std::string>, int>;

Counts countsOf(const std::vector<store::Region>& regions)
{
    Counts counts;
    for (const store::Region& region : regions)
        ++counts[{region.label, region.colour}];
    return counts;
}

const std::vector<std::string>& colourWords()
{
    static const std::vector<std::string> words = {"red",  "orange", "yellow", "green",
                                                   "blue", "purple", "pink"};
    return words;
}

std::string singularOf(const std::string& noun)
{
    static const std::map<std::string, std::string> odd = {
        {"mice", "mouse"},      {"butterflies", "butterfly"}, {"strawberries", "strawberry"},
        {"trophies", "trophy"}, {"snowmen", "snowman"},       {"foxes", "fox"},
        {"wrenches", "wrench"}, {"mailboxes", "mailbox"},     {"buses", "bus"},
        {"fish", "fish"}};
    if (const auto found = odd.find(noun); found != odd.end())
        return found->second;
    return noun.ends_with('s') && noun != "bus" ? noun.substr(0, noun.size() - 1) : noun;
}

/// Reads "two blue dogs", "the red apple" out of a sentence, without knowing how it was made.
Counts countsIn(const std::string& sentence)
{
    static const std::map<std::string, int> numbers = {{"two", 2}, {"three", 3}, {"four", 4}};
    static const std::regex letters("[a-z]+");
    std::string lower = sentence;
    lower.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(lower.front())));
    std::vector<std::string> words;
    for (std::sregex_iterator it(lower.begin(), lower.end(), letters), end; it != end; ++it)
        words.push_back(it->str());
    Counts counts;
    for (size_t i = 1; i + 1 < words.size(); ++i) {
        const auto& colours = colourWords();
        if (std::find(colours.begin(), colours.end(), words[i]) == colours.end())
            continue;
        const auto number = numbers.find(words[i - 1]);
        counts[{singularOf(words[i + 1]), words[i]}] = number == numbers.end() ? 1 : number->second;
    }
    return counts;
}

/// Where the boxes of one noun lie.
Box boundsOf(const std::vector<store::Region>& regions, const std::string& noun)
{
    Box all{1, 1, 0, 0};
    for (const store::Region& region : regions)
        if (region.label == noun)
            all = {std::min(all.x1, region.box.x1), std::min(all.y1, region.box.y1),
                   std::max(all.x2, region.box.x2), std::max(all.y2, region.box.y2)};
    return all;
}

/// True when the sentence's relation, if it has one, is that of the boxes.
bool relationHolds(const std::string& sentence, const std::vector<store::Region>& regions)
{
    static const std::regex pattern(
        "([a-z]+) (?:is |are )?(to the left of|on the left side of|to the right of|"
        "on the right side of|above|higher than|below|lower than) (?:[a-z]+ )*?"
        "(?:red|orange|yellow|green|blue|purple|pink) ([a-z]+)");
    std::smatch match;
    if (!std::regex_search(sentence, match, pattern))
        return true;
    const Box a = boundsOf(regions, singularOf(match[1]));
    const Box b = boundsOf(regions, singularOf(match[3]));
    const std::string relation = match[2];
    if (relation.find("left") != std::string::npos)
        return a.x2 <= b.x1;
    if (relation.find("right") != std::string::npos)
        return b.x2 <= a.x1;
    return relation == "above" || relation == "higher than" ? a.y2 <= b.y1 : b.y2 <= a.y1;
}

} // namespace

class DemoBuilderTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const DemoOptions options = smallDemo();
        if (const Status installed = options.sources.check(); !installed)
            QSKIP(installed.error().text().c_str());
        const auto report = buildDemo(folder_.path() / "demo", options, {});
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        project_ = store::Project::open(folder_.path() / "demo", true).orThrow();
    }

    void cleanupTestCase() { project_.reset(); }

    void everySplitIsThere()
    {
        std::set<std::string> splits;
        for (const auto& [split, count] : project_->splits())
            splits.insert(split);
        QCOMPARE(splits, (std::set<std::string>{"test", "test_pictures", "train", "val"}));
        store::SampleFilter pairs;
        pairs.split = "train";
        pairs.kind = store::SampleKind::Pair;
        QCOMPARE(project_->count(pairs), int64_t{60});
        for (const auto kind : {store::SampleKind::Image, store::SampleKind::Text}) {
            store::SampleFilter unpaired;
            unpaired.kind = kind;
            QVERIFY(project_->count(unpaired) >= 10);
        }
    }

    void boxesLieInsideAndApart()
    {
        for (const store::SampleId id : project_->sampleIds({})) {
            const auto regions = project_->regions(id);
            for (size_t i = 0; i < regions.size(); ++i) {
                const Box& box = regions[i].box;
                QVERIFY(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 1 && box.y2 <= 1);
                QVERIFY(box.x2 - box.x1 > 0.045F && box.y2 - box.y1 > 0.045F); // 10 pixels
                for (size_t j = 0; j < i; ++j)
                    QVERIFY(intersectionOverUnion(box, regions[j].box) < 0.08F);
            }
        }
    }

    void captionsSayWhatTheBoxesShow()
    {
        int sentences = 0;
        for (const store::Sample& sample : pairs()) {
            const auto regions = project_->regions(sample.id);
            const Counts shown = countsOf(regions);
            const auto captions = project_->captions(sample.id);
            QCOMPARE(captions.size(), size_t{5});
            for (const store::Caption& caption : captions) {
                QVERIFY2(countsIn(caption.text) == shown, caption.text.c_str());
                QVERIFY2(relationHolds(caption.text, regions), caption.text.c_str());
                sentences += caption.style == "full" ? 1 : 0;
            }
        }
        QCOMPARE(sentences, 4 * static_cast<int>(pairs().size()));
    }

    void rewritesAreWhatTheyClaim()
    {
        std::map<store::SampleId, std::vector<store::Rewrite>> rewrites;
        for (store::Rewrite& rewrite : project_->rewrites(store::SampleFilter{}))
            rewrites[rewrite.sample].push_back(std::move(rewrite));
        for (const store::Sample& sample : pairs()) {
            const auto regions = project_->regions(sample.id);
            std::map<int64_t, std::string> captions;
            for (const store::Caption& caption : project_->captions(sample.id))
                captions[caption.id] = caption.text;
            int negatives = 0;
            for (const store::Rewrite& rewrite : rewrites[sample.id]) {
                const bool holds = countsIn(rewrite.text) == countsOf(regions) &&
                                   relationHolds(rewrite.text, regions);
                QVERIFY2(holds == (rewrite.polarity > 0), rewrite.text.c_str());
                QVERIFY(captions.contains(rewrite.caption));
                QVERIFY(captions[rewrite.caption] != rewrite.text);
                negatives += rewrite.polarity < 0 ? 1 : 0;
            }
            QVERIFY2(negatives >= 6 && negatives <= 9, std::to_string(negatives).c_str());
        }
    }

    void answersFitTheBoxes()
    {
        int checked = 0;
        for (const store::Sample& sample : pairs()) {
            const auto regions = project_->regions(sample.id);
            std::set<std::string> nouns;
            for (const store::Region& region : regions)
                nouns.insert(region.label);
            for (const store::Question& question : project_->questions(sample.id)) {
                if (question.type == "count") {
                    const std::string noun = singularOf(wordAt(question.text, 2));
                    const auto count =
                        std::count_if(regions.begin(), regions.end(),
                                      [&](const auto& region) { return region.label == noun; });
                    static const std::vector<std::string> words = {"zero", "one", "two", "three",
                                                                   "four"};
                    QCOMPARE(question.answer, words.at(static_cast<size_t>(count)));
                    ++checked;
                } else if (question.type == "exists") {
                    const bool there = nouns.contains(singularOf(wordAt(question.text, 3)));
                    QCOMPARE(question.answer, std::string(there ? "yes" : "no"));
                    ++checked;
                } else if (question.type == "what" || question.type == "what-colour" ||
                           question.type == "relation-what") {
                    QVERIFY2(nouns.contains(question.answer), question.text.c_str());
                    ++checked;
                }
            }
        }
        QVERIFY(checked > 200);
    }

    void picturesAreWhatTheDatabaseSays()
    {
        std::set<std::string> hashes;
        for (const store::Sample& sample : project_->samples({})) {
            if (sample.kind == store::SampleKind::Text)
                continue;
            const fs::path file = project_->imageFile(sample);
            QCOMPARE(contentHashOfFile(file).orThrow(), sample.imageHash);
            QVERIFY2(hashes.insert(sample.imageHash).second, sample.imagePath.c_str());
            const Image image = loadImage(file).orThrow();
            QCOMPARE(image.width, sample.width);
            QCOMPARE(image.height, sample.height);
        }
    }

    void testHasCombinationsThatTrainingLacks()
    {
        const auto train = combinations("train");
        for (const auto& [sample, seen] : combinations("test")) {
            bool fresh = false;
            for (const auto& combination : seen) {
                bool known = false;
                for (const auto& [other, those] : train)
                    known = known || those.contains(combination);
                fresh = fresh || !known;
            }
            QVERIFY2(fresh, std::to_string(sample).c_str());
        }
    }

    void oneThreadBuildsTheSame()
    {
        const auto report = buildDemo(folder_.path() / "again", smallDemo(1), {});
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        const auto again = store::Project::open(folder_.path() / "again", true).orThrow();
        QCOMPARE(again->dataVersion(), project_->dataVersion());
        const auto first = project_->samples({});
        const auto second = again->samples({});
        QCOMPARE(first.size(), second.size());
        for (size_t i = 0; i < first.size(); ++i)
            QCOMPARE(first[i].imageHash, second[i].imageHash);
        QCOMPARE(texts(*again), texts(*project_));
    }

    void anotherSeedBuildsOtherScenes()
    {
        DemoOptions options = smallDemo();
        options.seed = 8;
        options.scenes = 20;
        const auto report = buildDemo(folder_.path() / "other", options, {});
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        const auto other = store::Project::open(folder_.path() / "other", true).orThrow();
        QVERIFY(other->samples({}).front().imageHash != project_->samples({}).front().imageHash);
    }

    void aStoppedBuildLeavesNothing()
    {
        for (const char* stage : {"Cutting out", "Planning", "Composing"}) {
            std::stop_source stop;
            bool reached = false;
            JobControl job{stop.get_token(), [&](const ProgressState& state) {
                               if (state.what.starts_with(stage)) {
                                   reached = true;
                                   stop.request_stop();
                               }
                           }};
            const TemporaryFolder place;
            const auto report = buildDemo(place.path() / "stopped", smallDemo(), job);
            QVERIFY2(reached, stage);
            QVERIFY(!report.ok());
            QCOMPARE(report.error().kind, ErrorKind::Cancelled);
            QVERIFY(fs::is_empty(place.path()));
        }
    }

    void whatIsThereIsKept()
    {
        const TemporaryFolder place;
        writeFileAtomic(place.path() / "mine", "a file").orThrow();
        const auto report = buildDemo(place.path() / "mine", smallDemo(), {});
        QVERIFY(!report.ok());
        QCOMPARE(report.error().kind, ErrorKind::Config);
        QCOMPARE(readFile(place.path() / "mine").orThrow(), std::string("a file"));
    }

    void wrongRequestsAreRefused()
    {
        DemoOptions options = smallDemo();
        options.scenes = 3;
        QCOMPARE(buildDemo(folder_.path() / "few", options, {}).error().kind, ErrorKind::Config);
        options = smallDemo();
        options.sources.share = folder_.path();
        const auto report = buildDemo(folder_.path() / "bare", options, {});
        QVERIFY(!report.ok());
        QVERIFY(report.error().hint.starts_with("apt install"));
        QVERIFY(!fs::exists(folder_.path() / "bare"));
    }

private:
    std::vector<store::Sample> pairs() const
    {
        store::SampleFilter filter;
        filter.kind = store::SampleKind::Pair;
        return project_->samples(filter);
    }

    static std::string wordAt(const std::string& text, int index)
    {
        std::istringstream stream(text);
        std::string word;
        for (int i = 0; i <= index; ++i)
            stream >> word;
        if (word.ends_with('?'))
            word.pop_back();
        return word;
    }

    /// By sample: every noun + colour and every pair of nouns it shows.
    std::map<store::SampleId, std::set<std::string>> combinations(const std::string& split) const
    {
        store::SampleFilter filter;
        filter.split = split;
        std::map<store::SampleId, std::set<std::string>> all;
        for (const store::SampleId id : project_->sampleIds(filter)) {
            const auto regions = project_->regions(id);
            for (const store::Region& a : regions) {
                all[id].insert(a.label + " " + a.colour);
                for (const store::Region& b : regions)
                    if (a.label < b.label)
                        all[id].insert(a.label + " & " + b.label);
            }
        }
        return all;
    }

    static std::string texts(const store::Project& project)
    {
        std::string all;
        for (const auto& caption : project.captions(store::SampleFilter{}))
            all += caption.text + '\n';
        for (const auto& question : project.questions(store::SampleFilter{}))
            all += question.text + question.answer + '\n';
        for (const auto& rewrite : project.rewrites(store::SampleFilter{}))
            all += rewrite.text + rewrite.rule + '\n';
        return all;
    }

    TemporaryFolder folder_;
    std::unique_ptr<store::Project> project_;
};

QTEST_GUILESS_MAIN(DemoBuilderTest)
#include "demo_builder_test.moc"
