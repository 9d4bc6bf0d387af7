// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/rewrite_details.h"

#include "core/rewrite/caption_parser.h"

namespace unimo::bridge {

RewriteDetails readRewriteDetails(const store::Project& project, store::SampleId id)
{
    RewriteDetails details{readSampleDetails(project, id), {}};
    details.graphs.resize(details.sample.captions.size());
    // Without a dictionary the rest is worth showing all the same.
    if (const auto parser = rewrite::CaptionParser::create())
        for (size_t i = 0; i < details.graphs.size(); ++i)
            details.graphs[i] = (*parser)->parse(details.sample.captions[i].text);
    return details;
}

} // namespace unimo::bridge
