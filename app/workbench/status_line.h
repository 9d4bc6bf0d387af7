// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace unimo::bridge {
class EngineThread;
class Workspace;
} // namespace unimo::bridge

namespace unimo::workbench {

/// Selection, checkpoint, device and memory, at the right of the status bar.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    StatusLine(bridge::Workspace* workspace, bridge::EngineThread* engine,
               QWidget* parent = nullptr);

private:
    void countSamples();
    void showSelection();
    void showCheckpoint();
    void showMemory();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    QLabel* selection_;
    QLabel* checkpoint_;
    QLabel* device_;
    QLabel* memory_;
    QTimer memoryTimer_;
    qint64 samples_ = 0;
};

} // namespace unimo::workbench
