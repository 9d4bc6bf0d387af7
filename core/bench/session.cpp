// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/session.h"

#include "core/base/host.h"
#include "core/bench/machine.h"
#include "core/bench/words.h"

#include <algorithm>
#include <ctime>

namespace unimo::bench {
namespace {

std::string utcNow()
{
    const auto now = static_cast<std::time_t>(unixTime());
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

} // namespace

Session::Session(Plan plan, std::function<void(const Record&)> taken)
    : plan_(std::move(plan)), taken_(std::move(taken)), machine_(machineName()), host_(hostName()),
      date_(utcNow()), load_(machineLoad())
{
}

Session::~Session() = default;

void Session::add(Record record)
{
    record.command = plan_.command;
    record.machine = machine_;
    record.host = host_;
    record.date = date_;
    record.load = load_;
    taken_(record);
}

std::unique_ptr<Peer> Session::peer(const std::string& script,
                                    const std::vector<std::string>& arguments) const
{
    if (plan_.python.empty())
        return nullptr;
    return std::make_unique<Peer>(plan_.python, script, arguments);
}

std::filesystem::path Session::workload(const WorkloadShape& shape)
{
    for (const auto& [made, folder] : workloads_)
        if (made == shape)
            return folder;
    const auto folder = newFile("");
    plan_.make.workload(folder, shape, workloadWords());
    workloads_.emplace_back(shape, folder);
    return folder;
}

std::filesystem::path Session::scenes(int count)
{
    for (const auto& [made, folder] : scenes_)
        if (made == count)
            return folder;
    const auto folder = newFile("");
    plan_.make.scenes(folder, count);
    scenes_.emplace_back(count, folder);
    return folder;
}

std::filesystem::path Session::newFile(const std::string& ending)
{
    return folder_.path() / (std::to_string(files_++) + ending);
}

Record recordOf(std::string name, std::string what, const Rounds& rounds, const Peer* peer,
                double items)
{
    const auto figure = [&](const Times& times) {
        return items > 0 ? items / times.median() : times.median();
    };
    Record record{std::move(name), std::move(what)};
    record.value = figure(rounds.ours);
    record.unit = items > 0 ? "1/s" : "s";
    record.lowerIsBetter = items <= 0;
    record.noise = std::max(rounds.ours.noise(), rounds.peers.noise());
    if (peer)
        record.peer = Record::Peer{peer->name(), figure(rounds.peers)};
    return record;
}

} // namespace unimo::bench
