// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/data_check.h"

#include "core/base/threads.h"
#include "core/checks/caption_faults.h"
#include "core/checks/near_duplicates.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

namespace unimo::checks {
namespace {

using store::Sample;
using store::SampleId;
using Values = std::vector<std::pair<SampleId, double>>;

const char* const kSource = "data check";

struct Seen
{
    const Sample* sample = nullptr;
    bool readable = false;
    PictureLook look;
};

/// The looks of all pictures, in sample order. Pictures with the same bytes are decoded once.
std::vector<Seen> lookAtAll(const store::Project& project, const std::vector<Sample>& samples,
                            int threads, const JobControl& control)
{
    std::vector<Seen> seen;
    for (const Sample& sample : samples)
        if (!sample.imagePath.empty())
            seen.push_back({&sample, false, {}});
    std::unordered_map<std::string, size_t> firsts; // by content
    std::vector<size_t> decoded, same(seen.size());
    for (size_t i = 0; i < seen.size(); ++i) {
        const std::string& hash = seen[i].sample->imageHash;
        same[i] = hash.empty() ? i : firsts.try_emplace(hash, i).first->second;
        if (same[i] == i)
            decoded.push_back(i);
    }
    std::atomic<int64_t> done = 0;
    std::mutex reporting;
    const auto total = static_cast<int64_t>(decoded.size());
    parallelFor(total, threads, [&](int64_t k) {
        if (control.stopped())
            return;
        Seen& one = seen[decoded[static_cast<size_t>(k)]];
        const auto image = loadImage(project.imageFile(*one.sample));
        one.readable = image.ok() && !image->empty();
        if (one.readable)
            one.look = lookAt(*image);
        if (const int64_t count = ++done; count % 64 == 0) {
            const std::scoped_lock lock(reporting);
            control.progress("Looking at pictures", count, total);
        }
    });
    for (size_t i = 0; i < seen.size(); ++i)
        if (same[i] != i) {
            seen[i].readable = seen[same[i]].readable;
            seen[i].look = seen[same[i]].look;
        }
    return seen;
}

/// What is told of samples, by measure.
using Measures = std::map<std::string, Values>;

void measurePictures(const std::vector<Seen>& seen, Measures& measures, CheckReport& report)
{
    report.pictures = static_cast<int64_t>(seen.size());
    for (const Seen& one : seen) {
        if (!one.readable) {
            ++report.unreadable;
            measures["unreadable"].emplace_back(one.sample->id, 1);
            continue;
        }
        measures["sharpness"].emplace_back(one.sample->id, one.look.sharpness);
        measures["brightness"].emplace_back(one.sample->id, one.look.brightness);
        measures["contrast"].emplace_back(one.sample->id, one.look.contrast);
    }
}

void measureCopies(const std::vector<Seen>& seen, Measures& measures, CheckReport& report,
                   const JobControl& control)
{
    control.progress("Comparing pictures", 0, 0);
    std::vector<const Sample*> samples;
    std::vector<PictureLook> looks;
    for (const Seen& one : seen)
        if (one.readable) {
            samples.push_back(one.sample);
            looks.push_back(one.look);
        }
    for (const auto& group : nearDuplicates(looks, control.stop)) {
        ++report.groups;
        std::set<std::string> splits;
        for (const size_t i : group)
            splits.insert(samples[i]->split);
        for (const size_t i : group) {
            ++report.copies;
            const SampleId id = samples[i]->id;
            measures["copies"].emplace_back(id, static_cast<double>(group.size() - 1));
            measures["copy_group"].emplace_back(id, static_cast<double>(samples[group[0]]->id));
            if (splits.size() > 1) {
                ++report.leaks;
                measures["leak"].emplace_back(id, 1);
            }
        }
    }
}

/// Small letters, single blanks.
std::string plain(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c)) == 0)
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

void measureCaptions(const std::vector<store::Caption>& captions, Measures& measures,
                     CheckReport& report, const JobControl& control)
{
    control.progress("Reading captions", 0, 0);
    std::unordered_map<std::string, std::set<SampleId>> holders;
    std::map<SampleId, int64_t> faults;
    for (const store::Caption& caption : captions) {
        holders[plain(caption.text)].insert(caption.sample);
        if (faultOf(caption.text))
            ++faults[caption.sample];
    }
    std::map<SampleId, size_t> others;
    for (const auto& [text, samples] : holders)
        if (samples.size() > 1)
            for (const SampleId id : samples)
                others[id] = std::max(others[id], samples.size() - 1);
    for (const auto& [id, count] : others)
        measures["repeated"].emplace_back(id, static_cast<double>(count));
    for (const auto& [id, count] : faults)
        measures["faults"].emplace_back(id, static_cast<double>(count));
    report.repeated = static_cast<int64_t>(others.size());
    report.faults = static_cast<int64_t>(faults.size());
}

Result<CheckReport> check(store::Project& project, int threads, const JobControl& control)
{
    const auto samples = project.samples({});
    CheckReport report;
    Measures measures;
    const auto seen = lookAtAll(project, samples, threads, control);
    measurePictures(seen, measures, report);
    measureCopies(seen, measures, report, control);
    measureCaptions(project.captions(store::SampleFilter{}), measures, report, control);
    if (control.stopped())
        return JobControl::cancelled("The check");
    project.transaction([&] {
        for (const std::string& name : checkedMeasures())
            project.setMeasure(name, kSource, measures[name]);
    });
    return report;
}

} // namespace

const std::vector<std::string>& checkedMeasures()
{
    static const std::vector<std::string> names = {"sharpness",  "brightness", "contrast",
                                                   "unreadable", "copies",     "copy_group",
                                                   "leak",       "repeated",   "faults"};
    return names;
}

Result<CheckReport> checkData(store::Project& project, int threads, const JobControl& control)
{
    try {
        return check(project, threads, control);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::checks
