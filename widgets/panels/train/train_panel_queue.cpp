// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around a run of the Train panel: the queue, the devices, whether a resume is exact.
#include "core/train/run_folder.h"
#include "widgets/bridge/queue_edits.h"
#include "widgets/bridge/resume_check.h"
#include "widgets/bridge/run_launcher.h"
#include "widgets/bridge/workspace.h"
#include "widgets/panels/train/device_view.h"
#include "widgets/panels/train/queue_view.h"
#include "widgets/panels/train/run_box.h"
#include "widgets/panels/train/settings_form.h"
#include "widgets/panels/train/train_panel.h"

#include <nlohmann/json.hpp>

#include <QVBoxLayout>

namespace unimo::panels {
namespace {
constexpr auto kDeviceKey = "run.device";
} // namespace

QWidget* TrainPanel::buildRight()
{
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(box_);
    layout->addWidget(queue_);
    layout->addStretch(1);
    return column;
}

void TrainPanel::connectQueue()
{
    connect(box_, &RunBox::queueClicked, this,
            [this] { bridge::queue::add(workspace_, command()); });
    connect(workspace_, &bridge::Workspace::runsChanged, this,
            &TrainPanel::showPlan); // the next run has another name
    connect(queue_, &QueueView::startWanted, this, [this](const QString& run, bool continues) {
        const auto recipe = train::RunFolder(run.toStdString()).recipeFile();
        launch({workspace_->projectFolder(),
                run,
                QString::fromStdString(recipe.string()),
                {},
                continues});
    });
}

void TrainPanel::connectDevice()
{
    connect(device_, &DeviceView::deviceChosen, this, [this](const QString& device) {
        form_->setValue(QString::fromLatin1(kDeviceKey), device.toStdString());
    });
    connect(form_, &SettingsForm::changed, this, [this] {
        device_->setDevice(QString::fromStdString(
            form_->value(QString::fromLatin1(kDeviceKey)).get<std::string>()));
    });
}

void TrainPanel::connectResume()
{
    connect(resume_, &bridge::ResumeCheck::told, box_, &RunBox::setResume);
    connect(resume_, &bridge::ResumeCheck::gone, box_, &RunBox::clearResume);
}

} // namespace unimo::panels
