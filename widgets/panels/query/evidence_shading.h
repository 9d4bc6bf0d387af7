// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/evidence.h"

#include <QColor>
#include <QString>
#include <QStringList>
#include <QVector>

namespace unimo::panels {

/// Which of the three kinds of evidence is drawn.
enum class EvidenceMethod { Attention, Gradient, LeftOut };

/// What is drawn on each unit of an evidence.
struct EvidenceShading
{
    QVector<double> values;    ///< the numbers themselves
    QVector<double> strengths; ///< -1 to 1: scaled to the largest, below 0: speaks against it
    QStringList labels;        ///< the numbers as a person reads them; may be empty
    bool signedValues = false; ///< they speak for or against

    /// The colour of unit i, as strong as `most` at the largest; not valid where there is none.
    [[nodiscard]] QColor color(qsizetype i, double most) const;
};

/// unit: the chosen one, -1: none (attention is then the mean over the words).
/// Attention and gradients are scaled for boxes and words apart, because the words' are larger.
[[nodiscard]] EvidenceShading shadingOf(const inference::Evidence& evidence, EvidenceMethod method,
                                        const inference::AttentionChoice& choice, int unit);

/// The share of a unit's attention that goes to the regions, the whole picture and the text.
struct AttentionSplit
{
    double regions = 0, picture = 0, text = 0;
};
[[nodiscard]] AttentionSplit attentionSplit(const inference::Evidence& evidence,
                                            const inference::AttentionChoice& choice, int unit);

/// A signed number: "+0.31", "−0.02".
[[nodiscard]] QString signedNumber(double value);

} // namespace unimo::panels
