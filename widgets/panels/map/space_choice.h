// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/vector_space.h"

#include <QObject>

class QComboBox;

namespace unimo::panels {

/// Which of a checkpoint's vectors are mapped: those of the common space, or what leaves a layer,
/// and how that becomes one vector. Two fields that the panel puts where it likes.
class SpaceChoice : public QObject
{
    Q_OBJECT
public:
    explicit SpaceChoice(QObject* parent = nullptr);

    [[nodiscard]] QComboBox* layerBox() const { return layer_; }
    [[nodiscard]] QComboBox* poolingBox() const { return pooling_; }
    /// Offers these layers; what was chosen stays where it can.
    void setLayers(int64_t count);
    [[nodiscard]] inference::VectorSpace space() const;

Q_SIGNALS:
    /// By hand.
    void changed();

private:
    void showPooling();

    QComboBox* layer_;
    QComboBox* pooling_;
};

} // namespace unimo::panels
