// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/similarity_points.h"

#include "core/base/files.h"
#include "core/base/log.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr double kUnit = 1000;
constexpr int64_t kBytesPerPoll = int64_t{8} << 20;

template <typename Number>
bool readNumbers(const json& object, const char* key, size_t most, std::vector<Number>& out)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array() || found->size() > most)
        return false;
    for (const json& value : *found) {
        if (!value.is_number_integer())
            return false;
        out.push_back(static_cast<Number>(value.get<int64_t>()));
    }
    return true;
}

std::optional<SimilarityPoint> parsePoint(std::string_view line)
{
    constexpr size_t kMost = kMostSimilarityPairs;
    const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
    SimilarityPoint point;
    if (!object.is_object() || !object.contains("step") || !object["step"].is_number_integer() ||
        !readNumbers(object, "samples", kMost, point.samples) ||
        !readNumbers(object, "thousandths", kMost * kMost, point.values) || point.samples.empty() ||
        point.values.size() != point.samples.size() * point.samples.size())
        return std::nullopt;
    point.step = object["step"].get<int64_t>();
    for (const auto& [key, place] :
         {std::pair("time", &point.time), {"temperature", &point.temperature}})
        if (const auto found = object.find(key); found != object.end() && found->is_number())
            *place = found->get<double>();
    for (float& value : point.values)
        value = static_cast<float>(value / kUnit);
    return point;
}

} // namespace

fs::path similarityFile(const fs::path& run)
{
    return run / "similarity.jsonl";
}

Status appendSimilarity(const fs::path& run, const SimilarityPoint& point)
{
    json values = json::array();
    for (const float value : point.values)
        values.push_back(std::isfinite(value) ? std::lround(kUnit * value) : 0);
    const json object = {{"step", point.step},
                         {"time", point.time},
                         {"temperature", point.temperature},
                         {"samples", point.samples},
                         {"thousandths", std::move(values)}};
    return appendLine(similarityFile(run), object.dump());
}

std::vector<SimilarityPoint> SimilarityTail::poll()
{
    std::vector<SimilarityPoint> points;
    std::error_code code;
    const auto size = static_cast<int64_t>(fs::file_size(file_, code));
    if (code || size < offset_)
        return points; // nothing was written yet, or the file is another
    std::string block(static_cast<size_t>(std::min(size - offset_, kBytesPerPoll)), '\0');
    std::ifstream in(file_, std::ios::binary);
    in.seekg(offset_);
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    block.resize(static_cast<size_t>(in.gcount()));

    size_t start = 0; // only whole lines: the last may still be being written
    for (size_t end; (end = block.find('\n', start)) != std::string::npos; start = end + 1) {
        auto point = parsePoint(std::string_view(block).substr(start, end - start));
        if (point)
            points.push_back(std::move(*point));
        else
            log::warning("run", file_.string() + ": a line that makes no sense is skipped");
    }
    if (start == 0 && static_cast<int64_t>(block.size()) == kBytesPerPoll)
        start = block.size(); // no point is that long
    offset_ += static_cast<int64_t>(start);
    return points;
}

void join(std::vector<SimilarityPoint>& known, std::vector<SimilarityPoint> more)
{
    for (SimilarityPoint& point : more) {
        const auto isVoid = [&](const SimilarityPoint& one) { return one.step >= point.step; };
        known.erase(std::find_if(known.begin(), known.end(), isVoid), known.end());
        known.push_back(std::move(point));
    }
}

} // namespace unimo::train
