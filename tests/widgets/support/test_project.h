// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/image/image.h"
#include "core/store/project.h"
#include "widgets/bridge/workspace.h"

#include <QSignalSpy>
#include <QString>
#include <QTest>
#include <array>
#include <filesystem>
#include <memory>
#include <string>

namespace unimo::test {

/// A small project on disk: sample i is a picture of one of four colours with a caption, a
/// question and a box. Every tenth sample is in the split "val", the others in "train".
class TestProject
{
public:
    explicit TestProject(int samples)
    {
        project_ = store::Project::create(path(), "test").orThrow();
        project_->transaction([&] {
            for (int i = 0; i < samples; ++i)
                addSample(i);
        });
    }

    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "project"; }
    [[nodiscard]] QString folder() const { return QString::fromStdString(path().string()); }
    /// A folder beside the project for files to import.
    [[nodiscard]] const std::filesystem::path& beside() const { return folder_.path(); }
    [[nodiscard]] store::Project& store() { return *project_; }

    static constexpr std::array<const char*, 4> kColors = {"red", "green", "blue", "grey"};

    [[nodiscard]] static Image picture(int i)
    {
        constexpr std::array<std::array<uint8_t, 3>, 4> values = {
            {{200, 40, 40}, {40, 160, 60}, {50, 80, 200}, {128, 128, 128}}};
        Image image{64, 48, {}};
        for (int pixel = 0; pixel < 64 * 48; ++pixel)
            for (size_t channel = 0; channel < 3; ++channel)
                image.rgb.push_back(values[static_cast<size_t>(i) % 4][channel]);
        image.rgb[0] = static_cast<uint8_t>(i); // no two pictures are the same
        image.rgb[1] = static_cast<uint8_t>(i >> 8);
        return image;
    }

private:
    void addSample(int i)
    {
        const std::string color = kColors[static_cast<size_t>(i) % 4];
        const std::string name = "pictures/" + std::to_string(i) + ".png";
        std::filesystem::create_directories(path() / "pictures");
        saveImage(picture(i), path() / name).orThrow();
        store::Sample sample;
        sample.split = i % 10 == 9 ? "val" : "train";
        sample.collection = "test";
        sample.imagePath = name;
        sample.imageHash = contentHashOfFile(path() / name).orThrow();
        sample.width = 64;
        sample.height = 48;
        const store::SampleId id = project_->add(sample);
        project_->add(
            store::Caption{0, id, "a " + color + " square, number " + std::to_string(i), "full"});
        project_->add(store::Question{0, id, "What colour is the square?", color, "colour"});
        project_->add(store::Region{0, id, {0.25F, 0.25F, 0.75F, 0.75F}, "square", color});
    }

    TemporaryFolder folder_;
    std::unique_ptr<store::Project> project_;
};

/// Opens the project and waits until the panels can read it.
inline void openAndWait(bridge::Workspace& workspace, const QString& folder)
{
    QSignalSpy opened(&workspace, &bridge::Workspace::projectChanged);
    workspace.openProject(folder);
    QTRY_COMPARE(opened.count(), 1);
}

} // namespace unimo::test
