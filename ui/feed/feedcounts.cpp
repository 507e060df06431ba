#include "ui/feed/feedcounts.h"

#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/feed/countwords.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace ui {

using models::FeedNumber;

// A chip that is a button: checked while the items behind its number are shown.
class CountButton : public QAbstractButton
{
public:
    explicit CountButton(QWidget *parent)
        : QAbstractButton(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setAttribute(Qt::WA_Hover);
        setCheckable(true);
        setToolTip(FeedCounts::tr("Shows the items behind this number"));
    }
    void setShown(const models::Shown &shown)
    {
        m_shown = shown;
        setAccessibleName(shown.text);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {chipWidth(m_shown) + 4, metric::chip + 4}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintChip(&painter, rect().adjusted(2, 0, -2, 0), m_shown);
        if (!hasFocus() && !isChecked() && !underMouse())
            return;
        const Tokens &tokens = Theme::of()->tokens();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(hasFocus() || isChecked() ? tokens.accent : tokens.dim, hasFocus() ? 2 : 1));
        const qreal inset = hasFocus() ? 1 : 1.5;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), height() / 2.0,
                                height() / 2.0);
    }
    void nextCheckState() override { } // the panel says what is open

private:
    models::Shown m_shown;
};

FeedCounts::FeedCounts(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::between, 8, metric::between, 8);
    row->setSpacing(metric::inside);
    row->addWidget(makeHeading(tr("As the customer sees it"), this));
    for (const FeedNumber number : {FeedNumber::Unseen, FeedNumber::Unread, FeedNumber::Total}) {
        auto *button = new CountButton(this);
        m_buttons.insert(int(number), button);
        row->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, number] { Q_EMIT clicked(number); });
    }
    row->addStretch(1);
    setMeta({});
}

void FeedCounts::setMeta(const std::optional<api::FeedMeta> &meta)
{
    for (const FeedNumber number : {FeedNumber::Unseen, FeedNumber::Unread, FeedNumber::Total}) {
        buttonOf(number)->setVisible(meta.has_value());
        if (!meta)
            continue;
        const bool isBell = number == FeedNumber::Unseen;
        models::Shown shown;
        shown.text = countTitle(number, numberOf(*meta, number));
        shown.tone = isBell && meta->unseenCount > 0 ? models::Tone::Info : models::Tone::Neutral;
        if (isBell)
            shown.icon = QStringLiteral("bell");
        buttonOf(number)->setShown(shown);
    }
}

void FeedCounts::setOpen(std::optional<FeedNumber> number)
{
    for (const FeedNumber each : {FeedNumber::Unseen, FeedNumber::Unread, FeedNumber::Total})
        buttonOf(each)->setChecked(number == each);
}

} // namespace ui
