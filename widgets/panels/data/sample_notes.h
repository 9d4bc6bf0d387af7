// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QWidget>

class QLineEdit;
class QStringListModel;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::look {
class FlowLayout;
}

namespace unimo::panels {

/// What a person notes of samples: five stars and tags. Shows those of one sample; a change is made
/// to all selected samples, if it is one of them.
class SampleNotes : public QWidget
{
    Q_OBJECT
public:
    explicit SampleNotes(bridge::Workspace* workspace, QWidget* parent = nullptr);

    void show(const store::Sample& sample);
    /// What is offered while a tag is typed.
    void setKnownTags(const QStringList& tags);
    /// Puts the cursor where a tag is typed.
    void typeTag();

private:
    [[nodiscard]] QVector<qint64> changed() const;
    void fillTags(const std::vector<std::string>& tags);

    bridge::Workspace* workspace_;
    qint64 sample_ = 0;
    int rating_ = 0;
    QVector<QToolButton*> stars_;
    look::FlowLayout* tags_;
    QLineEdit* newTag_;
    QStringListModel* knownTags_;
};

} // namespace unimo::panels
