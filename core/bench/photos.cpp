// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/photos.h"

#include "core/store/project.h"

#include <map>

namespace unimo::bench {

std::vector<Photo> photosOf(const std::filesystem::path& project, size_t most)
{
    const auto opened = store::Project::open(project, /*readOnly=*/true).orThrow();
    const store::SampleFilter all;
    std::map<store::SampleId, std::vector<Box>> truth;
    for (const store::Region& region : opened->regions(all))
        truth[region.sample].push_back(region.box);
    std::vector<Photo> photos;
    for (const store::Sample& sample : opened->samples(all)) {
        if (photos.size() >= most)
            break;
        const auto boxes = truth.find(sample.id);
        if (sample.imagePath.empty() || boxes == truth.end())
            continue;
        Photo photo{opened->imageFile(sample), {}, boxes->second};
        photo.image = loadImage(photo.file).orThrow();
        photos.push_back(std::move(photo));
    }
    if (photos.empty())
        throw ErrorException(
            {ErrorKind::Data, "the scenes have no pictures with boxes", project.string(), {}});
    return photos;
}

} // namespace unimo::bench
