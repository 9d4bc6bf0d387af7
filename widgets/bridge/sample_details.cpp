// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/sample_details.h"

#include "core/image/image.h"
#include "widgets/bridge/to_qimage.h"

#include <QFileInfo>

namespace unimo::bridge {
namespace {

constexpr int kShownSide = 1024;

SampleDetails::Retrieved readRetrieved(const store::Project& project,
                                       const store::Neighbour& neighbour)
{
    SampleDetails::Retrieved found{neighbour, {}, {}, {}};
    const auto sample = project.sample(neighbour.neighbour);
    if (!sample)
        return found;
    found.collection = QString::fromStdString(sample->collection);
    if (!sample->imagePath.empty())
        found.file = QString::fromStdString(project.imageFile(*sample).string());
    const auto captions = project.captions(neighbour.neighbour);
    found.shown = captions.empty() ? QFileInfo(found.file).fileName()
                                   : QString::fromStdString(captions.front().text);
    return found;
}

} // namespace

std::vector<Box> SampleDetails::boxes() const
{
    std::vector<Box> result;
    for (const store::Region& region : regions)
        result.push_back(region.box);
    return result;
}

QString asLine(const store::Example& example)
{
    QString line = QString::fromStdString(example.source);
    if (!example.context.empty())
        line += QStringLiteral(" · ") + QString::fromStdString(example.context);
    return line + QStringLiteral(" → ") + QString::fromStdString(example.target);
}

SampleDetails readSampleDetails(const store::Project& project, store::SampleId id)
{
    SampleDetails details;
    const auto sample = project.sample(id);
    if (!sample)
        return details;
    details.sample = *sample;
    details.captions = project.captions(id);
    details.questions = project.questions(id);
    details.regions = project.regions(id);
    details.proposals = project.proposals(id);
    details.measures = project.measures(id);
    details.examples = project.examples(id);
    details.rewrites = project.rewrites(id);
    for (auto& neighbour : project.neighbours(id))
        details.retrieved.push_back(readRetrieved(project, neighbour));
    if (sample->imagePath.empty())
        return details;
    const auto file = project.imageFile(*sample);
    details.file = QString::fromStdString(file.string());
    if (const auto image = loadImage(file))
        details.picture = toQImage(fitted(*image, kShownSide, kShownSide));
    else
        details.pictureError = QString::fromStdString(image.error().text());
    return details;
}

} // namespace unimo::bridge
