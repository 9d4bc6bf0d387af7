// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/log.h"
#include "core/store/detail/feature_layout.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <unordered_set>
#include <utility>

namespace unimo::store {
namespace {

Error ioError(const std::string& what, const std::filesystem::path& file)
{
    return {ErrorKind::Io, what + ": " + std::strerror(errno), file.string(), {}};
}

/// A file descriptor that closes itself.
class Descriptor
{
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

bool writeAt(int descriptor, const std::byte* data, size_t size, int64_t offset)
{
    while (size > 0) {
        const ssize_t n = ::pwrite(descriptor, data, size, offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        data += n;
        size -= static_cast<size_t>(n);
        offset += n;
    }
    return true;
}

/// The end of what the index names in a file that fits it; nothing when the two do not belong
/// together or the file is of another identity.
std::optional<int64_t> usableEnd(const std::filesystem::path& path, const FeatureIdentity& identity,
                                 const std::vector<FeatureSlot>& slots)
{
    const auto file = MappedFile::open(path);
    if (!file)
        return std::nullopt;
    const auto bytes = (*file)->bytes();
    const auto header = detail::readFeatureHeader(bytes, path.string());
    if (!header || header->identity != identity)
        return std::nullopt;
    int64_t end = header->bytes;
    for (const auto& slot : slots) {
        if (!detail::slotFits(slot, *header, static_cast<int64_t>(bytes.size()))) {
            log::warning("store", path.string() + " is damaged and is started anew");
            return std::nullopt;
        }
        end = std::max(end, slot.offset + detail::recordBytes(identity, slot.regions));
    }
    return end;
}

} // namespace

struct FeatureWriter::Implementation
{
    Project& project;
    std::string set;
    FeatureIdentity identity;
    std::filesystem::path path;
    Descriptor lock; // held as long as the writer lives
    Descriptor file;
    int64_t end = 0;
    std::unordered_set<SampleId> known;
    std::vector<FeatureSlot> added; // since the last commit

    Status start();
    Status startAnew();
};

Status FeatureWriter::Implementation::start()
{
    lock =
        Descriptor(::open((path.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (lock.get() < 0)
        return ioError("the features cannot be locked", path);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorKind::Io, "another program is writing these features", path.string(),
                     "try again when it has finished"};

    const auto slots = project.featureSlots(set);
    const auto usable = usableEnd(path, identity, slots);
    if (!usable)
        return startAnew();
    file = Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (file.get() < 0 || ::ftruncate(file.get(), *usable) != 0)
        return ioError("the features cannot be continued", path);
    end = *usable;
    for (const auto& slot : slots)
        known.insert(slot.sample);
    return {};
}

Status FeatureWriter::Implementation::startAnew()
{
    project.dropFeatureSlots(set);
    const std::string header = detail::featureHeader(identity);
    // A new file, not the old one emptied: readers may still have that one mapped.
    if (Status written = writeFileAtomic(path, header); !written)
        return written;
    file = Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (file.get() < 0)
        return ioError("the features cannot be written", path);
    end = static_cast<int64_t>(header.size());
    return {};
}

FeatureWriter::FeatureWriter(std::unique_ptr<Implementation> implementation)
    : d_(std::move(implementation))
{
}

FeatureWriter::~FeatureWriter() = default;

Result<std::unique_ptr<FeatureWriter>> FeatureWriter::open(Project& project, const std::string& set,
                                                           const FeatureIdentity& identity)
{
    const auto path = detail::featureFile(project, set);
    if (!path)
        return path.error();
    if (const Status checked = detail::checkIdentity(identity, path->string()); !checked)
        return checked.error();
    auto data = std::make_unique<Implementation>(
        Implementation{project, set, identity, *path, Descriptor(), Descriptor(), 0, {}, {}});
    try {
        if (const Status started = data->start(); !started)
            return started.error();
    } catch (const ErrorException& e) {
        return e.error();
    }
    return std::unique_ptr<FeatureWriter>(new FeatureWriter(std::move(data)));
}

bool FeatureWriter::has(SampleId id) const
{
    return d_->known.contains(id);
}

Status FeatureWriter::add(SampleId id, const RegionBlock& block)
{
    const size_t n = block.boxes.size();
    if (n > static_cast<size_t>(detail::kMaxRegionsOfPicture) ||
        block.features.size() != n * static_cast<size_t>(d_->identity.dim) ||
        block.classes.size() != n * static_cast<size_t>(d_->identity.classes))
        return Error{ErrorKind::Internal,
                     std::to_string(n) + " regions with " + std::to_string(block.features.size()) +
                         " feature numbers and " + std::to_string(block.classes.size()) +
                         " class numbers do not fit a file of " + std::to_string(d_->identity.dim) +
                         " and " + std::to_string(d_->identity.classes),
                     d_->path.string(),
                     {}};
    if (has(id))
        return Error{ErrorKind::Internal,
                     "sample " + std::to_string(id) + " has its features already",
                     d_->path.string(),
                     {}};

    const int64_t offset = detail::aligned(d_->end);
    int64_t at = offset;
    const auto append = [&](auto numbers) {
        const auto bytes = std::as_bytes(numbers);
        const bool written = writeAt(d_->file.get(), bytes.data(), bytes.size(), at);
        at += static_cast<int64_t>(bytes.size());
        return written;
    };
    if (!append(block.boxes) || !append(block.features) || !append(block.classes))
        return ioError("the features cannot be written", d_->path);
    // A record without regions still has its place within the file.
    if (n == 0 && ::ftruncate(d_->file.get(), offset) != 0)
        return ioError("the features cannot be written", d_->path);
    d_->end = at;
    d_->known.insert(id);
    d_->added.push_back({id, offset, static_cast<int32_t>(n)});
    return {};
}

Status FeatureWriter::commit()
{
    if (d_->added.empty())
        return {};
    if (::fdatasync(d_->file.get()) != 0)
        return ioError("the features cannot be synced", d_->path);
    try {
        d_->project.addFeatureSlots(d_->set, d_->added);
    } catch (const ErrorException& e) {
        return e.error();
    }
    d_->added.clear();
    return {};
}

} // namespace unimo::store
