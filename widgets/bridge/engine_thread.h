// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/image/image.h"
#include "core/inference/engine.h"

#include <QObject>
#include <QString>
#include <QThread>
#include <QVector>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace unimo::bridge {

/// What is asked about: a decoded picture or a file, with its boxes when they are known.
struct PictureSource
{
    QString file; ///< read when `image` is empty
    Image image;
    std::vector<Box> boxes; ///< empty: the engine finds regions itself
    /// Where it is a sample: asked by the features of its project when the model takes others than
    /// the built-in extractor's.
    QString project;
    qint64 sample = 0;
};

/// One long-lived thread that owns the model (LibTorch keeps a thread pool per calling thread, so
/// never a thread a request). Requests are answered in order; a newer request of the same kind
/// stops and replaces the older one, and answers that came too late are dropped.
/// Thread: use from the GUI thread; signals arrive there.
class EngineThread : public QObject
{
    Q_OBJECT
public:
    enum class Request {
        Load,
        Prepare,
        Caption,
        Answer,
        Judge,
        FindTexts,
        FindPictures,
        Index,
        Pairs,
        PlaceText,
        PlacePicture,
        Star,
        PairScores,
        Explain,
        NearPairs,
        AskAll,
        Count
    };
    Q_ENUM(Request)

    explicit EngineThread(QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~EngineThread() override;

    /// Loads a checkpoint unless it is the loaded one; empty unloads.
    void useCheckpoint(const QString& folder);
    [[nodiscard]] const std::optional<inference::EngineInfo>& info() const { return info_; }

    /// The picture that the questions below are about. It is prepared again by itself when the
    /// checkpoint changes.
    void setPicture(const PictureSource& picture);
    void caption(const inference::CaptionOptions& options);
    void answer(const QString& question, int top);
    /// task: a name of info()->tasks.
    void judge(const QString& task, const QString& text);
    void findTexts(int count);
    void findPictures(const QString& text, int count);
    /// Why the model says this about the picture.
    void explain(const inference::EvidenceQuestion& question);
    /// The pairs of a project's split whose pictures are most like the picture; `except` is left
    /// out.
    void nearestPairs(const QString& project, const QString& split, int count, qint64 except);
    /// Asks about some samples of a project. Other questions wait meanwhile: hand over a few at a
    /// time.
    void askAll(const QString& project, const QVector<qint64>& samples,
                const inference::BatchQuestion& question);
    /// Stops askAll() alone.
    void cancelAskAll();
    /// Stops index() and what searches.
    void cancelSearch();
    /// Encodes a project's split for the find requests; asked again after each new checkpoint.
    void index(const QString& project, const QString& split);
    /// The project has changed: what is searched is encoded anew when it is next asked for.
    void forgetIndex();
    /// Encodes the pairs of a project's split, at most `most`, for a map of a space.
    void encodePairs(const QString& project, const QString& split, int most,
                     const inference::VectorSpace& space);
    /// The vector of a text, or of a picture other than the one asked about, for the same map.
    void placeText(const QString& text, const inference::VectorSpace& space);
    void placePicture(const PictureSource& picture, const inference::VectorSpace& space);
    /// The positives and negatives of a pair of a project, for the same map.
    void findStar(const QString& project, qint64 sample, const inference::VectorSpace& space);
    /// Stops these alone.
    void cancelMap();
    /// Scores what was made and retrieved for one pair of a project.
    void scorePair(const QString& project, qint64 sample);

    /// Stops every question that is asked or running; the loading of a checkpoint goes on.
    void cancel();
    [[nodiscard]] bool busy() const { return pending_ > 0; }

Q_SIGNALS:
    void loaded(const unimo::inference::EngineInfo& info);
    void unloaded();
    void prepared(const std::vector<unimo::inference::SeenRegion>& regions, double milliseconds);
    void captioned(const std::vector<unimo::inference::CaptionCandidate>& captions,
                   double milliseconds);
    void answered(const std::vector<unimo::inference::Answer>& answers, double milliseconds);
    void judged(const std::vector<unimo::inference::Answer>& labels, double milliseconds);
    void textsFound(const std::vector<unimo::inference::Hit>& hits, double milliseconds);
    void picturesFound(const std::vector<unimo::inference::Hit>& hits, double milliseconds);
    void indexed(double milliseconds);
    void indexProgress(qint64 done, qint64 total);
    void pairsEncoded(const std::shared_ptr<const unimo::inference::PairVectors>& pairs,
                      double milliseconds);
    void pairsProgress(const QString& what, qint64 done, qint64 total);
    void textPlaced(const std::vector<float>& vector, double milliseconds);
    void picturePlaced(const std::vector<float>& vector, double milliseconds);
    void starFound(const std::shared_ptr<const unimo::inference::AnchorStar>& star,
                   double milliseconds);
    void explained(const std::shared_ptr<const unimo::inference::Evidence>& evidence,
                   double milliseconds);
    void pairsFound(const std::vector<unimo::inference::NearPair>& pairs, double milliseconds);
    void pairsFoundProgress(const QString& what, qint64 done, qint64 total);
    void askedAll(const std::vector<unimo::inference::BatchRow>& rows, double milliseconds);
    void pairScored(const unimo::inference::PairScores& scores, double milliseconds);
    /// Not emitted for requests that were cancelled or replaced.
    void failed(unimo::bridge::EngineThread::Request request, const unimo::Error& error);
    void busyChanged(bool busy);

private:
    using Tell = void (EngineThread::*)(const QString& what, qint64 done, qint64 total);
    /// Tells the progress of a job on the compute thread here.
    [[nodiscard]] JobControl control(const std::stop_token& stop, Tell tell);

    struct Model; ///< what lives on the compute thread

    /// Runs work(model, stop) on the compute thread, then then(answer, ms) here unless replaced.
    template <typename T>
    void post(Request request, std::function<Result<T>(Model&, std::stop_token)> work,
              std::function<void(const T&, double)> then);
    void prepare();
    [[nodiscard]] bool isCurrent(Request request, quint64 id) const;
    void end(Request request, quint64 id, const std::optional<Error>& error);

    static constexpr auto kRequests = static_cast<size_t>(Request::Count);
    std::array<quint64, kRequests> latest_{};
    std::array<std::stop_source, kRequests> stops_;
    quint64 nextId_ = 0;
    int pending_ = 0;
    bool hasPicture_ = false;
    QString checkpoint_;
    std::optional<inference::EngineInfo> info_;

    QThread thread_;
    QObject* worker_;
    std::shared_ptr<Model> model_; ///< content touched on thread_ only
};

} // namespace unimo::bridge
