// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_tail.h"

#include "core/events/event.pb.h"

#include <algorithm>
#include <cstring>

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

/// TensorBoard leaves the plugin's name out after a tag's first value, so none means "by type".
bool isOf(const wire::Summary::Value& value, const char* plugin)
{
    const std::string& name = value.metadata().plugin_data().plugin_name();
    return name.empty() || name == plugin;
}

void addTensor(const wire::Event& event, const wire::Summary::Value& value, EventBatch& batch)
{
    const wire::Tensor& tensor = value.tensor();
    if (tensor.dtype() == wire::Tensor::STRING) {
        if (tensor.string_val_size() > 0 && isOf(value, "text"))
            pointsOf(batch.texts, value.tag())
                .push_back({event.step(), event.wall_time(), tensor.string_val(0)});
    } else if (isOf(value, "scalars")) {
        if (const auto scalar = scalarOf(tensor))
            pointsOf(batch.scalars, value.tag())
                .push_back({event.step(), event.wall_time(), *scalar});
    }
}

void addHistogram(const wire::Event& event, const wire::Summary::Value& value, EventBatch& batch)
{
    const wire::Histogram& histogram = value.histo();
    const int buckets = std::min(histogram.bucket_size(), histogram.bucket_limit_size());
    HistogramPoint point{event.step(), event.wall_time(), histogram.min(), histogram.max(), {}, {}};
    point.edges.assign(histogram.bucket_limit().begin(),
                       histogram.bucket_limit().begin() + buckets);
    point.counts.assign(histogram.bucket().begin(), histogram.bucket().begin() + buckets);
    pointsOf(batch.histograms, value.tag()).push_back(std::move(point));
}

void addSummary(const wire::Event& event, EventBatch& batch)
{
    for (const wire::Summary::Value& value : event.summary().value()) {
        switch (value.value_case()) {
        case wire::Summary::Value::kSimpleValue:
            pointsOf(batch.scalars, value.tag())
                .push_back({event.step(), event.wall_time(), value.simple_value()});
            break;
        case wire::Summary::Value::kTensor:
            addTensor(event, value, batch);
            break;
        case wire::Summary::Value::kHisto:
            addHistogram(event, value, batch);
            break;
        case wire::Summary::Value::kImage:
            pointsOf(batch.images, value.tag())
                .push_back({event.step(), event.wall_time(), value.image().encoded_image_string()});
            break;
        case wire::Summary::Value::VALUE_NOT_SET:
            break;
        }
    }
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

} // namespace

EventBatch EventTail::poll()
{
    std::error_code code;
    for (fs::directory_iterator it(folder_, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        const bool events = it->path().filename().string().find("tfevents") != std::string::npos;
        if (events && it->is_regular_file(ignored))
            files_.try_emplace(it->path(), it->path());
    }

    EventBatch batch;
    wire::Event event; // parsed into again and again, so that its memory is reused
    for (auto& [path, reader] : files_) {
        auto warning = reader.poll([&](std::string_view payload) {
            if (!event.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
                return false;
            if (event.has_summary())
                addSummary(event, batch);
            else if (event.session_log().status() == wire::SessionLog::START)
                purgeFrom(event.step(), batch);
            return true;
        });
        if (warning)
            batch.warnings.push_back(std::move(*warning));
    }
    return batch;
}

} // namespace unimo::events
