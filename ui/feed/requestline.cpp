#include "ui/feed/requestline.h"

#include "api/schema/feedwidget.h"
#include "ui/buttons.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

RequestLine::RequestLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
{
    m_text->setDim(true);
    m_text->setFont(Theme::of()->fixedFont());
    QToolButton *copy = makeIconButton(u"copy"_s, tr("Copy the request"), this);
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_request); });
    QPushButton *options = makeButton(tr("Copy as widget options"), this, ButtonRole::Normal, u"copy"_s);
    options->setToolTip(tr("As JSON, for the feed provider of the service's React components"));
    connect(options, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_options); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::edge, 0, metric::edge, 8);
    row->setSpacing(4);
    row->addWidget(m_text);
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(options);
    setVisible(false);
}

void RequestLine::setFeed(const QString &userId, const QString &channelId, const api::FeedQuery &query)
{
    setVisible(!channelId.isEmpty());
    if (channelId.isEmpty())
        return;
    const auto request = api::feeds::get(userId, channelId, query);
    m_request = QString::fromUtf8(api::verbName(request.endpoint->verb) + ' ' + request.target());
    m_options = QString::fromUtf8(QJsonDocument(api::widgetOptions(channelId, query)).toJson());
    m_text->setText(m_request);
}

} // namespace ui
