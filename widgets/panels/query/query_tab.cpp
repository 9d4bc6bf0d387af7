// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/query_tab.h"

#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace unimo::panels {

QueryTab::QueryTab(bridge::EngineThread* engine, QWidget* parent)
    : QWidget(parent), engine_(engine), body_(new QVBoxLayout), message_(new QLabel)
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
    layout->addWidget(message_);
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
    message_->setText(text);
}

void QueryTab::tellError(const Error& error)
{
    setBad(true);
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
    while (QLayoutItem* item = layout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString& text : texts) {
        auto* example = new QPushButton(text);
        example->setToolTip(help);
        example->setAutoDefault(false);
        connect(example, &QPushButton::clicked, this, [take, text] { take(text); });
        layout->addWidget(example);
    }
}

QString QueryTab::took(double milliseconds)
{
    return milliseconds < 1000 ? tr("%1 ms").arg(milliseconds, 0, 'f', 0)
                               : tr("%1 s").arg(milliseconds / 1000, 0, 'f', 1);
}

} // namespace unimo::panels
