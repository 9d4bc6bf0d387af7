// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace unimo::panels {

/// A real number as people write it in recipes: 0.0004 or 4e-4. What is not a number within the
/// limits is marked while it is typed, and taken back when the field is left.
class RealEdit : public QLineEdit
{
    Q_OBJECT
public:
    RealEdit(double minimum, double maximum, QWidget* parent = nullptr);

    [[nodiscard]] double value() const { return value_; }
    void setValue(double value);
    /// The shortest digits that read back as the same number: 0.0004, 1e-06.
    [[nodiscard]] static QString textOf(double value);

Q_SIGNALS:
    /// By hand, when the field is left or Enter is pressed.
    void valueEdited(double value);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] bool read(double& value) const;
    void mark();
    void commit();

    double minimum_;
    double maximum_;
    double value_ = 0;
};

} // namespace unimo::panels
