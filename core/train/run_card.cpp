// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_card.h"

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/log.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr uint64_t kLargestCard = uint64_t{64} << 10;
constexpr double kStartsWithinSeconds = 30; ///< a queued run with a fresh status is about to start

fs::path cardFile(const fs::path& run)
{
    return run / "card.json";
}

/// One line of at most kLongestRunName bytes, cut between two characters.
std::string tidy(std::string name)
{
    for (char& c : name)
        if (static_cast<unsigned char>(c) < ' ')
            c = ' ';
    if (name.size() > kLongestRunName) {
        size_t end = kLongestRunName;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
            --end;
        name.resize(end);
    }
    const size_t first = name.find_first_not_of(' ');
    const size_t last = name.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : name.substr(first, last - first + 1);
}

bool isAtWork(const RunStatus& status)
{
    switch (status.state) {
    case RunState::Starting:
    case RunState::Running:
    case RunState::Paused:
    case RunState::Stopping:
        return true;
    case RunState::Queued:
        return unixTime() - status.heartbeat <= kStartsWithinSeconds;
    case RunState::Finished:
    case RunState::Failed:
    case RunState::Lost:
        return false;
    }
    return false;
}

Status mayBeTrashed(const fs::path& run)
{
    std::error_code code;
    if (!fs::is_directory(run, code))
        return Error{ErrorKind::Io, "the run is not there any more", run.string(), {}};
    const auto status = RunFolder(run).status();
    if (status && isAtWork(*status))
        return Error{ErrorKind::Config,
                     std::string("a run that is ") + name(status->state) + " cannot be deleted",
                     run.filename().string(), "stop it first"};
    return {};
}

Status move(const fs::path& from, const fs::path& to)
{
    std::error_code code;
    fs::rename(from, to, code);
    if (code)
        return Error{ErrorKind::Io,
                     "cannot be moved to " + to.string() + ": " + code.message(),
                     from.string(),
                     {}};
    // The folder is in its new place; that the entry survives a power cut is as well as can be.
    for (const fs::path& folder : {to.parent_path(), from.parent_path()})
        if (const Status synced = syncFolder(folder); !synced)
            log::warning("run", synced.error().text());
    return {};
}

} // namespace

json toJson(const RunCard& card)
{
    json out = json::object();
    if (!card.name.empty())
        out["name"] = card.name;
    if (card.archived)
        out["archived"] = true;
    return out;
}

RunCard runCardFromJson(const json& object)
{
    RunCard card;
    if (!object.is_object())
        return card;
    if (const auto name = object.find("name"); name != object.end() && name->is_string())
        card.name = tidy(name->get<std::string>());
    if (const auto archived = object.find("archived");
        archived != object.end() && archived->is_boolean())
        card.archived = archived->get<bool>();
    return card;
}

RunCard readRunCard(const fs::path& run)
{
    std::error_code code;
    if (!fs::exists(cardFile(run), code))
        return {};
    const auto object = readJson(cardFile(run), kLargestCard);
    return object ? runCardFromJson(*object) : RunCard();
}

Status writeRunCard(const fs::path& run, const RunCard& card)
{
    RunCard tidied = card;
    tidied.name = tidy(card.name);
    if (tidied != RunCard())
        return writeJsonAtomic(cardFile(run), toJson(tidied));
    std::error_code code;
    fs::remove(cardFile(run), code);
    if (code)
        return Error{
            ErrorKind::Io, "cannot be removed: " + code.message(), cardFile(run).string(), {}};
    return {};
}

Result<fs::path> moveToTrash(const fs::path& run, const fs::path& trash)
{
    if (Status allowed = mayBeTrashed(run); !allowed)
        return allowed.error();
    std::error_code code;
    fs::create_directories(trash, code);
    if (code)
        return Error{ErrorKind::Io, "cannot be made: " + code.message(), trash.string(), {}};
    fs::path place = trash / run.filename();
    for (int number = 2; fs::exists(place, code); ++number)
        place = trash / (run.filename().string() + "-" + std::to_string(number));
    if (Status moved = move(run, place); !moved)
        return moved.error();
    return place;
}

Status moveFromTrash(const fs::path& trashed, const fs::path& run)
{
    std::error_code code;
    if (fs::exists(run, code))
        return Error{ErrorKind::Io, "another run has taken the place of the deleted one",
                     run.string(), "rename that folder first"};
    fs::create_directories(run.parent_path(), code);
    return move(trashed, run);
}

} // namespace unimo::train
