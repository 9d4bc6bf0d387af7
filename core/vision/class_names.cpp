// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/vision/extractor.h"

#include <sstream>
#include <string>
#include <vector>

namespace unimo::vision {
namespace {

/// One name a line, in the classes' order; lines that begin with # are notes.
std::vector<std::string> readNames()
{
    std::vector<std::string> names;
    const auto content = readFile(sharedFile("resources/imagenet_classes.txt"), 1 << 20);
    if (!content)
        return names;
    std::istringstream lines(*content);
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with('#'))
            names.push_back(line);
    return names;
}

} // namespace

std::string className(int index)
{
    static const std::vector<std::string> names = readNames();
    return index >= 0 && static_cast<size_t>(index) < names.size()
               ? names[static_cast<size_t>(index)]
               : std::string();
}

} // namespace unimo::vision
