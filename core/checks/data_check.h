// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/store/project.h"

#include <array>
#include <string>
#include <vector>

namespace unimo::checks {

/// What a check found, in numbers of samples.
struct CheckReport
{
    int64_t pictures = 0;
    int64_t unreadable = 0; ///< pictures that are missing or broken
    int64_t copies = 0;     ///< samples whose picture looks like another's
    int64_t groups = 0;     ///< of such samples
    int64_t leaks = 0;      ///< of them, those with a like one in another split
    int64_t repeated = 0;   ///< samples with a caption that another sample has as well
    int64_t faults = 0;     ///< samples with a faulty caption
};

/// Looks at every picture and caption that is not in the trash and keeps what it finds as measures:
///   sharpness, brightness, contrast   of PictureLook
///   unreadable  1: the picture cannot be read
///   copies      how many other samples have a picture that looks like this one (nearDuplicates)
///   copy_group  the first sample's id, the same for all of a group: to sort by
///   leak        1: one of them is in another split
///   repeated    how many other samples have the same caption, but for case and blanks
///   faults      how many of its captions are faulty (faultOf)
/// Only samples with something to tell have copies, copy_group, leak, repeated, faults, unreadable.
/// Writes all at the end, in one transaction. Thread: the caller's and its own; the project must
/// not be used meanwhile by others.
[[nodiscard]] Result<CheckReport> checkData(store::Project& project, int threads = 0,
                                            const JobControl& control = {});

/// The measures above, by name: for people who have to know whether a check was made.
[[nodiscard]] const std::vector<std::string>& checkedMeasures();

} // namespace unimo::checks
