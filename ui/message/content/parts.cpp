#include "ui/message/content/parts.h"

#include "models/secrets.h"
#include "ui/buttons.h"
#include "ui/jsonview.h"
#include "ui/message/contentview.h"
#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

class RichText : public SafeBrowser
{
public:
    RichText(const QString &html, const QString &name, QWidget *parent)
        : SafeBrowser(parent)
    {
        setAccessibleName(name);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setStyleSheet(u"QTextBrowser { background: transparent; border: none; padding: 0; }"_s);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        document()->setDocumentMargin(0);
        document()->setDefaultFont(Theme::of()->baseFont());
        document()->setDefaultStyleSheet(richTextStyle());
        connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
                [this](const QSizeF &size) { setFixedHeight(qMax(18, qCeil(size.height()))); });
        setSafeHtml(html);
    }
};

} // namespace

QLabel *makePlainText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAlignment((text.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute
                        | Qt::AlignTop);
    return label;
}

QWidget *makeRichText(const QString &html, const QString &name, QWidget *parent)
{
    return new RichText(html, name, parent);
}

QWidget *makeLeadingButton(const QString &label, const QString &url, bool primary, bool danger,
                           QWidget *parent)
{
    QPushButton *button = makeButton(QString(label).replace(u'&', "&&"_L1), parent,
                                     danger        ? ButtonRole::Danger
                                         : primary ? ButtonRole::Primary
                                                   : ButtonRole::Normal);
    button->setAccessibleName(label);
    if (url.isEmpty()) {
        button->setEnabled(false);
        button->setToolTip(ContentView::tr("Handled by the app it was sent from"));
        return button;
    }
    button->setToolTip(url);
    button->setAccessibleDescription(ContentView::tr("Leads to %1").arg(url));
    QObject::connect(button, &QPushButton::clicked, button, [button, url] {
        offerLink(button, url, button->mapToGlobal(QPoint(0, button->height())));
    });
    return button;
}

void addJson(QWidget *inner, const QString &title, const QJsonObject &object)
{
    if (object.isEmpty())
        return;
    inner->layout()->addWidget(makeHeading(title, inner));
    auto *json = new JsonView(inner);
    json->setJson(models::maskedSecrets(object));
    json->setAccessibleName(title);
    json->setMaximumLines(30);
    inner->layout()->addWidget(json);
}

} // namespace ui
