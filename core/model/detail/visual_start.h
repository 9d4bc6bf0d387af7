// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/unimo_model.h"

namespace unimo::model {

/// Takes mean and standard deviation of the training regions' features into the model.
/// features: [n, featureDim]
void standardiseFeatures(UnimoModel& model, const at::Tensor& features);

/// Starts the visual projection in closed form, so that a region begins where its words are: ridge
/// regression from standardised features to the word embeddings of the regions' labels.
/// features: [n, featureDim] raw; targets: [n, hidden]; ridge: penalty per sample.
/// Returns the share of the targets' variance that the projection explains.
double startVisualProjection(UnimoModel& model, const at::Tensor& features,
                             const at::Tensor& targets, double ridge = 0.05);

/// Lets regions enter the encoder on the scale that its text half knows: the visual norm becomes a
/// copy of the text norm, and the projection's bias gains the mean of the first positions, which
/// every word carries. Call after startVisualProjection.
void startVisualNorm(UnimoModel& model);

} // namespace unimo::model
