// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/sample_details.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::look {
class PictureView;
}

namespace unimo::panels {

/// Everything about the primary sample: picture with boxes, captions to edit, questions, facts.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(bridge::Workspace* workspace, QWidget* parent = nullptr);

private:
    void load();
    void show(const bridge::SampleDetails& details);
    void fillCaptions(const bridge::SampleDetails& details);
    void fillQuestions(const bridge::SampleDetails& details);
    [[nodiscard]] QWidget* buildContent();

    bridge::Workspace* workspace_;
    QStackedWidget* stack_;
    look::PictureView* picture_;
    QToolButton* boxesButton_;
    QLabel* facts_;
    QLabel* captionsHeading_;
    QLabel* questionsHeading_;
    QVBoxLayout* captions_;
    QVBoxLayout* questions_;
};

} // namespace unimo::panels
