#include "ui/idlabel.h"

#include "ui/buttons.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QToolTip>

namespace ui {

IdLabel::IdLabel(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
    , m_copy(makeIconButton(QStringLiteral("copy"), tr("Copy the id"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_text);
    row->addWidget(m_copy);
    row->addStretch();
    m_text->setFont(Theme::of()->fixedFont());
    m_text->setElideMode(Qt::ElideMiddle);
    m_copy->setFixedSize(24, 24);
    m_copy->setIconSize({14, 14});
    m_copy->setStyleSheet(
        QStringLiteral("QToolButton { min-height: 22px; max-height: 22px; padding: 0 2px; }"));
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(id());
        QToolTip::showText(m_copy->mapToGlobal(QPoint(0, m_copy->height())), tr("Copied"), m_copy);
    });
}

IdLabel::IdLabel(const QString &id, QWidget *parent)
    : IdLabel(parent)
{
    setId(id);
}

void IdLabel::setId(const QString &id)
{
    m_text->setText(id);
    m_copy->setVisible(!id.isEmpty());
    m_copy->setAccessibleName(tr("Copy %1").arg(id));
}

QString IdLabel::id() const
{
    return m_text->text();
}

} // namespace ui
