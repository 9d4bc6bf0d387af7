// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/proposals.h"

#include <QImage>
#include <QString>
#include <vector>

namespace unimo::bridge {

/// Everything the window shows of one sample.
struct SampleDetails
{
    store::Sample sample; ///< id 0: there is no such sample
    QString file;         ///< the picture's place; empty for texts
    QImage picture;       ///< at most 1024 pixels a side; null when it cannot be read
    QString pictureError; ///< why not
    std::vector<store::Caption> captions;
    std::vector<store::Question> questions;
    std::vector<store::Region> regions;
    std::vector<store::Proposal> proposals; ///< that wait
    std::vector<std::pair<std::string, double>> measures;
    std::vector<store::Example> examples; ///< of labelled tasks
    std::vector<store::Rewrite> rewrites;
    struct Retrieved
    {
        store::Neighbour neighbour;
        QString shown;      ///< its text, or its picture's name
        QString file;       ///< its picture's place; empty for texts
        QString collection; ///< where it came from
    };
    std::vector<Retrieved> retrieved;

    [[nodiscard]] std::vector<Box> boxes() const;
};

/// "A dog runs. · An animal runs. → yes": an example of a task on one line.
[[nodiscard]] QString asLine(const store::Example& example);

/// Reads a sample. Thread: the project's; decodes the picture, which takes a while.
[[nodiscard]] SampleDetails readSampleDetails(const store::Project& project, store::SampleId id);

} // namespace unimo::bridge
