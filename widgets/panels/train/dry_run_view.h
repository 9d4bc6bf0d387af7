// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <QWidget>

class QLabel;
class QPushButton;

namespace unimo::panels {

/// The button of the dry run, and below it what the last one found: memory, speed, whether the
/// loader keeps up, when the run would end.
class DryRunView : public QWidget
{
    Q_OBJECT
public:
    explicit DryRunView(QWidget* parent = nullptr);

    void setRunning(bool running);
    void setReport(const nlohmann::json& report);
    void setFault(const QString& text);
    /// The settings are others now.
    void clear();

Q_SIGNALS:
    void wanted();

private:
    void tell(const QString& text, bool bad);

    QPushButton* button_;
    QLabel* text_;
};

} // namespace unimo::panels
