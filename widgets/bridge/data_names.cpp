// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/data_names.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"

namespace unimo::bridge {

DataNames::DataNames(Workspace* workspace, QObject* parent) : QObject(parent), workspace_(workspace)
{
    connect(workspace, &Workspace::projectChanged, this, &DataNames::read);
    connect(workspace, &Workspace::dataChanged, this, &DataNames::read);
    read();
}

void DataNames::read()
{
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this,
        [](store::Project& project) {
            store::SampleFilter proposed;
            proposed.query = "proposals>0";
            return Names{project.splits(), project.tags(), project.tasks(), project.measures(),
                         project.count(proposed)};
        },
        [this](Names names) {
            names_ = std::move(names);
            Q_EMIT changed();
        });
}

} // namespace unimo::bridge
