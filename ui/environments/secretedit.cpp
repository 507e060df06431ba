#include "ui/environments/secretedit.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

SecretEdit::SecretEdit(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_shown(new QLabel(m_edit))
    , m_eye(makeIconButton(QStringLiteral("eye"), tr("Show while held down"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    row->addWidget(m_eye);
    m_edit->setEchoMode(QLineEdit::Password); // Qt neither copies nor drags such text
    m_edit->setAccessibleName(name);
    m_edit->setContextMenuPolicy(Qt::NoContextMenu);
    m_edit->setDragEnabled(false);
    m_eye->setAccessibleName(tr("Show the %1 while held down").arg(name));
    m_eye->setEnabled(false);
    m_shown->setTextFormat(Qt::PlainText);
    m_shown->setFont(Theme::of()->fixedFont());
    m_shown->setAutoFillBackground(true);
    m_shown->setIndent(8);
    m_shown->hide();
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_eye->setEnabled(!m_edit->text().isEmpty());
        reveal(false);
        Q_EMIT changed();
    });
    connect(m_eye, &QToolButton::pressed, this, [this] { reveal(true); });
    connect(m_eye, &QToolButton::released, this, [this] { reveal(false); });
}

QByteArray SecretEdit::secret() const
{
    return m_edit->text().trimmed().toUtf8();
}

void SecretEdit::clear()
{
    m_edit->clear();
}

void SecretEdit::setPlaceholderText(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

bool SecretEdit::isRevealed() const
{
    return m_shown->isVisibleTo(m_edit);
}

void SecretEdit::reveal(bool on)
{
    m_shown->setText(on ? m_edit->text() : QString());
    m_shown->setGeometry(m_edit->rect().adjusted(2, 2, -2, -2));
    m_shown->setVisible(on);
}

} // namespace ui
