// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/space_choice.h"

#include <QComboBox>
#include <algorithm>

namespace unimo::panels {

using inference::VectorSpace;
using Pooling = VectorSpace::Pooling;

SpaceChoice::SpaceChoice(QObject* parent)
    : QObject(parent), layer_(new QComboBox), pooling_(new QComboBox)
{
    layer_->setAccessibleName(tr("Vectors of"));
    layer_->setToolTip(
        tr("Common space: what the checkpoint compares pictures and texts by.\n"
           "Input: regions and words before any attention.\n"
           "A layer: the states that leave it, pictures and captions each encoded alone."));
    pooling_->setAccessibleName(tr("Pooling"));
    pooling_->setToolTip(
        tr("How the states of a layer become one vector: the first token ([IMG], [CLS]), the mean "
           "of all, or the mean of regions and words alone, without the special tokens that "
           "attention gathers in"));
    pooling_->addItem(tr("First token"), static_cast<int>(Pooling::First));
    pooling_->addItem(tr("Mean"), static_cast<int>(Pooling::Mean));
    pooling_->addItem(tr("Regions and words"), static_cast<int>(Pooling::Content));
    pooling_->setCurrentIndex(1);
    setLayers(0);
    connect(layer_, &QComboBox::activated, this, [this] {
        showPooling();
        Q_EMIT changed();
    });
    connect(pooling_, &QComboBox::activated, this, &SpaceChoice::changed);
}

void SpaceChoice::setLayers(int64_t count)
{
    if (layer_->count() == count + 2)
        return;
    const int before = layer_->currentIndex();
    layer_->clear();
    layer_->addItem(tr("Common space"), QVariant::fromValue(qint64{VectorSpace::kCommon}));
    layer_->addItem(tr("Input"), qint64{0});
    for (qint64 layer = 1; layer <= count; ++layer)
        layer_->addItem(tr("Layer %1").arg(layer), layer);
    layer_->setCurrentIndex(std::clamp(before, 0, layer_->count() - 1));
    showPooling();
}

VectorSpace SpaceChoice::space() const
{
    return {layer_->currentData().toLongLong(),
            static_cast<Pooling>(pooling_->currentData().toInt())};
}

/// The common space has a pooling of its own.
void SpaceChoice::showPooling()
{
    pooling_->setHidden(space().common());
}

} // namespace unimo::panels
