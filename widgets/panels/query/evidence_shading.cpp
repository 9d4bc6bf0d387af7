// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/evidence_shading.h"

#include "widgets/look/theme.h"

#include <algorithm>
#include <cmath>

namespace unimo::panels {

using inference::AttentionChoice;
using inference::Evidence;
using inference::EvidenceUnit;

namespace {

/// Shares and effects below this are not worth a colour.
constexpr double kFaint = 0.02;
/// Effects that are all smaller than this are not made to look large.
constexpr double kSmallEffect = 0.05;

/// What the words look at on average.
std::vector<float> meanOfWords(const Evidence& evidence, const AttentionChoice& choice)
{
    std::vector<float> mean(evidence.units.size());
    float words = 0;
    for (size_t u = 0; u < evidence.units.size(); ++u) {
        if (evidence.units[u].role != EvidenceUnit::Role::Word)
            continue;
        const auto paid = evidence.paidBy(u, choice);
        for (size_t v = 0; v < mean.size(); ++v)
            mean[v] += paid[v];
        ++words;
    }
    for (float& share : mean)
        share /= std::max(words, 1.0F);
    return mean;
}

std::vector<float> attentionOf(const Evidence& evidence, const AttentionChoice& choice, int unit)
{
    if (unit < 0)
        return meanOfWords(evidence, choice);
    const auto u = static_cast<size_t>(unit);
    auto shares = evidence.paidBy(u, choice);
    if (evidence.units[u].isVisual() && !evidence.pictureSeesText()) {
        // Regions cannot see a caption: its words show what they pay to the region.
        const auto gotten = evidence.paidTo(u, choice);
        for (size_t v = 0; v < shares.size(); ++v)
            if (!evidence.units[v].isVisual())
                shares[v] = gotten[v];
    }
    return shares;
}

std::vector<float> gradientOf(const Evidence& evidence, int unit)
{
    if (unit >= 0 && static_cast<size_t>(unit) < evidence.wordGradients.size() &&
        !evidence.wordGradients[static_cast<size_t>(unit)].empty())
        return evidence.wordGradients[static_cast<size_t>(unit)];
    std::vector<float> gradients;
    for (const EvidenceUnit& own : evidence.units)
        gradients.push_back(own.gradient);
    return gradients;
}

QString labelOf(double value, EvidenceMethod method, const EvidenceUnit& unit)
{
    switch (method) {
    case EvidenceMethod::Attention:
        if (value == 0)
            return {}; // it cannot be seen
        return QStringLiteral("%1 %").arg(value * 100, 0, 'f', value < 0.0995 ? 1 : 0);
    case EvidenceMethod::Gradient:
        return QString::number(value, 'g', 2);
    case EvidenceMethod::LeftOut:
        return unit.canBeLeftOut() ? signedNumber(value) : QString();
    }
    return {};
}

} // namespace

QString signedNumber(double value)
{
    const QString digits = QString::number(std::abs(value), 'f', 2);
    if (digits == QLatin1String("0.00"))
        return digits;
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

QColor EvidenceShading::color(qsizetype i, double most) const
{
    const double strength = strengths.value(i);
    if (std::abs(strength) < kFaint)
        return {};
    // For and against also have the sign of the number as a mark.
    const char* name = strength < 0 ? "negative" : signedValues ? "positive" : "overlay";
    QColor color = look::Theme::instance().color(QString::fromLatin1(name));
    color.setAlphaF(static_cast<float>(most * std::abs(strength)));
    return color;
}

EvidenceShading shadingOf(const Evidence& evidence, EvidenceMethod method,
                          const AttentionChoice& choice, int unit)
{
    std::vector<float> values;
    switch (method) {
    case EvidenceMethod::Attention:
        values = attentionOf(evidence, choice, unit);
        break;
    case EvidenceMethod::Gradient:
        values = gradientOf(evidence, unit);
        break;
    case EvidenceMethod::LeftOut:
        for (const EvidenceUnit& own : evidence.units)
            values.push_back(own.canBeLeftOut() ? own.effect : 0);
        break;
    }
    double largest[2] = {1e-12, 1e-12}; // of words, of regions
    for (size_t u = 0; u < values.size(); ++u) {
        const EvidenceUnit& own = evidence.units[u];
        // What others often pay to [CLS], [SEP] and [IMG] says little and would outshine the rest.
        if (own.canBeLeftOut())
            largest[own.isVisual() ? 1 : 0] =
                std::max(largest[own.isVisual() ? 1 : 0], static_cast<double>(std::abs(values[u])));
    }
    if (method == EvidenceMethod::LeftOut)
        largest[0] = largest[1] = std::max({largest[0], largest[1], kSmallEffect});
    EvidenceShading shading;
    shading.signedValues = method == EvidenceMethod::LeftOut;
    for (size_t u = 0; u < values.size(); ++u) {
        const EvidenceUnit& own = evidence.units[u];
        const double value = values[u];
        shading.values.push_back(value);
        shading.strengths.push_back(std::clamp(value / largest[own.isVisual() ? 1 : 0], -1.0, 1.0));
        shading.labels.push_back(labelOf(value, method, own));
    }
    return shading;
}

AttentionSplit attentionSplit(const Evidence& evidence, const AttentionChoice& choice, int unit)
{
    const auto shares = unit < 0 ? meanOfWords(evidence, choice)
                                 : evidence.paidBy(static_cast<size_t>(unit), choice);
    AttentionSplit split;
    for (size_t u = 0; u < shares.size(); ++u) {
        const auto role = evidence.units[u].role;
        (role == EvidenceUnit::Role::Region    ? split.regions
         : role == EvidenceUnit::Role::Picture ? split.picture
                                               : split.text) += shares[u];
    }
    return split;
}

} // namespace unimo::panels
