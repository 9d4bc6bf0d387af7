// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bench/peer.h"
#include "core/bench/record.h"
#include "core/bench/rounds.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace unimo::bench {

/// Tiny: seconds, says that the command works and nothing of speed. Quick: a look, minutes in all.
/// Full: the sizes that the goals were set for.
enum class Size { Tiny, Quick, Full };

/// A synthetic project of pairs with made-up regions.
struct WorkloadShape
{
    int64_t pairs = 128;
    int64_t regions = 36;
    int64_t dim = 2048;                                    ///< numbers a region
    int64_t positives = 3, negatives = 16, neighbours = 8; ///< a pair

    friend auto operator<=>(const WorkloadShape&, const WorkloadShape&) = default;
};

/// How projects to measure on are made: what lies above this library builds them.
struct ProjectMakers
{
    /// Texts are drawn from `words`.
    std::function<void(const std::filesystem::path& folder, const WorkloadShape& shape,
                       const std::vector<std::string>& words)>
        workload;
    /// Composed scenes with exact truth and their pictures.
    std::function<void(const std::filesystem::path& folder, int scenes)> scenes;
};

struct Plan
{
    Size size = Size::Quick;
    int rounds = 3;
    std::filesystem::path python; ///< with the peers' packages; empty: no peers
    std::string command;          ///< as it was typed
    ProjectMakers make;
};

/// One call of `unimo bench`: what its workloads share. Thread: one.
class Session
{
public:
    /// `taken` gets each figure as soon as it is there.
    Session(Plan plan, std::function<void(const Record&)> taken);
    ~Session();

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] int rounds() const { return plan_.rounds; }
    /// The value of this call's size.
    template <typename T>
    [[nodiscard]] T sized(T tiny, T quick, T full) const
    {
        return plan_.size == Size::Tiny ? tiny : plan_.size == Size::Quick ? quick : full;
    }

    /// Stamps the figure with machine, date and command, and hands it over.
    void add(Record record);

    /// A peer, ready; null where none are wanted.
    [[nodiscard]] std::unique_ptr<Peer> peer(const std::string& script,
                                             const std::vector<std::string>& arguments = {}) const;

    /// Made when first wanted, kept for the call.
    [[nodiscard]] std::filesystem::path workload(const WorkloadShape& shape = {});
    [[nodiscard]] std::filesystem::path scenes(int count);
    /// A new name for a file or folder that goes with the call.
    [[nodiscard]] std::filesystem::path newFile(const std::string& ending);

private:
    Plan plan_;
    std::function<void(const Record&)> taken_;
    TemporaryFolder folder_;
    std::vector<std::pair<WorkloadShape, std::filesystem::path>> workloads_;
    std::vector<std::pair<int, std::filesystem::path>> scenes_;
    int files_ = 0;
    std::string machine_, host_, date_;
    double load_ = 0;
};

/// A record of rounds in seconds a piece of work: with `items` above 0, items a second.
[[nodiscard]] Record recordOf(std::string name, std::string what, const Rounds& rounds,
                              const Peer* peer, double items = 0);

} // namespace unimo::bench
