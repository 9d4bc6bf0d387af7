// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/words/builder.h"

#include "core/base/random.h"
#include "core/store/project.h"

#include <unordered_map>

#include "datasets/words/synsets.h"

namespace unimo::datasets {
namespace {

using store::TaskKind;

constexpr const char* kPartsOfSpeech[] = {"noun", "verb", "adj", "adv"};
constexpr const char* kPartNames[] = {"noun", "verb", "adjective", "adverb"};

/// By the word alone, so that one word is on one side in every task.
std::string splitOf(const std::string& word)
{
    const uint64_t place = stableHash(word) % 10;
    return place < 8 ? "train" : place < 9 ? "val" : "test";
}

/// Draws the examples of all tasks.
class Builder
{
public:
    Builder(store::Project& project, const WordTaskOptions& options, const JobControl& job)
        : project_(project), options_(options), job_(job), random_(options.seed)
    {
        for (const char* part : kPartsOfSpeech)
            parts_.push_back(
                readSynsets(options.wordnet / (std::string("data.") + part)).orThrow());
        for (const Synset& noun : nouns()) {
            byOffset_[noun.offset] = &noun;
            bySplitAndTopic_[splitOf(noun.lemmas[0]) + noun.topic].push_back(&noun);
        }
    }

    std::map<std::string, int64_t> build()
    {
        for (const auto& [name, kind] : {std::pair{"gloss-match", TaskKind::Classification},
                                         {"kind-of", TaskKind::Classification},
                                         {"part-of-speech", TaskKind::Classification},
                                         {"definition", TaskKind::Generation}})
            project_.add(store::Task{name, kind});
        std::vector<const Synset*> order;
        for (const Synset& noun : nouns())
            order.push_back(&noun);
        random_.shuffle(order);
        int64_t done = 0;
        for (const Synset* noun : order) {
            if (job_.stopped())
                throw ErrorException(JobControl::cancelled("The build"));
            if (done % 1000 == 0)
                job_.progress("Word tasks", done, options_.examples);
            if (++done > options_.examples)
                break;
            addGlossMatch(*noun);
            addKindOf(*noun);
            addDefinition(*noun);
        }
        addPartsOfSpeech();
        return std::move(counts_);
    }

private:
    [[nodiscard]] const std::vector<Synset>& nouns() const { return parts_.front(); }

    void add(const char* task, const std::string& split, const std::string& source,
             const std::string& context, const std::string& target)
    {
        store::Sample sample;
        sample.kind = store::SampleKind::Text;
        sample.split = split;
        sample.collection = "words";
        project_.add(store::Example{0, project_.add(sample), task, source, context, target});
        ++counts_[std::string(task) + " " + split];
    }

    /// Another noun of the same topic and split.
    [[nodiscard]] const Synset& stranger(const Synset& noun)
    {
        const auto& others = bySplitAndTopic_.at(splitOf(noun.lemmas[0]) + noun.topic);
        return *random_.pick(others);
    }

    void addGlossMatch(const Synset& noun)
    {
        const std::string& word = noun.lemmas[0];
        const bool fits = random_.chance(0.5);
        const Synset& told = fits ? noun : stranger(noun);
        if (!fits && &told == &noun)
            return;
        add("gloss-match", splitOf(word), told.gloss, word, fits ? "yes" : "no");
    }

    void addKindOf(const Synset& noun)
    {
        if (noun.hypernyms.empty())
            return;
        const auto found = byOffset_.find(noun.hypernyms[0]);
        if (found == byOffset_.end())
            return;
        const std::string& word = noun.lemmas[0];
        const std::string& kind = found->second->lemmas[0];
        const std::string split = splitOf(word);
        if (random_.chance(0.5))
            add("kind-of", split, word, kind, "yes");
        else if (random_.chance(0.5))
            add("kind-of", split, kind, word, "no");
        else if (const std::string& other = stranger(noun).lemmas[0]; other != word)
            add("kind-of", split, word, other, "no");
    }

    void addDefinition(const Synset& noun)
    {
        const std::string& word = noun.lemmas[0];
        const auto found =
            noun.hypernyms.empty() ? byOffset_.end() : byOffset_.find(noun.hypernyms[0]);
        add("definition", splitOf(word), word,
            found == byOffset_.end() ? std::string() : found->second->lemmas[0], noun.gloss);
    }

    /// As many of each part as there are of the rarest, so that none is a good guess.
    void addPartsOfSpeech()
    {
        size_t each = static_cast<size_t>(options_.examples) / std::size(kPartsOfSpeech);
        for (const auto& part : parts_)
            each = std::min(each, part.size());
        for (size_t part = 0; part < parts_.size(); ++part) {
            std::vector<const Synset*> order;
            for (const Synset& synset : parts_[part])
                order.push_back(&synset);
            random_.shuffle(order);
            for (size_t i = 0; i < each; ++i)
                add("part-of-speech", splitOf(order[i]->lemmas[0]), order[i]->gloss, {},
                    kPartNames[part]);
        }
    }

    store::Project& project_;
    const WordTaskOptions& options_;
    const JobControl& job_;
    Random random_;
    std::vector<std::vector<Synset>> parts_; ///< by kPartsOfSpeech
    std::unordered_map<uint32_t, const Synset*> byOffset_;
    std::unordered_map<std::string, std::vector<const Synset*>> bySplitAndTopic_;
    std::map<std::string, int64_t> counts_;
};

} // namespace

Result<std::map<std::string, int64_t>>
addWordTasks(store::Project& project, const WordTaskOptions& options, const JobControl& job)
{
    try {
        std::map<std::string, int64_t> counts;
        project.transaction([&] { counts = Builder(project, options, job).build(); });
        return counts;
    } catch (...) {
        return currentExceptionAsError();
    }
}

Result<std::map<std::string, int64_t>> buildWordTasks(const std::filesystem::path& folder,
                                                      const WordTaskOptions& options,
                                                      const JobControl& job)
{
    auto project = store::Project::create(folder, "Words");
    if (!project)
        return project.error();
    auto counts = addWordTasks(**project, options, job);
    if (!counts) {
        project->reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored); // it was not there before
    }
    return counts;
}

} // namespace unimo::datasets
