// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/store/detail/project_data.h"

namespace unimo::store {
namespace {

void requireWithin(const Box& box)
{
    const bool within = box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 1 && box.y2 <= 1;
    if (within && box.x1 < box.x2 && box.y1 < box.y2)
        return;
    std::string sides;
    for (const float side : {box.x1, box.y1, box.x2, box.y2})
        sides += (sides.empty() ? "" : ", ") + std::to_string(side);
    throw ErrorException({ErrorKind::Data,
                          "the box " + sides + " is not within the picture",
                          {},
                          "left and top, right and bottom are fractions of the picture: 0 <= left "
                          "< right <= 1, 0 <= top < bottom <= 1"});
}

} // namespace

int64_t Project::drawRegion(const Region& region)
{
    requireWithin(region.box);
    const auto known = sample(region.sample);
    if (!known)
        d_->throwMissing("sample", region.sample);
    if (known->kind == SampleKind::Text)
        throw ErrorException({ErrorKind::Data,
                              "sample " + std::to_string(region.sample) +
                                  " is a text: it has no picture to draw a box on",
                              {},
                              {}});
    int64_t id = 0;
    transaction([&] {
        id = add(region);
        d_->database.run("UPDATE regions SET deleted = 1 WHERE id = ?", {id});
        d_->change("box deleted", {id}, 0, [](int64_t) { return std::string("Draw a box"); });
    });
    return id;
}

bool Project::setRegion(const Region& region)
{
    requireWithin(region.box);
    if (!d_->database.integer("SELECT id FROM regions WHERE id = ? AND deleted = 0", {region.id}))
        d_->throwMissing("box", region.id);
    int64_t changed = 0;
    const auto set = [&](const char* field, const detail::Parameter& value, const char* label) {
        changed +=
            d_->change(field, {region.id}, value, [label](int64_t) { return std::string(label); });
    };
    d_->oneStep([&] {
        set("box x1", region.box.x1, "Move a box");
        set("box y1", region.box.y1, "Move a box");
        set("box x2", region.box.x2, "Move a box");
        set("box y2", region.box.y2, "Move a box");
        set("box label", region.label, "Label a box");
        set("box colour", region.colour, "Label a box");
    });
    return changed > 0;
}

void Project::deleteRegion(int64_t region)
{
    if (d_->change("box deleted", {region}, 1,
                   [](int64_t) { return std::string("Delete a box"); }) == 0)
        d_->throwMissing("box", region);
}

} // namespace unimo::store
