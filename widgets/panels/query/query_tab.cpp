// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/query_tab.h"

#include "widgets/look/clear_layout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace unimo::panels {

QueryTab::QueryTab(bridge::EngineThread* engine, QWidget* parent)
    : QWidget(parent), engine_(engine), body_(new QVBoxLayout), message_(new QLabel),
      action_(new QPushButton)
{
    setProperty("panel", true);
    body_->setSpacing(8);
    message_->setWordWrap(true);
    message_->setProperty("muted", true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(body_, 1);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(message_, 1);
    line->addWidget(action_, 0, Qt::AlignTop);
    layout->addLayout(line);
    action_->hide();
    connect(action_, &QPushButton::clicked, this, [this] {
        if (const auto act = act_)
            act();
    });
    connect(engine, &bridge::EngineThread::failed, this, &QueryTab::onFailed);
}

void QueryTab::setBad(bool bad)
{
    message_->setProperty("bad", bad);
    message_->setProperty("muted", !bad);
    message_->style()->unpolish(message_);
    message_->style()->polish(message_);
}

void QueryTab::tell(const QString& text)
{
    setBad(false);
    action_->hide();
    message_->setText(text);
}

void QueryTab::tellError(const Error& error, const QString& action,
                         const std::function<void()>& act)
{
    tellError(error);
    act_ = act;
    action_->setText(action);
    action_->show();
}

void QueryTab::tellError(const Error& error)
{
    setBad(true);
    action_->hide();
    QString text = QString::fromStdString(error.message);
    if (!error.where.empty())
        text += QStringLiteral("\n%1").arg(QString::fromStdString(error.where));
    if (!error.hint.empty())
        text += QStringLiteral("\n%1").arg(QString::fromStdString(error.hint));
    message_->setText(text);
}

void QueryTab::offer(QWidget* box, const QStringList& texts, const QString& help,
                     const std::function<void(const QString&)>& take)
{
    QLayout* layout = box->layout();
    look::clearLayout(layout);
    for (const QString& text : texts) {
        auto* example = new QPushButton(text);
        example->setToolTip(help);
        example->setAutoDefault(false);
        connect(example, &QPushButton::clicked, this, [take, text] { take(text); });
        layout->addWidget(example);
    }
}

QWidget* QueryTab::inColumns(QWidget* own, QWidget* others)
{
    auto* widget = new QWidget;
    auto* columns = new QHBoxLayout(widget);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(16);
    for (QWidget* answers : {own, others}) {
        auto* title = new QLabel;
        title->setProperty("heading", true);
        title->hide();
        auto* column = new QWidget;
        auto* layout = new QVBoxLayout(column);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        layout->addWidget(title);
        layout->addWidget(answers, 1);
        if (answers->sizePolicy().verticalPolicy() == QSizePolicy::Fixed)
            layout->addStretch();
        columns->addWidget(column, 1);
        (answers == own ? ownTitles_ : otherTitles_) << title;
        if (answers == others) {
            otherColumns_ << column;
            column->hide();
        }
    }
    return widget;
}

void QueryTab::compareWith(bridge::EngineThread* other)
{
    if (other_)
        disconnect(other_, nullptr, this, nullptr);
    other_ = other;
    clearOther();
    for (QWidget* column : otherColumns_)
        column->setVisible(other != nullptr);
    for (QLabel* title : ownTitles_ + otherTitles_)
        title->setVisible(other != nullptr);
    if (!other)
        return;
    connectOther(other);
    connect(other, &bridge::EngineThread::failed, this, &QueryTab::onFailed);
}

void QueryTab::setColumnTitles(const QString& own, const QString& other)
{
    for (QLabel* title : ownTitles_)
        title->setText(own);
    for (QLabel* title : otherTitles_)
        title->setText(other);
}

QString QueryTab::took(double milliseconds)
{
    return milliseconds < 1000 ? tr("%1 ms").arg(milliseconds, 0, 'f', 0)
                               : tr("%1 s").arg(milliseconds / 1000, 0, 'f', 1);
}

} // namespace unimo::panels
