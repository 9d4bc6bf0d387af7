// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/pictures.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/threads.h"
#include "core/image/image.h"

#include <atomic>
#include <chrono>
#include <span>
#include <system_error>
#include <thread>

namespace unimo::formats::detail {
namespace fs = std::filesystem;
namespace {

constexpr auto kReportEvery = std::chrono::milliseconds(200);

PictureFacts readPicture(const fs::path& file)
{
    PictureFacts facts;
    const auto content = readFile(file);
    if (!content) {
        facts.fault = content.error().text();
        return facts;
    }
    const auto bytes = std::as_bytes(std::span(*content));
    const auto image = decodeImage(bytes, file.string());
    if (!image) {
        facts.fault = image.error().text();
        return facts;
    }
    facts.hash = contentHash(bytes);
    facts.width = image->width;
    facts.height = image->height;
    return facts;
}

} // namespace

void forAllPictures(const std::string& what, int64_t count, const JobControl& control,
                    const std::function<void(int64_t)>& body)
{
    const auto caller = std::this_thread::get_id();
    std::atomic<int64_t> done{0};
    auto reported = std::chrono::steady_clock::now();
    control.progress(what, 0, count);
    parallelFor(count, 0, [&](int64_t i) {
        if (control.stopped())
            throw ErrorException(JobControl::cancelled(what));
        body(i);
        const int64_t now = ++done;
        if (std::this_thread::get_id() != caller)
            return;
        const auto time = std::chrono::steady_clock::now();
        if (time - reported >= kReportEvery) {
            control.progress(what, now, count);
            reported = time;
        }
    });
    control.progress(what, count, count);
}

std::vector<PictureFacts> readPictures(const std::vector<fs::path>& files,
                                       const JobControl& control)
{
    std::vector<PictureFacts> facts(files.size());
    forAllPictures("Reading pictures", static_cast<int64_t>(files.size()), control, [&](int64_t i) {
        facts[static_cast<size_t>(i)] = readPicture(files[static_cast<size_t>(i)]);
    });
    return facts;
}

PictureCopies::~PictureCopies()
{
    std::error_code ignored;
    for (const auto& file : made_)
        fs::remove(file, ignored);
}

fs::path PictureCopies::place(const fs::path& original, const std::string& hash)
{
    // Folders of a few hundred files each: file managers and file systems like that better.
    return fs::path("pictures") / hash.substr(0, 2) / (hash + original.extension().string());
}

void PictureCopies::copy(const fs::path& original, const std::string& hash)
{
    const fs::path target = project_ / place(original, hash);
    std::error_code code;
    if (fs::exists(target, code))
        return;
    const auto content = readFile(original).orThrow();
    if (contentHash(content) != hash)
        throw ErrorException(
            {ErrorKind::Data, "changed while it was imported", original.string(), "import again"});
    fs::create_directories(target.parent_path(), code);
    writeFileAtomic(target, content).orThrow();
    const std::lock_guard lock(mutex_);
    made_.push_back(target);
}

void PictureCopies::keep()
{
    const std::lock_guard lock(mutex_);
    made_.clear();
}

} // namespace unimo::formats::detail
