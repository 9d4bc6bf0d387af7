// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/example_file.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <utility>

namespace unimo::tasks {
namespace fs = std::filesystem;
namespace {

/// Room for the texts, each byte of which JSON may write as six, and the numbers.
constexpr std::streamsize kLongestLine = 256 << 10;

Error ioError(const fs::path& file, const std::string& what)
{
    return {ErrorKind::Io, what + ": " + std::strerror(errno), file.string(), {}};
}

/// The text, cut between two characters where it is too long.
std::string shortened(const std::string& text)
{
    if (text.size() <= ExampleWriter::kLongestText)
        return text;
    size_t end = ExampleWriter::kLongestText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "…";
}

EvaluatedExample exampleOf(const nlohmann::json& json)
{
    EvaluatedExample example;
    const auto text = [&](const char* key) { return json.value(key, std::string()); };
    const auto number = [&](const char* key, auto& value) {
        if (json.contains(key))
            value = json.at(key).get<typename std::decay_t<decltype(value)>::value_type>();
    };
    example.part = json.at("part").get<std::string>();
    example.group = text("group");
    example.type = text("type");
    example.sample = json.at("sample").get<int64_t>();
    example.item = json.value("item", int64_t{0});
    example.text = text("text");
    example.gold = json.at("gold").get<std::string>();
    example.prediction = json.at("prediction").get<std::string>();
    example.found = json.value("found", int64_t{0});
    number("probability", example.probability);
    number("confidence", example.confidence);
    number("loss", example.loss);
    number("margin", example.margin);
    number("rank", example.rank);
    example.scores = json.at("scores").get<std::map<std::string, double>>();
    example.split = text("split");
    example.collection = text("collection");
    example.objects = json.value("objects", int64_t{0});
    return example;
}

} // namespace

fs::path examplesFileOf(const fs::path& report)
{
    return fs::path(report).replace_extension(".examples.jsonl");
}

std::string exampleLine(const EvaluatedExample& example)
{
    // In the order that a person reads them.
    nlohmann::ordered_json json = {{"part", example.part}};
    const auto text = [&](const char* key, const std::string& value) {
        if (!value.empty())
            json[key] = shortened(value);
    };
    const auto number = [&](const char* key, const auto& value) {
        if (value && std::isfinite(static_cast<double>(*value)))
            json[key] = *value;
    };
    text("group", example.group);
    text("type", example.type);
    json["sample"] = example.sample;
    if (example.item != 0)
        json["item"] = example.item;
    text("text", example.text);
    json["gold"] = shortened(example.gold);
    json["prediction"] = shortened(example.prediction);
    if (example.found != 0)
        json["found"] = example.found;
    number("probability", example.probability);
    number("confidence", example.confidence);
    number("loss", example.loss);
    number("margin", example.margin);
    number("rank", example.rank);
    json["scores"] = example.scores;
    text("split", example.split);
    text("collection", example.collection);
    json["objects"] = example.objects;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<ExampleWriter> ExampleWriter::create(const fs::path& file)
{
    std::string temporary = file.string() + ".tmpXXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0)
        return ioError(file, "cannot be created");
    std::FILE* stream = ::fdopen(descriptor, "w");
    if (!stream) {
        ::close(descriptor);
        ::unlink(temporary.c_str());
        return ioError(file, "cannot be created");
    }
    return ExampleWriter(file, std::move(temporary), stream);
}

ExampleWriter::ExampleWriter(fs::path file, std::string temporary, std::FILE* stream)
    : file_(std::move(file)), temporary_(std::move(temporary)), stream_(stream)
{
}

ExampleWriter::ExampleWriter(ExampleWriter&& other) noexcept
    : file_(std::move(other.file_)), temporary_(std::move(other.temporary_)),
      stream_(std::exchange(other.stream_, nullptr)), count_(other.count_), bytes_(other.bytes_)
{
}

ExampleWriter::~ExampleWriter()
{
    if (!stream_)
        return;
    std::fclose(stream_);
    ::unlink(temporary_.c_str());
}

void ExampleWriter::add(const EvaluatedExample& example)
{
    const std::string line = exampleLine(example);
    std::fwrite(line.data(), 1, line.size(), stream_);
    bytes_ += static_cast<int64_t>(line.size());
    ++count_;
}

Result<nlohmann::json> ExampleWriter::finish()
{
    // mkstemp made it for the owner alone; the other files of a run are for all to read.
    const bool written = std::fflush(stream_) == 0 && std::ferror(stream_) == 0 &&
                         ::fchmod(::fileno(stream_), 0644) == 0 && ::fsync(::fileno(stream_)) == 0;
    if (!written)
        return ioError(file_, "cannot be written");
    if (::rename(temporary_.c_str(), file_.c_str()) != 0)
        return ioError(file_, "cannot be replaced");
    std::fclose(std::exchange(stream_, nullptr));
    return nlohmann::json{{"count", count_}, {"bytes", bytes_}};
}

bool hasExamples(const fs::path& reportFile, const nlohmann::json& report)
{
    const auto told = report.find("examples");
    if (told == report.end() || !told->is_object() ||
        !told->value("bytes", nlohmann::json()).is_number_integer())
        return false;
    std::error_code code;
    const auto size = fs::file_size(examplesFileOf(reportFile), code);
    return !code && static_cast<int64_t>(size) == told->at("bytes").get<int64_t>();
}

Result<std::vector<EvaluatedExample>> readExamples(const fs::path& file, const ExampleQuery& query,
                                                   const std::stop_token& stop)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return ioError(file, "cannot be opened for reading");
    std::vector<EvaluatedExample> examples;
    std::string line(static_cast<size_t>(kLongestLine), '\0');
    for (int64_t number = 1; !stop.stop_requested(); ++number) {
        in.getline(line.data(), kLongestLine);
        const auto length = in.gcount();
        if (in.eof() && length == 0)
            break;
        const auto bad = [&](const std::string& what) {
            return Error{ErrorKind::Data, what, file.string() + ", line " + std::to_string(number),
                         "measure the checkpoint again"};
        };
        if (in.fail())
            return bad("is longer than " + std::to_string(kLongestLine) + " bytes");
        try {
            const auto json = nlohmann::json::parse(line.data());
            const auto isWanted = [&](const char* key, const std::string& value) {
                return json.value(key, std::string()) == value;
            };
            if (!isWanted("part", query.part) || !isWanted("group", query.group) ||
                !(query.type.empty() || isWanted("type", query.type)))
                continue;
            if (examples.size() == kMostExamples)
                return bad("is one of more than " + std::to_string(kMostExamples) + " examples");
            examples.push_back(exampleOf(json));
        } catch (const nlohmann::json::exception& e) {
            return bad(e.what());
        }
    }
    return examples;
}

} // namespace unimo::tasks
