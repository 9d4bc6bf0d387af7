// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_writer.h"

#include "core/events/event.pb.h"
#include "core/events/record_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace unimo::events {
namespace fs = std::filesystem;
namespace {

constexpr size_t kFlushAt = size_t{64} << 10;
constexpr size_t kKeepAtMost = size_t{64} << 20;
constexpr int kBuckets = 30;
constexpr std::string_view kPrefix = "events.out.tfevents.";

/// The time in the newest event file's name, 0 when there is none.
int64_t newestFileTime(const fs::path& folder)
{
    int64_t newest = 0;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        const std::string name = it->path().filename().string();
        int64_t time = 0;
        if (name.starts_with(kPrefix)) {
            std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), time);
            newest = std::max(newest, time);
        }
    }
    return newest;
}

std::string fileName(int64_t time)
{
    std::array<char, 24> digits{};
    std::snprintf(digits.data(), digits.size(), "%010lld", static_cast<long long>(time));
    return std::string(kPrefix) + digits.data() + "." + hostName() + "." +
           std::to_string(::getpid());
}

wire::Histogram histogramOf(std::span<const float> values)
{
    wire::Histogram histogram;
    double low = INFINITY, high = -INFINITY, sum = 0, squares = 0, count = 0;
    for (const float value : values) {
        if (!std::isfinite(value))
            continue;
        low = std::min<double>(low, value);
        high = std::max<double>(high, value);
        sum += value;
        squares += static_cast<double>(value) * value;
        ++count;
    }
    if (count == 0)
        return histogram;

    const int buckets = low < high ? kBuckets : 1;
    const double width = (high - low) / buckets;
    std::vector<double> counts(static_cast<size_t>(buckets), 0.0);
    for (const float value : values) {
        if (!std::isfinite(value))
            continue;
        const int bucket = width > 0 ? static_cast<int>((value - low) / width) : 0;
        ++counts[static_cast<size_t>(std::min(bucket, buckets - 1))];
    }
    histogram.set_min(low);
    histogram.set_max(high);
    histogram.set_num(count);
    histogram.set_sum(sum);
    histogram.set_sum_squares(squares);
    for (int i = 0; i < buckets; ++i) {
        histogram.add_bucket_limit(i + 1 == buckets ? high : low + width * (i + 1));
        histogram.add_bucket(counts[static_cast<size_t>(i)]);
    }
    return histogram;
}

} // namespace

Result<std::unique_ptr<EventWriter>> EventWriter::open(const fs::path& runFolder,
                                                       std::optional<int64_t> purgeStep)
{
    int64_t time = std::max(static_cast<int64_t>(unixTime()), newestFileTime(runFolder) + 1);
    fs::path file;
    int descriptor = -1;
    do { // another process may take the same name at the same moment
        file = runFolder / fileName(time++);
        descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
    } while (descriptor < 0 && errno == EEXIST);
    if (descriptor < 0)
        return Error{ErrorKind::Io,
                     std::string("cannot be created: ") + std::strerror(errno),
                     file.string(),
                     {}};

    std::unique_ptr<EventWriter> writer(new EventWriter(file, descriptor));
    wire::Event event;
    event.set_wall_time(unixTime());
    event.set_file_version("brain.Event:2");
    writer->add(event);
    if (purgeStep) {
        event.set_step(*purgeStep);
        event.mutable_session_log()->set_status(wire::SessionLog::START);
        writer->add(event);
    }
    if (auto written = writer->flush(); !written)
        return written.error();
    return writer;
}

EventWriter::EventWriter(fs::path file, int descriptor)
    : file_(std::move(file)), descriptor_(descriptor)
{
}

EventWriter::~EventWriter()
{
    static_cast<void>(writePending());
    ::close(descriptor_);
}

void EventWriter::addScalar(const std::string& tag, float value, int64_t step, double wallTime)
{
    wire::Summary::Value entry;
    entry.set_tag(tag);
    entry.set_simple_value(value);
    addValue(std::move(entry), step, wallTime);
}

void EventWriter::addText(const std::string& tag, const std::string& text, int64_t step,
                          double wallTime)
{
    wire::Summary::Value entry;
    entry.set_tag(tag);
    entry.mutable_metadata()->mutable_plugin_data()->set_plugin_name("text");
    wire::Tensor& tensor = *entry.mutable_tensor();
    tensor.set_dtype(wire::Tensor::STRING);
    tensor.mutable_tensor_shape()->add_dim()->set_size(1);
    tensor.add_string_val(text);
    addValue(std::move(entry), step, wallTime);
}

void EventWriter::addHistogram(const std::string& tag, std::span<const float> values, int64_t step,
                               double wallTime)
{
    wire::Summary::Value entry;
    entry.set_tag(tag);
    *entry.mutable_histo() = histogramOf(values);
    addValue(std::move(entry), step, wallTime);
}

void EventWriter::addImage(const std::string& tag, std::string_view png, int width, int height,
                           int64_t step, double wallTime)
{
    wire::Summary::Value entry;
    entry.set_tag(tag);
    wire::Summary::Image& image = *entry.mutable_image();
    image.set_width(width);
    image.set_height(height);
    image.set_colorspace(3);
    image.set_encoded_image_string(std::string(png));
    addValue(std::move(entry), step, wallTime);
}

void EventWriter::addValue(wire::Summary_Value value, int64_t step, double wallTime)
{
    wire::Event event;
    event.set_wall_time(wallTime);
    event.set_step(step);
    *event.mutable_summary()->add_value() = std::move(value);
    add(event);
}

void EventWriter::add(const wire::Event& event)
{
    const std::string payload = event.SerializeAsString();
    const std::lock_guard lock(mutex_);
    if (pending_.size() + payload.size() > kKeepAtMost)
        return;
    appendRecord(pending_, payload);
    if (pending_.size() >= kFlushAt)
        static_cast<void>(writePending()); // a failure is reported by flush()
}

Status EventWriter::flush()
{
    const std::lock_guard lock(mutex_);
    return writePending();
}

Status EventWriter::writePending()
{
    size_t written = 0;
    int fault = 0;
    while (written < pending_.size() && fault == 0) {
        const ssize_t n =
            ::write(descriptor_, pending_.data() + written, pending_.size() - written);
        if (n > 0)
            written += static_cast<size_t>(n);
        else if (n == 0 || errno != EINTR)
            fault = n == 0 ? EIO : errno;
    }
    pending_.erase(0, written);
    if (fault == 0)
        return {};
    return Error{ErrorKind::Io, std::string("cannot be written: ") + std::strerror(fault),
                 file_.string(), "free some disk space"};
}

} // namespace unimo::events
