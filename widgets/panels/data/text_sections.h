// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QWidget>
#include <vector>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace unimo::bridge {
class TokenCounter;
class Workspace;
} // namespace unimo::bridge

namespace unimo::panels {

/// The captions of a sample: edited in place, added and deleted; what seems faulty is told.
class CaptionSection : public QWidget
{
    Q_OBJECT
public:
    /// counter: how long a caption is for the model; outlives it.
    CaptionSection(bridge::Workspace* workspace, const bridge::TokenCounter* counter,
                   QWidget* parent = nullptr);
    void show(qint64 sample, const std::vector<store::Caption>& captions);

private:
    [[nodiscard]] QWidget* rowOf(const store::Caption& caption);

    bridge::Workspace* workspace_;
    const bridge::TokenCounter* counter_;
    qint64 sample_ = 0;
    QLabel* heading_;
    QVBoxLayout* rows_;
    QLineEdit* added_;
};

/// The questions of a sample with their answers: edited in place, added and deleted.
class QuestionSection : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionSection(bridge::Workspace* workspace, QWidget* parent = nullptr);
    void show(qint64 sample, const std::vector<store::Question>& questions);

private:
    [[nodiscard]] QWidget* rowOf(const store::Question& question);
    void addTyped();

    bridge::Workspace* workspace_;
    qint64 sample_ = 0;
    QLabel* heading_;
    QVBoxLayout* rows_;
    QLineEdit* addedQuestion_;
    QLineEdit* addedAnswer_;
};

} // namespace unimo::panels
