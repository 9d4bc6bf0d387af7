// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/store/project.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace unimo::store {

/// What made the numbers of a feature file; a different identity means they must be made again.
struct FeatureIdentity
{
    std::string extractor; ///< "efficientnet-lite0/proposals/1" and the hash of its weights
    int32_t dim = 0;       ///< numbers a region
    int32_t classes = 0;   ///< class probabilities a region
    friend bool operator==(const FeatureIdentity&, const FeatureIdentity&) = default;
};

/// One picture's regions, as they are stored. Half floats are IEEE binary16 bit patterns.
struct RegionBlock
{
    std::span<const Box> boxes;         ///< [n]
    std::span<const uint16_t> features; ///< [n, dim]
    std::span<const uint16_t> classes;  ///< [n, classes]
};

/// Reads features/<set>.bin by memory mapping. Thread: any, once opened.
class FeatureReader
{
public:
    /// Data error when the file is damaged; Io error when the set does not exist.
    [[nodiscard]] static Result<std::unique_ptr<FeatureReader>> open(const Project& project,
                                                                     const std::string& set);
    [[nodiscard]] const FeatureIdentity& identity() const { return identity_; }
    [[nodiscard]] bool has(SampleId id) const { return slots_.contains(id); }
    [[nodiscard]] size_t size() const { return slots_.size(); }
    /// The regions of a sample that has() says is there.
    [[nodiscard]] RegionBlock regions(SampleId id) const;

private:
    std::shared_ptr<const MappedFile> file_;
    FeatureIdentity identity_;
    std::unordered_map<SampleId, FeatureSlot> slots_;
};

/// Appends to features/<set>.bin. What was committed survives a crash; what was not is cut off at
/// the next start, so that an interrupted extraction resumes. One writer at a time.
class FeatureWriter
{
public:
    /// Continues the set if it has the same identity, else starts it anew.
    [[nodiscard]] static Result<std::unique_ptr<FeatureWriter>>
    open(Project& project, const std::string& set, const FeatureIdentity& identity);
    ~FeatureWriter();

    [[nodiscard]] bool has(SampleId id) const;
    /// Adds one picture's regions: features [n, dim] and classes [n, classes] as half floats.
    [[nodiscard]] Status add(SampleId id, const RegionBlock& block);
    /// Syncs the data, then writes the index: from here on it is kept.
    [[nodiscard]] Status commit();

private:
    struct Implementation;
    explicit FeatureWriter(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> d_;
};

/// IEEE binary16 conversions, whole spans at once (sizes must be equal).
void toHalf(std::span<const float> from, std::span<uint16_t> to);
void fromHalf(std::span<const uint16_t> from, std::span<float> to);

} // namespace unimo::store
