// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace unimo::look {

/// A few words in a frame of one of the theme's colours ("good", "warning", "muted").
class Badge : public QLabel
{
    Q_OBJECT
public:
    explicit Badge(const QString& color, QWidget* parent = nullptr);

    void setColor(const QString& name);

private:
    void takeTheme();

    QString color_;
};

} // namespace unimo::look
