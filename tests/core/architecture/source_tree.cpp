// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/architecture/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace unimo {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongestFile = 700;

struct Include
{
    std::string target; ///< without its quotes or brackets
    size_t line = 0;
    bool quoted = false;
};

struct SourceFile
{
    std::string path; ///< relative to the tree, with slashes
    std::vector<std::string> lines;
    std::vector<Include> includes;

    [[nodiscard]] bool in(std::string_view folder) const { return path.starts_with(folder); }
    [[nodiscard]] bool isHeader() const { return path.ends_with(".h"); }
};

bool isCpp(const fs::path& file)
{
    return file.extension() == ".h" || file.extension() == ".cpp";
}

bool isCode(const fs::path& file)
{
    static const std::set<std::string> extensions{".py", ".sh", ".cmake"};
    return isCpp(file) || extensions.contains(file.extension().string());
}

bool isText(const fs::path& file)
{
    static const std::set<std::string> extensions{".txt", ".md",    ".json", ".sql",
                                                  ".in",  ".proto", ".yml",  ".tsv"};
    return isCode(file) || extensions.contains(file.extension().string()) ||
           file.parent_path().filename() == ".ci";
}

std::vector<Include> includesOf(const std::vector<std::string>& lines)
{
    static const std::regex pattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
    std::vector<Include> includes;
    for (size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (lines[i].find('#') != std::string::npos && std::regex_search(lines[i], match, pattern))
            includes.push_back({match[2], i + 1, match[1] == "\""});
    }
    return includes;
}

SourceFile readSource(const fs::path& root, const fs::path& file)
{
    SourceFile source;
    source.path = file.lexically_relative(root).generic_string();
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        source.lines.push_back(line);
    if (isCpp(file))
        source.includes = includesOf(source.lines);
    return source;
}

/// Every text file that the project keeps; fixtures under tests/data are data, not sources.
std::map<std::string, SourceFile> readTree(const fs::path& root)
{
    std::map<std::string, SourceFile> tree;
    const auto add = [&](const fs::path& file) {
        if (fs::is_regular_file(file) && isText(file)) {
            SourceFile source = readSource(root, file);
            tree.emplace(source.path, std::move(source));
        }
    };
    for (const auto& entry : fs::directory_iterator(root))
        add(entry.path());
    for (const char* folder :
         {".ci", "app", "core", "datasets", "docs", "packaging", "resources", "tests", "widgets"}) {
        if (!fs::is_directory(root / folder))
            continue;
        auto walk = fs::recursive_directory_iterator(root / folder);
        for (const auto& entry : walk) {
            if (entry.path() == root / "tests" / "data")
                walk.disable_recursion_pending();
            else
                add(entry.path());
        }
    }
    return tree;
}

/// The folders in the foreach() of core/CMakeLists.txt, in order.
std::vector<std::string> coreFolders(const std::map<std::string, SourceFile>& tree)
{
    const auto list = tree.find("core/CMakeLists.txt");
    if (list == tree.end())
        throw std::runtime_error("core/CMakeLists.txt is missing");
    std::string text;
    for (const std::string& line : list->second.lines)
        text += line + ' ';
    std::smatch match;
    if (!std::regex_search(text, match, std::regex(R"(foreach\(folder\s+([^)]*)\))")))
        throw std::runtime_error("core/CMakeLists.txt names no folders");
    std::istringstream words(match[1]);
    std::vector<std::string> folders;
    for (std::string word; words >> word;)
        folders.push_back(word);
    return folders;
}

bool isTorch(std::string_view target)
{
    return target.starts_with("torch/") || target.starts_with("ATen/") ||
           target.starts_with("c10/");
}

bool isQt(const std::string& target)
{
    static const std::regex pattern(R"(^(Q[A-Za-z]\w*(/.*)?|qcustomplot\.h|q[a-z]+\.h)$)");
    return std::regex_match(target, pattern);
}

/// "text" of "core/text/bpe.h"; empty when the path is not in a folder of core.
std::string coreFolderOf(const std::string& path)
{
    if (!path.starts_with("core/"))
        return {};
    const size_t end = path.find('/', 5);
    return end == std::string::npos ? std::string() : path.substr(5, end - 5);
}

class Checker
{
public:
    explicit Checker(const fs::path& root) : tree_(readTree(root)), folders_(coreFolders(tree_)) {}

    std::vector<ArchitectureFault> run()
    {
        for (const auto& [path, file] : tree_) {
            checkLayers(file);
            checkCoreOrder(file);
            checkQt(file);
            checkTorch(file);
            checkLength(file);
            checkWords(file);
        }
        return std::move(faults_);
    }

private:
    void fault(const SourceFile& file, size_t line, std::string what)
    {
        faults_.push_back({file.path + ":" + std::to_string(line), std::move(what)});
    }

    /// core < datasets < widgets < app, and the command line knows nothing of windows.
    void checkLayers(const SourceFile& file)
    {
        for (const Include& include : file.includes) {
            const bool toWidgets = include.target.starts_with("widgets/");
            const bool toApp = include.target.starts_with("app/");
            const bool toWindow = toWidgets || include.target.starts_with("app/workbench/");
            if (file.in("core/") && (toWidgets || toApp || include.target.starts_with("datasets/")))
                fault(file, include.line, "core/ must not include " + include.target);
            else if (file.in("datasets/") && (toWidgets || toApp))
                fault(file, include.line, "datasets/ must not include " + include.target);
            else if (file.in("widgets/") && toApp)
                fault(file, include.line, "widgets/ must not include " + include.target);
            else if (file.in("app/cli/") && toWindow)
                fault(file, include.line, "app/cli/ must not include " + include.target);
        }
    }

    void checkCoreOrder(const SourceFile& file)
    {
        const std::string from = coreFolderOf(file.path);
        if (from.empty())
            return;
        const auto own = std::find(folders_.begin(), folders_.end(), from);
        if (own == folders_.end()) {
            if (isCpp(file.path))
                fault(file, 1, "core/" + from + " is not in the list of core/CMakeLists.txt");
            return;
        }
        for (const Include& include : file.includes) {
            const std::string to = coreFolderOf(include.target);
            if (include.quoted && std::find(own + 1, folders_.end(), to) != folders_.end())
                fault(file, include.line,
                      "core/" + from + " must not use core/" + to + ", which comes after it");
        }
    }

    void checkQt(const SourceFile& file)
    {
        if (!file.in("core/") && !file.in("datasets/") && !file.in("app/cli/"))
            return;
        for (const Include& include : file.includes)
            if (isQt(include.target))
                fault(file, include.line, "no Qt here: " + include.target);
    }

    /// Torch stays in core's sources and detail/ headers; no window file reaches it by any path.
    void checkTorch(const SourceFile& file)
    {
        const bool window = file.in("widgets/") || file.in("app/workbench/");
        const bool publicHeader =
            file.in("core/") && file.isHeader() && file.path.find("/detail/") == std::string::npos;
        if (!window && !publicHeader)
            return;
        for (const Include& include : file.includes) {
            std::set<std::string> seen;
            const std::string torch = torchBehind(include.target, seen);
            if (!torch.empty())
                fault(file, include.line,
                      "LibTorch must not be seen here: " + torch + " through " + include.target);
        }
    }

    /// The torch header that including `target` brings in, or nothing.
    std::string torchBehind(const std::string& target, std::set<std::string>& seen) const
    {
        if (isTorch(target))
            return target;
        const auto file = tree_.find(target);
        if (file == tree_.end() || !seen.insert(target).second)
            return {};
        for (const Include& include : file->second.includes)
            if (std::string torch = torchBehind(include.target, seen); !torch.empty())
                return torch;
        return {};
    }

    void checkLength(const SourceFile& file)
    {
        if (isCode(file.path) && file.lines.size() > kLongestFile)
            fault(file, file.lines.size(),
                  "longer than " + std::to_string(kLongestFile) + " lines: split it by idea");
    }

    /// Folders of one machine, and notes to self.
    void checkWords(const SourceFile& file)
    {
        static const std::regex folder(R"((^|[^\w.}/~*-])/(work|root|home|tmp)/\w)");
        static const std::regex note(R"(\b(TO)(DO)\b|\b(FIX)(ME)\b)");
        for (size_t i = 0; i < file.lines.size(); ++i) {
            const std::string& line = file.lines[i];
            if (line.find('/') != std::string::npos && std::regex_search(line, folder))
                fault(file, i + 1, "names a folder of one machine");
            if (isCode(file.path) && std::regex_search(line, note))
                fault(file, i + 1, "holds an unfinished note");
        }
    }

    std::map<std::string, SourceFile> tree_;
    std::vector<std::string> folders_;
    std::vector<ArchitectureFault> faults_;
};

} // namespace

std::vector<ArchitectureFault> checkArchitecture(const fs::path& root)
{
    return Checker(root).run();
}

} // namespace unimo
