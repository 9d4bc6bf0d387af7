// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/detail/source.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <system_error>

namespace unimo::formats::detail {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr uint64_t kMaxJsonBytes = uint64_t{512} << 20;

std::optional<std::string> textOf(const json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (found == object.end() || !found->is_string())
        return std::nullopt;
    return found->get<std::string>();
}

std::optional<int64_t> idOf(const json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    return found->get<int64_t>();
}

/// Finds pictures by the places that COCO and its kin use: beside the file, in images/, or in the
/// folder that the file is named after (annotations/captions_train2017.json -> train2017/).
class PicturePlaces
{
public:
    explicit PicturePlaces(const fs::path& file)
    {
        const fs::path here = file.parent_path();
        const std::string stem = file.stem().string();
        const std::string named = stem.substr(stem.rfind('_') + 1);
        for (const fs::path& base : {here, here.parent_path()})
            for (const fs::path& folder : {base / "images", base / "images" / named, base / named})
                folders_.push_back(folder);
        folders_.push_back(here);
    }
    /// Where the picture is; where it should be when it is nowhere.
    [[nodiscard]] fs::path find(const std::string& name) const
    {
        std::error_code ignored;
        for (const auto& folder : folders_)
            if (fs::is_regular_file(folder / name, ignored))
                return (folder / name).lexically_normal();
        return (folders_.front() / name).lexically_normal();
    }

private:
    std::vector<fs::path> folders_;
};

struct Picture
{
    fs::path file;
    std::string split;
    std::string where;
    bool captioned = false;
};

/// A list of the file with its place for messages.
struct List
{
    const json& items;
    std::string where; ///< "captions.json images"
    [[nodiscard]] std::string place(size_t i) const
    {
        return where + "[" + std::to_string(i) + "]";
    }
};

std::map<int64_t, Picture> readPictures(const List& list, const PicturePlaces& places,
                                        std::vector<ImportProblem>& problems)
{
    std::map<int64_t, Picture> pictures;
    for (size_t i = 0; i < list.items.size(); ++i) {
        const json& item = list.items[i];
        const auto id = idOf(item, "id");
        const auto name = textOf(item, "file_name");
        if (!id || !name || name->empty() || name->find('\0') != std::string::npos)
            problems.push_back({list.place(i), "needs a whole number id and a text file_name"});
        else if (pictures.contains(*id))
            problems.push_back({list.place(i), "the id " + std::to_string(*id) + " is used twice"});
        else
            pictures[*id] = {places.find(*name), textOf(item, "split").value_or(""), list.place(i),
                             false};
    }
    return pictures;
}

void readCaptions(const List& list, std::map<int64_t, Picture>& pictures, SourceRows& source)
{
    for (size_t i = 0; i < list.items.size(); ++i) {
        const json& item = list.items[i];
        const auto id = idOf(item, "image_id");
        const auto text = textOf(item, "caption");
        if (!id || !text) {
            source.problems.push_back(
                {list.place(i), "needs a whole number image_id and a text caption"});
            continue;
        }
        const auto picture = pictures.find(*id);
        if (picture == pictures.end()) {
            source.problems.push_back(
                {list.place(i), "there is no image with the id " + std::to_string(*id)});
            continue;
        }
        const std::string caption = trimmed(*text);
        const std::string reason = caption.empty() ? "the caption is empty" : captionFault(caption);
        if (!reason.empty()) {
            source.problems.push_back({list.place(i), reason});
            continue;
        }
        picture->second.captioned = true;
        source.rows.push_back(
            {picture->second.file, caption, picture->second.split, list.place(i)});
    }
}

} // namespace

Result<SourceRows> readCocoCaptions(const fs::path& file)
{
    const auto content = readJson(file, kMaxJsonBytes);
    if (!content)
        return content.error();
    const auto isList = [&](const char* key) {
        return content->is_object() && content->contains(key) && (*content)[key].is_array();
    };
    if (!isList("images") || !isList("annotations"))
        return Error{ErrorKind::Data,
                     "is not a COCO captions file: it needs the lists \"images\" "
                     "and \"annotations\"",
                     file.string(),
                     {}};
    SourceRows source;
    auto pictures = readPictures({(*content)["images"], file.string() + " images"},
                                 PicturePlaces(file), source.problems);
    readCaptions({(*content)["annotations"], file.string() + " annotations"}, pictures, source);
    for (const auto& [id, picture] : pictures)
        if (!picture.captioned)
            source.rows.push_back({picture.file, {}, picture.split, picture.where});
    return source;
}

} // namespace unimo::formats::detail
