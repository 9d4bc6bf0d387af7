// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/vocabulary.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace unimo::datasets {

namespace {

Zone zoneOf(const std::string& name)
{
    static const std::array<std::string, 4> names = {"sky", "ground", "water", "indoors"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        throw ErrorException({ErrorKind::Data,
                              "zone '" + name + "' is none of sky, ground, water, indoors",
                              {},
                              {}});
    return static_cast<Zone>(found - names.begin());
}

void addPictures(Vocabulary& vocabulary, const nlohmann::json& sources, bool heldOut)
{
    for (const auto& source : sources) {
        vocabulary.nouns.back().pictures.push_back(static_cast<int>(vocabulary.pictures.size()));
        vocabulary.pictures.push_back(
            {static_cast<int>(vocabulary.nouns.size()) - 1, source.get<std::string>(), heldOut});
    }
}

void addNoun(Vocabulary& vocabulary, const nlohmann::json& entry)
{
    Noun noun;
    noun.word = entry.at("noun").get<std::string>();
    noun.plural = entry.at("plural").get<std::string>();
    noun.category = entry.at("category").get<std::string>();
    for (const auto& zone : entry.at("zones"))
        noun.zones.push_back(zoneOf(zone.get<std::string>()));
    if (noun.zones.empty() || entry.at("pictures").empty())
        throw ErrorException({ErrorKind::Data,
                              "noun '" + noun.word + "' needs a zone and a picture for training",
                              {},
                              {}});
    vocabulary.nouns.push_back(std::move(noun));
    addPictures(vocabulary, entry.at("pictures"), false);
    addPictures(vocabulary, entry.at("held_out"), true);
}

} // namespace

bool Noun::livesIn(Zone zone) const
{
    return std::find(zones.begin(), zones.end(), zone) != zones.end();
}

bool Noun::meets(const Noun& other) const
{
    const auto under = [](const Noun& noun) {
        return noun.livesIn(Zone::Ground) || noun.livesIn(Zone::Water) || noun.livesIn(Zone::Sky);
    };
    if (livesIn(Zone::Sky) || other.livesIn(Zone::Sky))
        return under(*this) && under(other);
    return std::any_of(zones.begin(), zones.end(), [&](Zone zone) { return other.livesIn(zone); });
}

Result<Vocabulary> loadVocabulary(const std::filesystem::path& file)
{
    const auto json = readJson(file);
    if (!json)
        return json.error();
    Vocabulary vocabulary;
    try {
        std::set<std::string> words;
        for (const auto& entry : *json) {
            addNoun(vocabulary, entry);
            const std::string& added = vocabulary.nouns.back().word;
            if (!words.insert(added).second)
                return Error{ErrorKind::Data, "noun '" + added + "' is listed twice", file, {}};
        }
    } catch (const nlohmann::json::exception& fault) {
        return Error{
            ErrorKind::Data, std::string("not a list of nouns: ") + fault.what(), file, {}};
    } catch (const ErrorException& fault) {
        Error error = fault.error();
        error.where = file;
        return error;
    }
    if (vocabulary.nouns.size() < 10)
        return Error{ErrorKind::Data,
                     "only " + std::to_string(vocabulary.nouns.size()) +
                         " nouns; scenes need 10 or more",
                     file,
                     {}};
    return vocabulary;
}

} // namespace unimo::datasets
