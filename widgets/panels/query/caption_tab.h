// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/query/query_tab.h"

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace unimo::panels {

class CaptionCards;

/// The likeliest captions by beam search, or drawn ones, as cards.
class CaptionTab : public QueryTab
{
    Q_OBJECT
public:
    explicit CaptionTab(bridge::EngineThread* engine, QWidget* parent = nullptr);
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;
    void explainBest() override;
    /// As chosen.
    [[nodiscard]] inference::CaptionOptions options() const;

protected:
    void connectOther(bridge::EngineThread* other) override;
    void clearOther() override;

private:
    [[nodiscard]] QWidget* buildOptions();
    void showOptions();
    void show(const std::vector<inference::CaptionCandidate>& captions, double milliseconds);
    void mark();

    QComboBox* method_;
    QSpinBox* beams_;
    QSpinBox* samples_;
    QDoubleSpinBox* topP_;
    QDoubleSpinBox* temperature_;
    QSpinBox* seed_;
    QSpinBox* longest_;
    QVector<QWidget*> beamOptions_, sampleOptions_;
    CaptionCards* cards_;
    CaptionCards* otherCards_;
};

} // namespace unimo::panels
