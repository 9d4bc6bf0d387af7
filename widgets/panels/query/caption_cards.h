// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/engine.h"

#include <QScrollArea>
#include <QStringList>
#include <vector>

class QVBoxLayout;

namespace unimo::panels {

class TokenText;

/// Captions as cards, each with its score and how sure the model was of every word.
class CaptionCards : public QScrollArea
{
    Q_OBJECT
public:
    /// explainable: cards have a button that asks why.
    explicit CaptionCards(bool explainable, QWidget* parent = nullptr);
    void setCaptions(const std::vector<inference::CaptionCandidate>& captions);
    /// Frames the words that differ from another model's caption of the same rank.
    void markAgainst(const CaptionCards& other);
    [[nodiscard]] const std::vector<TokenText*>& texts() const { return texts_; }

Q_SIGNALS:
    void explainWanted(const QString& caption);

private:
    [[nodiscard]] QWidget* card(const inference::CaptionCandidate& caption, int rank);

    bool explainable_;
    QVBoxLayout* cards_;
    std::vector<TokenText*> texts_;
};

} // namespace unimo::panels
