// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_tail.h"

#include "core/events/event.pb.h"
#include "core/events/event_folders.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace unimo::events {
namespace fs = std::filesystem;
namespace {

/// The list of a tag, made only when it is new.
template <typename Point>
std::vector<Point>& pointsOf(Series<Point>& series, const std::string& tag)
{
    const auto found = series.find(tag);
    return found != series.end() ? found->second : series[tag];
}

/// A tensor of one number; anything else is none.
std::optional<float> scalarOf(const wire::Tensor& tensor)
{
    const std::string& raw = tensor.tensor_content();
    if (tensor.dtype() == wire::Tensor::FLOAT) {
        float value = 0;
        if (tensor.float_val_size() == 1)
            return tensor.float_val(0);
        if (raw.size() == sizeof value) {
            std::memcpy(&value, raw.data(), sizeof value);
            return value;
        }
    } else if (tensor.dtype() == wire::Tensor::DOUBLE) {
        double value = 0;
        if (tensor.double_val_size() == 1)
            return static_cast<float>(tensor.double_val(0));
        if (raw.size() == sizeof value) {
            std::memcpy(&value, raw.data(), sizeof value);
            return static_cast<float>(value);
        }
    }
    return std::nullopt;
}

/// A resumed run starts again at `step`: what it recorded from there on before is orphaned.
void purgeFrom(int64_t step, EventBatch& batch)
{
    batch.purgeFrom = std::min(step, batch.purgeFrom.value_or(step));
    purge(batch.scalars, step);
    purge(batch.texts, step);
    purge(batch.histograms, step);
    purge(batch.images, step);
}

/// Rows of left edge, right edge and count: none when the tensor is something else.
std::optional<HistogramPoint> histogramOf(const wire::Tensor& tensor)
{
    constexpr size_t kRow = 3 * sizeof(double);
    const std::string& raw = tensor.tensor_content();
    if (tensor.dtype() != wire::Tensor::DOUBLE || raw.empty() || raw.size() % kRow != 0)
        return std::nullopt;
    HistogramPoint point;
    for (size_t at = 0; at < raw.size(); at += kRow) {
        std::array<double, 3> row{};
        std::memcpy(row.data(), raw.data() + at, kRow);
        if (at == 0)
            point.minimum = row[0];
        point.edges.push_back(row[1]);
        point.counts.push_back(row[2]);
    }
    point.maximum = point.edges.back();
    return point;
}

HistogramPoint histogramOf(const wire::Histogram& histogram)
{
    const int buckets = std::min(histogram.bucket_size(), histogram.bucket_limit_size());
    HistogramPoint point;
    point.minimum = histogram.min();
    point.maximum = histogram.max();
    point.edges.assign(histogram.bucket_limit().begin(),
                       histogram.bucket_limit().begin() + buckets);
    point.counts.assign(histogram.bucket().begin(), histogram.bucket().begin() + buckets);
    return point;
}

} // namespace

/// Sorts the values of one poll into its batch.
class EventTail::Taker
{
public:
    Taker(EventTail& tail, EventBatch& batch) : tail_(tail), batch_(batch) {}

    /// False when the payload is no event.
    bool take(std::string_view payload)
    {
        // A parsed message can be fifty times as large as its bytes.
        if (payload.size() > kLargestEvent) {
            leaveOut("a record of " + std::to_string(payload.size() >> 20) + " MB");
            return true;
        }
        if (!event_.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
            return false;
        if (event_.has_summary())
            for (const wire::Summary::Value& value : event_.summary().value())
                add(value);
        else if (event_.session_log().status() == wire::SessionLog::START)
            purgeFrom(event_.step(), batch_);
        return true;
    }

private:
    void add(const wire::Summary::Value& value)
    {
        Kind* kind = kindOf(value);
        if (!kind)
            return;
        const std::string& tag = value.tag();
        switch (value.value_case()) {
        case wire::Summary::Value::kSimpleValue:
            addScalar(tag, value.simple_value());
            break;
        case wire::Summary::Value::kTensor:
            addTensor(tag, value.tensor(), *kind);
            break;
        case wire::Summary::Value::kHisto:
            if (tail_.wanted_.histograms)
                addHistogram(tag, histogramOf(value.histo()));
            break;
        case wire::Summary::Value::kImage:
            if (tail_.wanted_.images)
                pointsOf(batch_.images, tag)
                    .push_back(
                        {event_.step(), event_.wall_time(), value.image().encoded_image_string()});
            break;
        case wire::Summary::Value::VALUE_NOT_SET:
            break;
        }
    }

    /// What the tag holds; null when it cannot be kept. TensorBoard's writers name the plugin with
    /// a tag's first value alone.
    Kind* kindOf(const wire::Summary::Value& value)
    {
        const std::string& tag = value.tag();
        auto found = tail_.tags_.find(tag);
        if (found == tail_.tags_.end()) {
            if (tag.size() > kLongestTag) {
                leaveOut("a tag of " + std::to_string(tag.size()) + " bytes");
                return nullptr;
            }
            if (tail_.tags_.size() >= kMostTags) {
                leaveOut("what comes after the first " + std::to_string(kMostTags) + " tags");
                return nullptr;
            }
            found = tail_.tags_.emplace(tag, Kind::Unknown).first;
        }
        const std::string& plugin = value.metadata().plugin_data().plugin_name();
        if (!plugin.empty())
            found->second = plugin == "scalars"      ? Kind::Scalar
                            : plugin == "text"       ? Kind::Text
                            : plugin == "histograms" ? Kind::Histogram
                                                     : Kind::Other;
        return &found->second;
    }

    /// A tensor whose plugin was never named is taken for what its type suggests.
    void addTensor(const std::string& tag, const wire::Tensor& tensor, Kind kind)
    {
        const bool text = tensor.dtype() == wire::Tensor::STRING;
        if (kind == Kind::Text || (kind == Kind::Unknown && text)) {
            if (tail_.wanted_.texts && text && tensor.string_val_size() > 0)
                pointsOf(batch_.texts, tag)
                    .push_back({event_.step(), event_.wall_time(),
                                tensor.string_val(0).substr(0, kLongestText)});
        } else if (kind == Kind::Histogram) {
            if (auto point = tail_.wanted_.histograms ? histogramOf(tensor) : std::nullopt)
                addHistogram(tag, std::move(*point));
        } else if (kind != Kind::Other) {
            if (const auto scalar = scalarOf(tensor))
                addScalar(tag, *scalar);
        }
    }

    void addScalar(const std::string& tag, float value)
    {
        pointsOf(batch_.scalars, tag).push_back({event_.step(), event_.wall_time(), value});
    }

    void addHistogram(const std::string& tag, HistogramPoint point)
    {
        point.step = event_.step();
        point.wallTime = event_.wall_time();
        pointsOf(batch_.histograms, tag).push_back(std::move(point));
    }

    void leaveOut(const std::string& what)
    {
        if (!std::exchange(tail_.warned_, true))
            batch_.warnings.push_back(tail_.folder_.string() + ": its event files hold " + what +
                                      ", which is left out");
    }

    EventTail& tail_;
    EventBatch& batch_;
    wire::Event event_; ///< parsed into again and again, so that its memory is reused
};

EventBatch EventTail::poll(uint64_t mostBytes)
{
    std::error_code code;
    for (fs::directory_iterator it(folder_, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (isEventFile(it->path()) && it->is_regular_file(ignored))
            files_.try_emplace(it->path(), it->path());
    }

    EventBatch batch;
    Taker taker(*this, batch);
    behind_ = false;
    for (auto& [path, reader] : files_) {
        const uint64_t before = reader.offset();
        auto warning =
            reader.poll([&](std::string_view payload) { return taker.take(payload); }, mostBytes);
        if (warning)
            batch.warnings.push_back(std::move(*warning));
        const uint64_t done = reader.offset() - before;
        behind_ = done >= mostBytes;
        if (behind_)
            break; // the later files only when this one is read to its end
        mostBytes -= done;
    }
    return batch;
}

} // namespace unimo::events
