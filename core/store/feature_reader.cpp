// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/feature_layout.h"

namespace unimo::store {

Result<std::unique_ptr<FeatureReader>> FeatureReader::open(const Project& project,
                                                           const std::string& set)
{
    const auto path = detail::featureFile(project, set);
    if (!path)
        return path.error();
    const std::string where = path->string();
    // The index first: what it names was in the file before it was written.
    std::vector<FeatureSlot> slots;
    try {
        slots = project.featureSlots(set);
    } catch (const ErrorException& e) {
        return e.error();
    }
    auto file = MappedFile::open(*path);
    if (!file)
        return Error{ErrorKind::Io,
                     "there are no features \"" + set + "\": " + file.error().message, where,
                     "extract the features"};
    const auto bytes = (*file)->bytes();
    const auto header = detail::readFeatureHeader(bytes, where);
    if (!header)
        return header.error();

    auto reader = std::make_unique<FeatureReader>();
    reader->file_ = *file;
    reader->identity_ = header->identity;
    for (const auto& slot : slots) {
        if (!detail::slotFits(slot, *header, static_cast<int64_t>(bytes.size())))
            return Error{ErrorKind::Data,
                         "the features of sample " + std::to_string(slot.sample) +
                             " lie outside the file, which is " + std::to_string(bytes.size()) +
                             " bytes",
                         where, "extract the features again"};
        reader->slots_.emplace(slot.sample, slot);
    }
    return reader;
}

RegionBlock FeatureReader::regions(SampleId id) const
{
    const FeatureSlot& slot = slots_.at(id);
    const auto n = static_cast<size_t>(slot.regions);
    const size_t features = n * static_cast<size_t>(identity_.dim);
    const size_t classes = n * static_cast<size_t>(identity_.classes);
    const std::byte* record = file_->bytes().data() + slot.offset;
    const auto* halves = reinterpret_cast<const uint16_t*>(record + n * sizeof(Box));
    return {{reinterpret_cast<const Box*>(record), n},
            {halves, features},
            {halves + features, classes}};
}

} // namespace unimo::store
