#include "app/tour.h"

#include "api/client/client.h"
#include "api/schema/message.h"
#include "api/schema/user.h"
#include "models/bulkwork.h"
#include "models/jobsmodel.h"
#include "models/profilestore.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QPixmap>

namespace app {

namespace {
constexpr int patienceMs = 60'000; // for one page, on a slow machine
constexpr QSize pictureSize(1280, 800);
}

Tour::Tour(const ui::Context &context, ui::MainWindow &window, ui::Theme &theme, const QString &folder,
           QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_theme(theme)
    , m_folder(folder)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        const QString name = m_next < m_stops.size() ? m_stops.at(m_next).name : tr("the data to show");
        fail(tr("%1 did not fill within %2 s.").arg(name).arg(patienceMs / 1000));
    });
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder.path()))
        return fail(tr("%1 can't be made. Choose a folder you may write to.").arg(m_folder.path()));
    m_window.resize(pictureSize);
    m_window.show();
    m_patience.start(patienceMs);
    lookForPeople();
}

void Tour::lookForPeople()
{
    m_call = m_context.client->send<api::Page<api::User>>(api::users::list({}), [this](const auto &result) {
        if (!result)
            return fail(api::explain(result.error()).sentence);
        QStringList ids;
        for (const auto &row : result.value().rows)
            ids += row.value.id;
        if (ids.isEmpty())
            return fail(tr("The sandbox has no people."));
        m_stops += {QStringLiteral("people"), ui::Place::fromAddress(QStringLiteral("people"))};
        for (const auto *section : {"feed", "messages", "preferences", "properties", "raw"}) {
            ui::Place place {QStringLiteral("user"), ids.first(), QLatin1StringView(section), {}};
            m_stops += {QStringLiteral("person-") + QLatin1StringView(section), place};
        }
        m_stops += {QStringLiteral("person-feed-count"),
                    {QStringLiteral("user"),
                     ids.first(),
                     QStringLiteral("feed"),
                     {{QStringLiteral("count"), QStringLiteral("unseen")}}}};
        ui::Place unknown {QStringLiteral("user"), QStringLiteral("nobody-by-this-id"), {}, {}};
        m_stops += {QStringLiteral("person-unknown"), unknown};
        ui::Place all = ui::Place::fromAddress(QStringLiteral("messages"));
        m_stops += {QStringLiteral("messages"), all};
        all.setFilter(QStringLiteral("status"), {QStringLiteral("bounced"), QStringLiteral("undelivered")});
        m_stops += {QStringLiteral("messages-failed"), all};
        for (const auto *address : {"workflow:new-comment?time=30d&tenant=", "object:projects/apollo",
                                    "object:projects/apollo/properties"}) {
            const ui::Place place = ui::Place::fromAddress(QLatin1StringView(address));
            m_stops += {place.section.isEmpty() ? place.kind : place.kind + u'-' + place.section, place};
        }
        startBulkOperation(ids.mid(1)); // the first one's preferences are to be seen as they are
        lookForMessages(ids.first(), {});
    });
}

// One message of each channel type: each shows another content. Pages on until all have been met.
void Tour::lookForMessages(const QString &userId, const QString &after)
{
    api::MessageQuery query;
    query.pageSize = 50;
    query.after = after;
    const auto request = api::messages::ofUser(userId, query);
    m_call = m_context.client->send<api::Page<api::Message>>(request, [this, userId](const auto &result) {
        if (!result)
            return fail(api::explain(result.error()).sentence);
        for (const auto &row : result.value().rows)
            noteMessage(row.value);
        const QString next = result.value().info.after;
        if (!next.isEmpty() && m_shownTypes.size() < 5)
            return lookForMessages(userId, next);
        addEnvironments();
        for (const auto *kind : {"bulk", "requests", "explorer", "environments", "writes"})
            m_stops += {QLatin1StringView(kind), ui::Place::fromAddress(QLatin1StringView(kind))};
        m_stops
            += {QStringLiteral("explorer-write"),
                ui::Place::fromAddress(QStringLiteral("explorer:workflows.trigger?workflow=new-comment"))};
        m_stories = std::make_unique<StoryStops>(*m_context.client);
        m_stories->look([this](const QList<TourStop> &stops) {
            m_stops += stops;
            visitNext();
        });
    });
}

// Beside the sandbox, so that the list is one. Nobody goes there; they go away with the tour.
void Tour::addEnvironments()
{
    models::Profile profile;
    profile.baseUrl = QUrl(QStringLiteral("https://api.knock.app"));
    profile.name = tr("Production");
    profile.color = QColor(0x7B2D8E);
    profile.icon = QStringLiteral("globe");
    profile.readOnly = profile.mayUnlock = profile.isProtected = true;
    profile.key = {models::KeyKind::Secret, false};
    const QString id = m_context.profiles->add(profile);
    profile.name = tr("Staging");
    profile.color = QColor(0x0A5C91);
    profile.icon = QStringLiteral("server");
    profile.readOnly = profile.isProtected = false;
    profile.key.isTest = true;
    m_context.profiles->add(profile);
    m_stops += {QStringLiteral("environment"), {QStringLiteral("environments"), id, {}, {}}};
}

void Tour::noteMessage(const api::Message &message)
{
    const QString type = message.channel ? message.channel->type : QString();
    if (type.isEmpty() || m_shownTypes.contains(type))
        return;
    m_shownTypes += type;
    m_stops += {QStringLiteral("message-") + type,
                {QStringLiteral("message"), message.id, QStringLiteral("content"), {}}};
    if (type == QLatin1StringView("email")) {
        for (const auto *section : {"timeline", "activities", "logs", "raw"})
            m_stops += {QStringLiteral("message-") + QLatin1StringView(section),
                        {QStringLiteral("message"), message.id, QLatin1StringView(section), {}}};
    }
}

void Tour::startBulkOperation(const QStringList &userIds)
{
    api::PreferenceSet set;
    set.id = QStringLiteral("default");
    set.raw = {{QStringLiteral("id"), set.id},
               {QStringLiteral("categories"), QJsonObject {{QStringLiteral("marketing"), false}}}};
    const QStringList some = userIds + QStringList {QStringLiteral("nobody-by-this-id")};
    m_context.jobs->add(tr("Set preferences for %n people", nullptr, int(some.size())),
                        models::setPreferencesFor(some, set));
}

void Tour::visitNext()
{
    if (m_next == m_stops.size())
        return Q_EMIT finished({});
    m_patience.start(patienceMs);
    m_window.open(m_stops.at(m_next).place);
    ui::Page *page = m_window.currentPage();
    if (!page)
        return fail(tr("%1 has no page.").arg(m_stops.at(m_next).place.address()));
    page->setFocus();
    m_waiting = connect(page, &ui::Page::settledChanged, this, &Tour::whenSettled, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &Tour::whenSettled, Qt::QueuedConnection);
}

void Tour::whenSettled()
{
    ui::Page *page = m_window.currentPage();
    if (!m_waiting || !page->isSettled())
        return;
    disconnect(m_waiting);
    const QString &name = m_stops.at(m_next).name;
    const bool meantToFail
        = name == QLatin1StringView("person-unknown") || name.endsWith(QLatin1StringView("-gone"));
    if (page->failure().isEmpty() == meantToFail)
        return fail(tr("%1: %2").arg(m_stops.at(m_next).name,
                                     meantToFail ? tr("a failure was expected") : page->failure()));
    takePicture(ui::Scheme::Light);
}

// A new scheme is laid out and painted by events still to come: two rounds of the event loop see to them.
void Tour::takePicture(ui::Scheme scheme)
{
    m_theme.setScheme(scheme);
    m_window.grab();
    m_rounds = 2;
    m_frame.disconnect();
    connect(&m_frame, &QTimer::timeout, this, [this, scheme] {
        if (--m_rounds >= 0)
            return;
        m_frame.stop();
        savePicture(scheme);
    });
    m_frame.start(0);
}

void Tour::savePicture(ui::Scheme scheme)
{
    const bool dark = scheme == ui::Scheme::Dark;
    const QString number = QString::number(m_next + 1).rightJustified(2, u'0');
    const QString file = m_folder.filePath(
        QStringLiteral("%1-%2-%3.png")
            .arg(number, m_stops.at(m_next).name, dark ? QStringLiteral("dark") : QStringLiteral("light")));
    QCoreApplication::sendPostedEvents(nullptr,
                                       QEvent::LayoutRequest); // a text that changed just now has its room
    if (!m_window.grab().save(file))
        return fail(tr("%1 could not be written.").arg(file));
    if (!dark)
        return takePicture(ui::Scheme::Dark);
    m_theme.setScheme(ui::Scheme::Light);
    ++m_next;
    visitNext();
}

void Tour::fail(const QString &why)
{
    m_patience.stop();
    m_call.cancel();
    disconnect(m_waiting);
    Q_EMIT finished(tr("The tour stopped: %1").arg(why));
}

} // namespace app
