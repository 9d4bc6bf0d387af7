// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/engine_thread.h"

#include "core/base/threads.h"

#include <QElapsedTimer>
#include <type_traits>
#include <utility>

namespace unimo::bridge {

using inference::Engine;

namespace {

constexpr int kNicer = 5;

Error noModel()
{
    return {ErrorKind::Config, "No checkpoint is loaded", {}, "Start a training run first"};
}

Error noPicture()
{
    return {ErrorKind::Config, "No picture is set", {}, "Drop, paste or open a picture"};
}

} // namespace

struct EngineThread::Model
{
    std::unique_ptr<Engine> engine;
    std::optional<PictureSource> source;
    std::optional<inference::PreparedPicture> picture; ///< of `source` by `engine`
    QString indexed; ///< project and split that `engine` has encoded

    /// The picture that is asked about, once.
    Result<inference::PreparedPicture> prepare(const std::stop_token& stop)
    {
        if (!engine)
            return noModel();
        if (!source)
            return noPicture();
        if (picture)
            return *picture;
        auto made = prepare(*source, stop);
        if (made)
            picture = *made;
        return made;
    }

    /// Any picture; what was read of its file is left in it.
    Result<inference::PreparedPicture> prepare(PictureSource& from, const std::stop_token& stop)
    {
        if (!engine)
            return noModel();
        if (from.image.empty()) {
            auto image = loadImage(from.file.toStdString());
            if (!image)
                return image.error();
            from.image = std::move(*image);
        }
        auto made = from.boxes.empty() ? engine->prepare(from.image, stop)
                                       : engine->prepare(from.image, from.boxes, stop);
        if (!made && made.error().kind == ErrorKind::Data && from.sample != 0)
            made = engine->prepare(from.project.toStdString(), from.sample, stop);
        return made;
    }
};

EngineThread::EngineThread(QObject* parent)
    : QObject(parent), worker_(new QObject), model_(std::make_shared<Model>())
{
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("model"));
    thread_.start();
    // Linux keeps niceness per thread: only this one, and those it starts, step back.
    QMetaObject::invokeMethod(
        worker_, [] { lowerPriority(kNicer); }, Qt::QueuedConnection);
}

EngineThread::~EngineThread()
{
    cancel();
    QMetaObject::invokeMethod(
        worker_, [model = model_] { *model = {}; }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        worker_, [this] { thread_.quit(); }, Qt::QueuedConnection);
    thread_.wait();
}

template <typename T>
void EngineThread::post(Request request, std::function<Result<T>(Model&, std::stop_token)> work,
                        std::function<void(const T&, double)> then)
{
    const auto slot = static_cast<size_t>(request);
    stops_[slot].request_stop();
    stops_[slot] = {};
    const quint64 id = latest_[slot] = ++nextId_;
    if (++pending_ == 1)
        Q_EMIT busyChanged(true);

    QMetaObject::invokeMethod(
        worker_,
        [this, request, id, model = model_, stop = stops_[slot].get_token(), work = std::move(work),
         then = std::move(then)] {
            QElapsedTimer timer;
            timer.start();
            auto answer = std::make_shared<Result<T>>(JobControl::cancelled("The question"));
            if (!stop.stop_requested()) {
                try {
                    *answer = work(*model, stop);
                } catch (...) {
                    *answer = currentExceptionAsError();
                }
            }
            const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
            QMetaObject::invokeMethod(
                this,
                [this, request, id, answer, milliseconds, then] {
                    if (answer->ok() && isCurrent(request, id))
                        then(**answer, milliseconds);
                    end(request, id, answer->ok() ? std::nullopt : std::optional(answer->error()));
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

bool EngineThread::isCurrent(Request request, quint64 id) const
{
    const auto slot = static_cast<size_t>(request);
    return latest_[slot] == id && !stops_[slot].stop_requested();
}

void EngineThread::end(Request request, quint64 id, const std::optional<Error>& error)
{
    if (error && error->kind != ErrorKind::Cancelled && isCurrent(request, id))
        Q_EMIT failed(request, *error);
    if (--pending_ == 0)
        Q_EMIT busyChanged(false);
}

void EngineThread::useCheckpoint(const QString& folder)
{
    if (folder == checkpoint_)
        return;
    checkpoint_ = folder;
    post<std::optional<inference::EngineInfo>>(
        Request::Load,
        [folder](Model& model,
                 const std::stop_token&) -> Result<std::optional<inference::EngineInfo>> {
            if (folder.isEmpty()) {
                model.engine.reset();
                model.picture.reset();
                return std::optional<inference::EngineInfo>();
            }
            auto engine = Engine::load(folder.toStdString());
            if (!engine)
                return engine.error();
            model.engine = std::move(*engine);
            model.picture.reset();
            return std::optional(model.engine->info());
        },
        [this](const std::optional<inference::EngineInfo>& info, double) {
            info_ = info;
            if (!info) {
                Q_EMIT unloaded();
                return;
            }
            if (hasPicture_)
                prepare();
            Q_EMIT loaded(*info);
        });
}

void EngineThread::setPicture(const PictureSource& picture)
{
    // Apart from the request, so that stopping it does not leave the old picture in place.
    QMetaObject::invokeMethod(
        worker_,
        [model = model_, picture] {
            model->source = picture;
            model->picture.reset();
        },
        Qt::QueuedConnection);
    hasPicture_ = true;
    if (info_)
        prepare();
}

void EngineThread::prepare()
{
    using Regions = std::vector<inference::SeenRegion>;
    post<Regions>(
        Request::Prepare,
        [](Model& model, const std::stop_token& stop) -> Result<Regions> {
            auto made = model.prepare(stop);
            if (!made)
                return made.error();
            return made->regions;
        },
        [this](const Regions& regions, double milliseconds) {
            Q_EMIT prepared(regions, milliseconds);
        });
}

void EngineThread::caption(const inference::CaptionOptions& options)
{
    using Captions = std::vector<inference::CaptionCandidate>;
    post<Captions>(
        Request::Caption,
        [options](Model& model, const std::stop_token& stop) -> Result<Captions> {
            auto picture = model.prepare(stop);
            if (!picture)
                return picture.error();
            return model.engine->caption(*picture, options, stop);
        },
        [this](const Captions& captions, double milliseconds) {
            Q_EMIT captioned(captions, milliseconds);
        });
}

void EngineThread::answer(const QString& question, int top)
{
    using Answers = std::vector<inference::Answer>;
    post<Answers>(
        Request::Answer,
        [question, top](Model& model, const std::stop_token& stop) -> Result<Answers> {
            auto picture = model.prepare(stop);
            if (!picture)
                return picture.error();
            return model.engine->answer(*picture, question.toStdString(), top, stop);
        },
        [this](const Answers& answers, double milliseconds) {
            Q_EMIT answered(answers, milliseconds);
        });
}

void EngineThread::judge(const QString& task, const QString& text)
{
    using Labels = std::vector<inference::Answer>;
    post<Labels>(
        Request::Judge,
        [task, text](Model& model, const std::stop_token& stop) -> Result<Labels> {
            auto picture = model.prepare(stop);
            if (!picture)
                return picture.error();
            return model.engine->judge(*picture, task.toStdString(), text.toStdString(), stop);
        },
        [this](const Labels& labels, double milliseconds) { Q_EMIT judged(labels, milliseconds); });
}

void EngineThread::findTexts(int count)
{
    using Hits = std::vector<inference::Hit>;
    post<Hits>(
        Request::FindTexts,
        [count](Model& model, const std::stop_token& stop) -> Result<Hits> {
            auto picture = model.prepare(stop);
            if (!picture)
                return picture.error();
            return model.engine->findTexts(*picture, count, stop);
        },
        [this](const Hits& hits, double milliseconds) { Q_EMIT textsFound(hits, milliseconds); });
}

void EngineThread::findPictures(const QString& text, int count)
{
    using Hits = std::vector<inference::Hit>;
    post<Hits>(
        Request::FindPictures,
        [text, count](Model& model, const std::stop_token& stop) -> Result<Hits> {
            if (!model.engine)
                return noModel();
            return model.engine->findPictures(text.toStdString(), count, stop);
        },
        [this](const Hits& hits, double milliseconds) {
            Q_EMIT picturesFound(hits, milliseconds);
        });
}

void EngineThread::index(const QString& project, const QString& split)
{
    post<bool>(
        Request::Index,
        [this, project, split](Model& model, const std::stop_token& stop) -> Result<bool> {
            if (!model.engine)
                return noModel();
            const QString wanted = project + QLatin1Char('\n') + split;
            if (model.engine->indexed() && model.indexed == wanted)
                return true;
            const JobControl control{
                stop, [this](const ProgressState& state) {
                    QMetaObject::invokeMethod(
                        this, [this, state] { Q_EMIT indexProgress(state.done, state.total); },
                        Qt::QueuedConnection);
                }};
            const Status status =
                model.engine->index(project.toStdString(), split.toStdString(), control);
            if (!status)
                return status.error();
            model.indexed = wanted;
            return true;
        },
        [this](bool, double milliseconds) { Q_EMIT indexed(milliseconds); });
}

JobControl EngineThread::control(const std::stop_token& stop, Tell tell)
{
    return {stop, [this, tell](const ProgressState& state) {
                QMetaObject::invokeMethod(
                    this,
                    [this, tell, state] {
                        (this->*tell)(QString::fromStdString(state.what), state.done, state.total);
                    },
                    Qt::QueuedConnection);
            }};
}

void EngineThread::explain(const inference::EvidenceQuestion& question)
{
    using Shared = std::shared_ptr<const inference::Evidence>;
    post<Shared>(
        Request::Explain,
        [question](Model& model, const std::stop_token& stop) -> Result<Shared> {
            auto picture = model.prepare(stop);
            if (!picture)
                return picture.error();
            auto evidence = model.engine->explain(*picture, question, stop);
            if (!evidence)
                return evidence.error();
            return Shared(std::make_shared<inference::Evidence>(std::move(*evidence)));
        },
        [this](const Shared& evidence, double milliseconds) {
            Q_EMIT explained(evidence, milliseconds);
        });
}

void EngineThread::nearestPairs(const QString& project, const QString& split, int count,
                                qint64 except)
{
    using Pairs = std::vector<inference::NearPair>;
    post<Pairs>(
        Request::NearPairs,
        [=, this](Model& model, const std::stop_token& stop) -> Result<Pairs> {
            auto picture = model.prepare(stop);
            if (!picture)
                return picture.error();
            return model.engine->nearestPairs(*picture, project.toStdString(), split.toStdString(),
                                              count, except,
                                              control(stop, &EngineThread::pairsFoundProgress));
        },
        [this](const Pairs& pairs, double milliseconds) {
            Q_EMIT pairsFound(pairs, milliseconds);
        });
}

void EngineThread::askAll(const QString& project, const QVector<qint64>& samples,
                          const inference::BatchQuestion& question)
{
    using Rows = std::vector<inference::BatchRow>;
    post<Rows>(
        Request::AskAll,
        [=](Model& model, const std::stop_token& stop) -> Result<Rows> {
            if (!model.engine)
                return noModel();
            return model.engine->askAll(project.toStdString(),
                                        std::vector<int64_t>(samples.begin(), samples.end()),
                                        question, stop);
        },
        [this](const Rows& rows, double milliseconds) { Q_EMIT askedAll(rows, milliseconds); });
}

void EngineThread::cancelAskAll()
{
    stops_[static_cast<size_t>(Request::AskAll)].request_stop();
}

void EngineThread::forgetIndex()
{
    QMetaObject::invokeMethod(
        worker_,
        [model = model_] {
            model->indexed.clear();
            if (model->engine)
                model->engine->forgetIndex();
        },
        Qt::QueuedConnection);
}

void EngineThread::cancelSearch()
{
    for (const Request request :
         {Request::Index, Request::NearPairs, Request::FindTexts, Request::FindPictures})
        stops_[static_cast<size_t>(request)].request_stop();
}

void EngineThread::encodePairs(const QString& project, const QString& split, int most,
                               const inference::VectorSpace& space)
{
    using Pairs = std::shared_ptr<const inference::PairVectors>;
    post<Pairs>(
        Request::Pairs,
        [=, this](Model& model, const std::stop_token& stop) -> Result<Pairs> {
            if (!model.engine)
                return noModel();
            auto pairs =
                model.engine->pairVectors(project.toStdString(), split.toStdString(), most, space,
                                          control(stop, &EngineThread::pairsProgress));
            if (!pairs)
                return pairs.error();
            return Pairs(std::make_shared<inference::PairVectors>(std::move(*pairs)));
        },
        [this](const Pairs& pairs, double milliseconds) {
            Q_EMIT pairsEncoded(pairs, milliseconds);
        });
}

void EngineThread::placeText(const QString& text, const inference::VectorSpace& space)
{
    post<std::vector<float>>(
        Request::PlaceText,
        [text, space](Model& model, const std::stop_token& stop) -> Result<std::vector<float>> {
            if (!model.engine)
                return noModel();
            return model.engine->textVector(text.toStdString(), space, stop);
        },
        [this](const std::vector<float>& vector, double milliseconds) {
            Q_EMIT textPlaced(vector, milliseconds);
        });
}

void EngineThread::placePicture(const PictureSource& picture, const inference::VectorSpace& space)
{
    post<std::vector<float>>(
        Request::PlacePicture,
        [source = picture,
         space](Model& model, const std::stop_token& stop) mutable -> Result<std::vector<float>> {
            auto prepared = model.prepare(source, stop);
            if (!prepared)
                return prepared.error();
            return model.engine->pictureVector(*prepared, space, stop);
        },
        [this](const std::vector<float>& vector, double milliseconds) {
            Q_EMIT picturePlaced(vector, milliseconds);
        });
}

void EngineThread::findStar(const QString& project, qint64 sample,
                            const inference::VectorSpace& space)
{
    using Star = std::shared_ptr<const inference::AnchorStar>;
    post<Star>(
        Request::Star,
        [=](Model& model, const std::stop_token& stop) -> Result<Star> {
            if (!model.engine)
                return noModel();
            auto star = model.engine->anchorStar(project.toStdString(), sample, space, stop);
            if (!star)
                return star.error();
            return Star(std::make_shared<inference::AnchorStar>(std::move(*star)));
        },
        [this](const Star& star, double milliseconds) { Q_EMIT starFound(star, milliseconds); });
}

void EngineThread::scorePair(const QString& project, qint64 sample)
{
    post<inference::PairScores>(
        Request::PairScores,
        [project, sample](Model& model,
                          const std::stop_token& stop) -> Result<inference::PairScores> {
            if (!model.engine)
                return noModel();
            return model.engine->pairScores(project.toStdString(), sample, stop);
        },
        [this](const inference::PairScores& scores, double milliseconds) {
            Q_EMIT pairScored(scores, milliseconds);
        });
}

void EngineThread::cancelMap()
{
    for (const Request request :
         {Request::Pairs, Request::PlaceText, Request::PlacePicture, Request::Star})
        stops_[static_cast<size_t>(request)].request_stop();
}

void EngineThread::cancel()
{
    for (size_t slot = 0; slot < kRequests; ++slot) {
        if (slot != static_cast<size_t>(Request::Load)) // a half-told checkpoint helps nobody
            stops_[slot].request_stop();
    }
}

} // namespace unimo::bridge
