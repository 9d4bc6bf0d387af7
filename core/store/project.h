// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace unimo::store {

struct DataContent;  // core/store/data_content.h
struct NamedVersion; // core/store/data_content.h
struct Proposal;     // core/store/proposals.h

/// Which samples are meant. Empty fields do not restrict.
struct SampleFilter
{
    std::string split;
    std::string collection;
    std::optional<SampleKind> kind;
    /// What a person typed (core/store/query.h): red apple, tag:keep AND NOT rating<3, ... Whoever
    /// uses a filter with a query that cannot be read gets a Config error thrown.
    std::string query;
    /// The order of sampleIds(): "", by id; "rating", "width", "height" or the name of a measure,
    /// with samples that have none at the end.
    std::string sort;
    bool descending = false;
    bool trashed = false; ///< true: only what is in the trash
    int64_t limit = -1;   ///< -1: no limit
    int64_t offset = 0;
};

/// A project folder: project.sqlite (WAL, one writer, many readers), pictures/, features/, runs/.
/// One object a thread: an object must not be used by two threads at once; open the folder again
/// for another thread.
class Project
{
public:
    /// Makes the folder and an empty database; fails if there is a project already.
    [[nodiscard]] static Result<std::unique_ptr<Project>>
    create(const std::filesystem::path& folder, const std::string& name);
    /// Opens and, unless readOnly, migrates an existing project.
    [[nodiscard]] static Result<std::unique_ptr<Project>> open(const std::filesystem::path& folder,
                                                               bool readOnly = false);
    ~Project();
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const;
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::filesystem::path runsFolder() const;     ///< made on demand
    [[nodiscard]] std::filesystem::path featuresFolder() const; ///< made on demand
    /// The picture's place on disk, relative paths resolved.
    [[nodiscard]] std::filesystem::path imageFile(const Sample& sample) const;

    // --- reading -----------------------------------------------------------------------------
    /// How many there are in all, whatever the filter's limit and offset.
    [[nodiscard]] int64_t count(const SampleFilter& filter) const;
    /// In id order.
    [[nodiscard]] std::vector<Sample> samples(const SampleFilter& filter) const;
    /// In the filter's order.
    [[nodiscard]] std::vector<SampleId> sampleIds(const SampleFilter& filter) const;
    [[nodiscard]] std::optional<Sample> sample(SampleId id) const;
    /// What hangs on the filtered samples, in (sample, id) order.
    [[nodiscard]] std::vector<Caption> captions(const SampleFilter& filter) const;
    /// Those that still belong to the caption as it reads, in (sample, caption) order.
    [[nodiscard]] std::vector<Phrases> phrases(const SampleFilter& filter) const;
    [[nodiscard]] std::vector<Question> questions(const SampleFilter& filter) const;
    [[nodiscard]] std::vector<Region> regions(const SampleFilter& filter) const;
    [[nodiscard]] std::vector<Rewrite> rewrites(const SampleFilter& filter) const;
    /// Nearest first within a sample, pictures before texts.
    [[nodiscard]] std::vector<Neighbour> neighbours(const SampleFilter& filter) const;
    /// Of every task, in (sample, id) order.
    [[nodiscard]] std::vector<Example> examples(const SampleFilter& filter) const;
    [[nodiscard]] std::vector<Task> tasks() const; ///< by name
    [[nodiscard]] std::vector<ObjectTags> objectTags(const SampleFilter& filter) const;
    /// The same for one sample.
    [[nodiscard]] std::vector<Caption> captions(SampleId id) const;
    [[nodiscard]] std::vector<Question> questions(SampleId id) const;
    [[nodiscard]] std::vector<Region> regions(SampleId id) const;
    [[nodiscard]] std::vector<Rewrite> rewrites(SampleId id) const;
    [[nodiscard]] std::vector<Neighbour> neighbours(SampleId id) const;
    [[nodiscard]] std::vector<Example> examples(SampleId id) const;
    [[nodiscard]] ObjectTags objectTags(SampleId id) const; ///< no tags where there are none
    /// One row for each caption that has rewrites, in (sample, caption) order.
    [[nodiscard]] std::vector<AugmentationCounts> rewriteCounts(const SampleFilter& filter) const;
    /// One row for each pair that has neighbours, in sample order.
    [[nodiscard]] std::vector<AugmentationCounts> neighbourCounts(const SampleFilter& filter) const;
    /// Those of one rule.
    [[nodiscard]] std::vector<Rewrite> rewrites(const SampleFilter& filter,
                                                const std::string& rule) const;
    /// Of every rule that was ever set.
    [[nodiscard]] std::vector<RuleSettings> ruleSettings() const;
    /// Of the rewrites of the filtered samples, by rule and polarity.
    [[nodiscard]] std::vector<RuleCounts> ruleCounts(const SampleFilter& filter) const;
    /// Whether a query can be read, names of measures included; a Config error says why not.
    [[nodiscard]] Status checkQuery(const std::string& query) const;
    /// Every tag with its number of samples, by name.
    [[nodiscard]] std::vector<std::pair<std::string, int64_t>> tags() const;
    [[nodiscard]] std::vector<Measure> measures() const; ///< by name
    /// Those of one sample, by name.
    [[nodiscard]] std::vector<std::pair<std::string, double>> measures(SampleId id) const;
    /// All values of one measure, in sample order.
    [[nodiscard]] std::vector<std::pair<SampleId, double>>
    measured(const std::string& measure) const;
    [[nodiscard]] std::vector<SavedView> views() const; ///< by name
    /// Every split with its number of samples.
    [[nodiscard]] std::vector<std::pair<std::string, int64_t>> splits() const;
    /// A content hash over everything a model can learn from; each run records it.
    [[nodiscard]] std::string dataVersion() const;
    /// The same with the data itself, of one moment.
    [[nodiscard]] DataContent content() const;
    [[nodiscard]] std::vector<NamedVersion> versions() const; ///< the newest first
    /// Those that wait for a person, in (sample, id) order.
    [[nodiscard]] std::vector<Proposal> proposals(const SampleFilter& filter) const;
    [[nodiscard]] std::vector<Proposal> proposals(SampleId id) const;

    // --- writing (each call one transaction, unless inside transaction()) -----------------------
    /// Runs body in one transaction: all of it or, if it throws, nothing.
    void transaction(const std::function<void()>& body);
    SampleId add(const Sample& sample);
    int64_t add(const Caption& caption);
    int64_t add(const Question& question);
    int64_t add(const Region& region);
    int64_t add(const Rewrite& rewrite);
    int64_t add(const Neighbour& neighbour);
    /// Makes the task known; Data error when it is known as one of another kind, or for its name.
    void add(const Task& task);
    int64_t add(const Example& example);
    /// Replaces those of its caption. No step of the edit log.
    void set(const Phrases& phrases);
    /// Replaces those of its sample. No step of the edit log.
    void set(const ObjectTags& tags);
    /// Replaces all values of a measure; without values it is gone. No step of the edit log. Config
    /// error for a name that queries could not name.
    void setMeasure(const std::string& name, const std::string& source,
                    const std::vector<std::pair<SampleId, double>>& values);
    /// For rewriters, which make what they remove anew. No step of the edit log.
    void removeRewrites(const std::vector<int64_t>& ids);
    /// For retrieval, which finds what it removes anew. No step of the edit log.
    void removeNeighbours(const std::vector<int64_t>& ids);
    /// For importers: an image that gets its first caption becomes a pair. No step of the edit log.
    void setKind(SampleId id, SampleKind kind);
    /// The sample of this picture content, if there is one (it may be in the trash).
    [[nodiscard]] std::optional<SampleId> sampleWithImage(const std::string& imageHash) const;

    // --- edits a person makes: each is one step of the edit log and can be undone ---------------
    void trash(const std::vector<SampleId>& ids);
    void restore(const std::vector<SampleId>& ids);
    void setSplit(const std::vector<SampleId>& ids, const std::string& split);
    void setCaptionText(int64_t caption, const std::string& text);
    /// All of them one step; their ids are given out here. A picture that gets its first caption
    /// becomes a pair, and by deleting its last one a picture again.
    std::vector<int64_t> addCaptions(const std::vector<Caption>& captions);
    void deleteCaption(int64_t caption);
    int64_t addQuestion(SampleId id, const std::string& text, const std::string& answer);
    /// Another answer than before takes the place of several people's answers too.
    void setQuestion(int64_t question, const std::string& text, const std::string& answer);
    void deleteQuestion(int64_t question);
    /// Data error for a box that is not within the picture, or a sample without a picture.
    int64_t drawRegion(const Region& region);
    /// Its box, label and colour, by its id. Returns whether anything changed.
    bool setRegion(const Region& region);
    void deleteRegion(int64_t region);
    /// Keeps what a model proposes, all of it one step, without what the sample has already and
    /// what was proposed before. Returns how many are new.
    int64_t propose(const std::vector<Proposal>& proposals);
    /// Takes those that wait into the data: a caption, an answer (in place of another one of the
    /// same question) or a box each. Return how many waited.
    int64_t acceptProposals(const std::vector<int64_t>& ids);
    int64_t rejectProposals(const std::vector<int64_t>& ids);
    /// Names a version of the data. Config error for a name that is empty, too long or taken.
    void nameVersion(const std::string& name, const std::string& version);
    /// Takes a name away. Returns whether there was one.
    bool forgetVersion(const std::string& name);
    /// These return how many samples were otherwise before. Config error for a tag that is empty,
    /// too long, or holds a comma, a quotation mark or a control character.
    int64_t addTag(const std::vector<SampleId>& ids, const std::string& tag);
    int64_t removeTag(const std::vector<SampleId>& ids, const std::string& tag);
    /// 1-5; 0 takes the rating away.
    int64_t rate(const std::vector<SampleId>& ids, int rating);
    /// Keeps a view, in place of one of the same name. Returns whether anything changed.
    bool saveView(const SavedView& view);
    bool deleteView(const std::string& name);
    /// Returns how many were marked otherwise before.
    int64_t markRewrites(const std::vector<int64_t>& ids, Mark mark);
    /// Returns whether anything changed.
    bool setRule(const RuleSettings& settings);
    int64_t markNeighbours(const std::vector<int64_t>& ids, Mark mark);
    /// Undoes or redoes the last step; returns what it was ("Move 3 samples to trash"), or nothing.
    std::optional<std::string> undo();
    std::optional<std::string> redo();

    // --- notes: small values kept with the project ----------------------------------------------
    void setNote(const std::string& key, const std::string& value);
    [[nodiscard]] std::optional<std::string> note(const std::string& key) const;

    // --- feature files: the index lives here, the numbers in features/<set>.bin ------------------
    [[nodiscard]] std::vector<FeatureSlot> featureSlots(const std::string& set) const;
    void addFeatureSlots(const std::string& set, const std::vector<FeatureSlot>& entries);
    void dropFeatureSlots(const std::string& set);

private:
    struct Implementation;
    explicit Project(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> d_;
};

} // namespace unimo::store
