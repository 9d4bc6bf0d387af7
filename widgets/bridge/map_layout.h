// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/pair_vectors.h"
#include "core/maps/labels.h"
#include "core/maps/layout.h"

#include <QObject>
#include <QThreadPool>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace unimo::bridge {

/// What a map looks like from afar.
struct MapOverview
{
    /// Around 25, 50, 75 and 90 % of the pictures, and of the captions.
    std::vector<std::vector<maps::Point>> pictures, captions;
    std::vector<maps::Label> labels; ///< of the captions, the largest group first
};

/// Works out where the points of a map lie, in the background; a newer request replaces the one
/// that runs. Thread: GUI thread.
class MapLayout : public QObject
{
    Q_OBJECT
public:
    enum class Method { PrincipalComponents, Umap, Tsne };

    explicit MapLayout(QObject* parent = nullptr);
    ~MapLayout() override;

    /// centred: the modality gap is taken out before. Where the pairs are those of the map before,
    /// the new one keeps its orientation.
    void start(std::shared_ptr<const inference::PairVectors> pairs, Method method, bool centred);
    void stop();
    /// Where further vectors of one modality, [n, dim], lie on a map: exactly on one of
    /// principal components, else between the nearest of their kind. `places`: of that map,
    /// pictures, then texts. Takes milliseconds.
    [[nodiscard]] static std::vector<maps::Point>
    placeOf(const inference::PairVectors& pairs, const std::vector<maps::Point>& places,
            Method method, bool centred, const std::vector<float>& vectors, bool areTexts);
    [[nodiscard]] bool running() const { return running_; }

Q_SIGNALS:
    /// Pictures, then texts.
    void placed(const std::vector<unimo::maps::Point>& places, int done, int epochs);
    /// Of the last places, before it finishes.
    void described(const std::shared_ptr<const unimo::bridge::MapOverview>& overview);
    void finished(double milliseconds);

private:
    struct Before
    {
        Method method;
        std::vector<int64_t> samples;
        std::vector<maps::Point> places;
    };

    quint64 id_ = 0;
    bool running_ = false;
    std::optional<Before> before_;
    std::stop_source stop_;
    QThreadPool pool_; ///< two threads: a stopped layout may need a while until it ends
};

} // namespace unimo::bridge
