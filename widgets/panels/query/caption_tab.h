// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/query/query_tab.h"

class QSpinBox;

namespace unimo::panels {

/// The best captions as cards, each with its score and how sure the model was of every word.
class CaptionTab : public QueryTab
{
    Q_OBJECT
public:
    explicit CaptionTab(bridge::EngineThread* engine, QWidget* parent = nullptr);
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;

private:
    void show(const std::vector<inference::CaptionCandidate>& captions, double milliseconds);

    QSpinBox* beams_;
    QSpinBox* longest_;
    QVBoxLayout* cards_;
};

} // namespace unimo::panels
