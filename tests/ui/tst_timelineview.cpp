// The timeline as it stands in a narrow detail, and the widgets it is made of.
#include "api/schema/message.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/linklabel.h"
#include "ui/message/overview.h"
#include "ui/message/timelinerow.h"
#include "ui/message/timelineview.h"
#include "ui/theme.h"
#include "ui/wrappedlabel.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

TimelineEntry entryOf(const QString &text, const QString &tail = {})
{
    TimelineEntry entry;
    entry.at.us = 1'767'000'000'000'000;
    entry.gapUs = 72LL * 3600 * 1'000'000;
    entry.text = text;
    entry.tail = tail;
    entry.httpStatus = 503;
    return entry;
}

// The widest column without ink between two with it.
int widestGap(const QImage &image)
{
    const QRgb ground = image.pixel(image.width() / 2, 3);
    int last = -1, widest = 0;
    for (int x = 8; x < image.width() - 8; ++x) {
        bool hasInk = false;
        for (int y = 6; y < image.height() - 6 && !hasInk; ++y)
            hasInk = image.pixel(x, y) != ground;
        if (!hasInk)
            continue;
        if (last >= 0)
            widest = std::max(widest, x - last - 1);
        last = x;
    }
    return widest;
}

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void fitsWhereItIsNarrow();
    void staysOnOneLineWhereThereIsRoom();
    void linesOfTwoEntriesDoNotTouch();
    void rowsTakeOtherEntries();
    void actorsWrapWhereItIsNarrow();
    void wrappedLabelsFollowTheirText();
    void iconsLeaveRoomForWords();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestTimelineView::fitsWhereItIsNarrow()
{
    TimelineView view;
    view.setEntries({entryOf("sent to SendGrid Production Transactions", "a long answer of the provider"),
                     entryOf("workflow triggered by nightly-import-42")});
    QVERIFY2(view.minimumSizeHint().width() <= 380,
             qPrintable(QString::number(view.minimumSizeHint().width())));
}

void TestTimelineView::staysOnOneLineWhereThereIsRoom()
{
    TimelineView view;
    view.setEntries({entryOf("sent to SendGrid"), entryOf("delivered")});
    view.resize(700, view.heightForWidth(700));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    for (const WrappedLabel *label : view.findChildren<WrappedLabel *>())
        QVERIFY(label->width() >= label->fontMetrics().horizontalAdvance(label->text()));
}

void TestTimelineView::linesOfTwoEntriesDoNotTouch()
{
    const QString longText
        = "not sent: the preferences of the recipient switch this category off for this channel";
    TimelineView view;
    view.setEntries({entryOf(longText), entryOf(longText)});
    view.resize(420, view.heightForWidth(420));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto labels = view.findChildren<WrappedLabel *>();
    QCOMPARE(labels.size(), 2);
    const auto rectIn
        = [&view](const QWidget *widget) { return QRect(widget->mapTo(&view, QPoint()), widget->size()); };
    const int lineHeight = labels.first()->fontMetrics().lineSpacing();
    QVERIFY(labels.first()->height() >= 2 * lineHeight); // it does wrap
    QVERIFY(rectIn(labels.at(1)).top() - rectIn(labels.at(0)).bottom() > 6);
}

void TestTimelineView::rowsTakeOtherEntries()
{
    const auto visible = [](const auto &all) {
        return std::count_if(all.begin(), all.end(), [](const QWidget *one) { return one->isVisible(); });
    };
    TimelineEntry bad = entryOf("bounced", "no such mailbox");
    bad.tone = models::Tone::Bad;
    bad.httpStatus = 550;
    bad.gapUs = 3'000'000;
    const auto plain = [](const QString &text) {
        TimelineEntry entry = entryOf(text);
        entry.httpStatus.reset();
        return entry;
    };
    TimelineEntry linked = plain("joined a batch");
    linked.lead = "batch";
    linked.messageId = "msg_other";
    TimelineView view;
    view.setEntries({bad, linked, plain("third")});
    view.resize(700, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCOMPARE(visible(view.findChildren<TimelineRow *>()), 3);
    QCOMPARE(visible(view.findChildren<Chip *>()), 1);
    QCOMPARE(visible(view.findChildren<LinkLabel *>()), 1);
    const auto *first = view.findChild<WrappedLabel *>();
    QCOMPARE(first->palette().color(QPalette::WindowText), m_theme->tokens().toneText(models::Tone::Bad));
    QVERIFY(first->font().bold());

    view.setEntries({plain("sent"), plain("delivered")});
    QCOMPARE(view.lines().size(), 2);
    QCOMPARE(visible(view.findChildren<TimelineRow *>()), 2);
    QCOMPARE(visible(view.findChildren<Chip *>()), 0);
    QCOMPARE(visible(view.findChildren<LinkLabel *>()), 0);
    QCOMPARE(visible(view.findChildren<ElidedLabel *>()), 0);
    QCOMPARE(first->text(), "sent");
    QCOMPARE(first->palette().color(QPalette::WindowText), view.palette().color(QPalette::WindowText));
    QVERIFY(!first->font().bold());
    QCOMPARE(view.findChildren<TimelineRow *>().at(1)->accessibleName(), view.lines().at(1));

    view.setEntries({linked});
    QSignalSpy opened(&view, &TimelineView::openRequested);
    LinkLabel *link = nullptr;
    for (LinkLabel *one : view.findChildren<LinkLabel *>()) {
        if (one->isVisible())
            link = one;
    }
    QVERIFY(link);
    QTest::mouseClick(link, Qt::LeftButton);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<Place>().id, "msg_other");
}

void TestTimelineView::actorsWrapWhereItIsNarrow()
{
    api::Message message;
    message.id = "m1";
    for (const char *name : {"Håkon Bjørnstad", "Günther Strauß", "guest-320-of-the-house", "Ксения Щербаков",
                             "Andrés Quiñones Emiliano Cárdenas Trevor", "One more"}) {
        api::Recipient actor;
        actor.id = name;
        actor.name = name;
        message.actors += actor;
    }
    Overview overview;
    overview.setMessage(message, nullptr);
    overview.resize(320, 600);
    overview.show();
    QVERIFY(QTest::qWaitForWindowExposed(&overview));
    QVERIFY2(overview.minimumSizeHint().width() <= 320,
             qPrintable(QString::number(overview.minimumSizeHint().width())));
    QList<QRect> places;
    for (const LinkLabel *link : overview.findChildren<LinkLabel *>()) {
        const QRect place(link->mapTo(&overview, QPoint()), link->size());
        QVERIFY2(place.right() <= 320, qPrintable(link->text()));
        for (const QRect &other : std::as_const(places))
            QVERIFY(!place.intersects(other));
        places += place;
    }
    QCOMPARE(places.size(), 5);
    QVERIFY(places.last().top() > places.first().bottom()); // of more than one line
}

void TestTimelineView::wrappedLabelsFollowTheirText()
{
    WrappedLabel label;
    label.setFont(m_theme->baseFont());
    label.setText("one");
    const int line = label.heightForWidth(120);
    label.setText("one two three four five six seven eight nine ten");
    const int many = label.heightForWidth(120);
    QVERIFY(many >= 2 * line);
    QCOMPARE(label.heightForWidth(120), many);
    QVERIFY(label.heightForWidth(1200) < many);
    QFont bigger = m_theme->baseFont();
    bigger.setPixelSize(40);
    label.setFont(bigger);
    QVERIFY(label.heightForWidth(120) > many);
}

void TestTimelineView::iconsLeaveRoomForWords()
{
    const std::unique_ptr<QPushButton> button(makeButton("Copy", nullptr, ButtonRole::Normal, "copy"));
    button->show();
    QVERIFY(QTest::qWaitForWindowExposed(button.get()));
    const int gap = widestGap(button->grab().toImage());
    QVERIFY2(gap >= 6, qPrintable(QString::number(gap)));
}

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
