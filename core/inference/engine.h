// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/image/image.h"
#include "core/inference/anchor_star.h"
#include "core/inference/batch.h"
#include "core/inference/caption_options.h"
#include "core/inference/evidence.h"
#include "core/inference/pair_scores.h"
#include "core/inference/pair_vectors.h"
#include "core/inference/vector_space.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace unimo::inference {

/// A region the model looked at.
struct SeenRegion
{
    Box box;
    std::string className; ///< the extractor's best class, "" when it has no names
    float probability = 0;
};

/// A picture ready to be asked many times: its regions are extracted once.
struct PreparedPicture
{
    struct Data;
    std::shared_ptr<const Data> data;
    std::vector<SeenRegion> regions;
    double milliseconds = 0; ///< what preparing took
};

struct CaptionCandidate
{
    std::string text;
    float score = 0;                                  ///< length-normalised log-probability
    std::vector<std::pair<std::string, float>> words; ///< each token with its probability
    int times = 1;                                    ///< how often it was drawn
};

struct Answer
{
    std::string text;
    float probability = 0;
};

struct Hit
{
    int64_t sample = 0;   ///< sample id in the project
    std::string text;     ///< the caption, for text hits
    float similarity = 0; ///< cosine of the separate encodings
    float match = 0;      ///< share among the candidates by joint matching (their softmax)
};

/// A pair of the project that lies near a picture.
struct NearPair
{
    int64_t sample = 0;
    std::string text;        ///< its first caption
    float picture = 0;       ///< similarity of the two pictures' encodings
    float textToPicture = 0; ///< similarity of its caption and the picture asked about
};

/// What a loaded checkpoint is.
struct EngineInfo
{
    std::filesystem::path checkpoint;
    int64_t step = 0;
    std::string device;
    int64_t parameters = 0;
    bool canCaption = false;
    bool canAnswer = false;
    bool canMatch = false;
    /// Labelled tasks about a picture and a text (visual entailment).
    struct Task
    {
        std::string name;
        std::vector<std::string> labels;
    };
    std::vector<Task> tasks;
    int64_t layers = 0; ///< of the encoder
};

/// The torch-free face of a checkpoint. All calls block and must come from one thread at a time
/// (the window keeps one compute thread for it). A stop request ends a call within one token or
/// one batch with ErrorKind::Cancelled.
class Engine
{
public:
    /// Loads a checkpoint folder (runs/<id>/checkpoints/step-*). device: "auto", "cpu", "cuda".
    [[nodiscard]] static Result<std::unique_ptr<Engine>>
    load(const std::filesystem::path& checkpoint, const std::string& device = "auto");
    ~Engine();

    [[nodiscard]] const EngineInfo& info() const;

    /// Finds regions by the built-in extractor.
    [[nodiscard]] Result<PreparedPicture> prepare(const Image& image,
                                                  const std::stop_token& stop = {});
    /// Uses the boxes given (of a sample whose truth is known).
    [[nodiscard]] Result<PreparedPicture> prepare(const Image& image, const std::vector<Box>& boxes,
                                                  const std::stop_token& stop = {});

    /// A picture of a project by the region features that the project has (truth boxes first), or
    /// by the built-in extractor where it has none.
    [[nodiscard]] Result<PreparedPicture> prepare(const std::filesystem::path& project,
                                                  int64_t sample, const std::stop_token& stop = {});

    /// Best first; those drawn twice once.
    [[nodiscard]] Result<std::vector<CaptionCandidate>> caption(const PreparedPicture& picture,
                                                                const CaptionOptions& options = {},
                                                                const std::stop_token& stop = {});
    /// The `top` most probable answers of the answer vocabulary.
    [[nodiscard]] Result<std::vector<Answer>> answer(const PreparedPicture& picture,
                                                     const std::string& question, int top = 5,
                                                     const std::stop_token& stop = {});

    /// The labels of one of info().tasks for a text about the picture, the most probable first.
    [[nodiscard]] Result<std::vector<Answer>> judge(const PreparedPicture& picture,
                                                    const std::string& task,
                                                    const std::string& text,
                                                    const std::stop_token& stop = {});

    /// Why the model says this about the picture.
    [[nodiscard]] Result<Evidence> explain(const PreparedPicture& picture,
                                           const EvidenceQuestion& question,
                                           const std::stop_token& stop = {});

    /// Asks the same of some samples of a project, in their order. What cannot be asked of one has
    /// a row that says why; running out of memory ends it.
    [[nodiscard]] Result<std::vector<BatchRow>> askAll(const std::filesystem::path& project,
                                                       const std::vector<int64_t>& samples,
                                                       const BatchQuestion& question,
                                                       const std::stop_token& stop = {});

    /// Encodes the pictures and captions of a project's split ("" = all) into the search index;
    /// must be called once before the find functions. Pictures use the feature set the project
    /// has (truth boxes first).
    [[nodiscard]] Status index(const std::filesystem::path& project, const std::string& split,
                               const JobControl& control = {});
    [[nodiscard]] bool indexed() const;
    /// Drops what index() and nearestPairs() have encoded: the project has changed.
    void forgetIndex();
    [[nodiscard]] Result<std::vector<Hit>> findTexts(const PreparedPicture& picture, int count,
                                                     const std::stop_token& stop = {});
    [[nodiscard]] Result<std::vector<Hit>> findPictures(const std::string& text, int count,
                                                        const std::stop_token& stop = {});

    /// The pairs of a split ("" = all) whose pictures are most like this one, best first. They are
    /// encoded at the first call for a split, and kept. `except`: a sample that is left out.
    [[nodiscard]] Result<std::vector<NearPair>> nearestPairs(const PreparedPicture& picture,
                                                             const std::filesystem::path& project,
                                                             const std::string& split, int count,
                                                             int64_t except = 0,
                                                             const JobControl& control = {});

    /// The pairs of a split ("" = all), at most `most`, in a space: for maps of it.
    [[nodiscard]] Result<PairVectors> pairVectors(const std::filesystem::path& project,
                                                  const std::string& split, int64_t most,
                                                  const VectorSpace& space = {},
                                                  const JobControl& control = {});
    /// A text, or a picture, in the same space: unit length.
    [[nodiscard]] Result<std::vector<float>> textVector(const std::string& text,
                                                        const VectorSpace& space = {},
                                                        const std::stop_token& stop = {});
    [[nodiscard]] Result<std::vector<float>> pictureVector(const PreparedPicture& picture,
                                                           const VectorSpace& space = {},
                                                           const std::stop_token& stop = {});
    /// A pair of a project with its positives and negatives as training sees them, and where they
    /// lie in a space.
    [[nodiscard]] Result<AnchorStar> anchorStar(const std::filesystem::path& project,
                                                int64_t sample, const VectorSpace& space = {},
                                                const std::stop_token& stop = {});
    /// One pair of a project: its captions, their rewrites and what was retrieved for it.
    [[nodiscard]] Result<PairScores> pairScores(const std::filesystem::path& project,
                                                int64_t sample, const std::stop_token& stop = {});

private:
    struct Implementation;
    explicit Engine(std::unique_ptr<Implementation> implementation);
    [[nodiscard]] Result<PreparedPicture>
    prepareRegions(const Image& image, const std::vector<Box>* boxes, const std::stop_token& stop);
    std::unique_ptr<Implementation> d_;
};

} // namespace unimo::inference
