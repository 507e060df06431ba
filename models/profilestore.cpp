#include "models/profilestore.h"

#include <QCoreApplication>
#include <QSettings>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr QRgb sandboxColor = 0x0B7A70;
constexpr QRgb usualColor = 0x7B2D8E;

Profile makeSandbox()
{
    Profile p;
    p.kind = Profile::Kind::Sandbox;
    p.id = sandboxId();
    p.name = QCoreApplication::translate("Environment", "Sandbox");
    p.color = QColor(sandboxColor);
    p.icon = u"diamond"_s;
    p.key = {KeyKind::Secret, true};
    return p;
}

QString keyOf(const QString &id, const char *what)
{
    return u"environments/%1/%2"_s.arg(id, QLatin1StringView(what));
}

QString kindWord(KeyKind kind)
{
    return kind == KeyKind::Secret     ? u"secret"_s
        : kind == KeyKind::Publishable ? u"publishable"_s
                                       : QString();
}

KeyKind kindOf(const QString &word)
{
    return word == u"secret"     ? KeyKind::Secret
        : word == u"publishable" ? KeyKind::Publishable
                                 : KeyKind::Unknown;
}

} // namespace

ProfileStore::ProfileStore(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    load();
}

void ProfileStore::load()
{
    Profile sandbox = makeSandbox();
    const auto flag = [this](const QString &id, const char *what) {
        return m_settings.value(keyOf(id, what), false).toBool();
    };
    const auto readFlags = [&](Profile *p) {
        p->readOnly = flag(p->id, "read_only");
        p->mayUnlock = flag(p->id, "may_unlock");
        p->isProtected = flag(p->id, "protected");
    };
    readFlags(&sandbox);
    m_profiles = {sandbox};
    const QStringList ids = m_settings.value(u"environments/order"_s).toStringList();
    for (const QString &id : ids) {
        Profile p;
        p.id = id;
        p.name = m_settings.value(keyOf(id, "name")).toString().trimmed();
        QString problem;
        p.baseUrl = readBaseUrl(m_settings.value(keyOf(id, "address")).toString(), &problem);
        // A file that was edited by hand: what makes no sense isn't shown, and stays as it is.
        if (id.isEmpty() || p.name.isEmpty() || p.baseUrl.isEmpty() || find(id) || findByName(p.name))
            continue;
        p.color = QColor(m_settings.value(keyOf(id, "color")).toString());
        if (!p.color.isValid())
            p.color = QColor(usualColor);
        p.icon = m_settings.value(keyOf(id, "icon"), u"globe"_s).toString();
        readFlags(&p);
        p.key.kind = kindOf(m_settings.value(keyOf(id, "key_kind")).toString());
        p.key.isTest = flag(id, "test_key");
        m_profiles += p;
    }
}

void ProfileStore::save(const Profile &p)
{
    if (p.kind == Profile::Kind::Variables)
        return;
    m_settings.setValue(keyOf(p.id, "read_only"), p.readOnly);
    m_settings.setValue(keyOf(p.id, "may_unlock"), p.mayUnlock);
    m_settings.setValue(keyOf(p.id, "protected"), p.isProtected);
    if (p.isSandbox())
        return;
    m_settings.setValue(keyOf(p.id, "name"), p.name);
    m_settings.setValue(keyOf(p.id, "address"), p.baseUrl.toString());
    m_settings.setValue(keyOf(p.id, "color"), p.color.name());
    m_settings.setValue(keyOf(p.id, "icon"), p.icon);
    m_settings.setValue(keyOf(p.id, "key_kind"), kindWord(p.key.kind));
    m_settings.setValue(keyOf(p.id, "test_key"), p.key.isTest);
}

void ProfileStore::saveOrder()
{
    QStringList ids;
    for (const Profile &p : std::as_const(m_profiles)) {
        if (p.kind == Profile::Kind::Stored)
            ids += p.id;
    }
    m_settings.setValue(u"environments/order"_s, ids);
}

int ProfileStore::rowOf(const QString &id) const
{
    const auto it
        = std::find_if(m_profiles.begin(), m_profiles.end(), [&](const Profile &p) { return p.id == id; });
    return it == m_profiles.end() ? -1 : int(it - m_profiles.begin());
}

const Profile *ProfileStore::find(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_profiles.at(row);
}

const Profile *ProfileStore::findByName(const QString &nameOrId) const
{
    const QString wanted = nameOrId.trimmed();
    for (const Profile &p : m_profiles) {
        if (p.name.compare(wanted, Qt::CaseInsensitive) == 0)
            return &p;
    }
    return find(wanted);
}

QList<ProfileProblem> ProfileStore::problems(const Profile &profile) const
{
    using Field = ProfileProblem::Field;
    const QString name = profile.name.trimmed();
    if (name.isEmpty())
        return {{Field::Name, tr("Give it a name.")}};
    if (name.size() > 60)
        return {{Field::Name, tr("Choose a name of at most 60 characters.")}};
    const Profile *other = findByName(name);
    if (other && other->id != profile.id)
        return {{Field::Name, tr("There is an environment of that name already.")}};
    return {};
}

QString ProfileStore::add(Profile profile)
{
    profile.kind = Profile::Kind::Stored;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = profile.name.trimmed();
    m_profiles += profile;
    save(profile);
    saveOrder();
    Q_EMIT changed();
    return profile.id;
}

void ProfileStore::update(const Profile &profile)
{
    const int row = rowOf(profile.id);
    if (row < 0)
        return;
    Profile next = profile;
    Profile &kept = m_profiles[row];
    next.kind = kept.kind;
    next.name = next.name.trimmed();
    if (kept.isSandbox()) {
        next = kept;
        next.readOnly = profile.readOnly;
        next.mayUnlock = profile.mayUnlock;
        next.isProtected = profile.isProtected;
    }
    if (next == kept)
        return;
    kept = next;
    save(next);
    Q_EMIT changed();
}

void ProfileStore::remove(const QString &id)
{
    const int row = rowOf(id);
    if (row < 0 || m_profiles.at(row).kind != Profile::Kind::Stored)
        return;
    m_profiles.removeAt(row);
    m_settings.remove(u"environments/%1"_s.arg(id));
    saveOrder();
    Q_EMIT changed();
}

void ProfileStore::setVariables(Profile profile)
{
    profile.kind = Profile::Kind::Variables;
    profile.id = variablesId();
    const int row = rowOf(profile.id);
    if (row >= 0)
        m_profiles[row] = profile;
    else
        m_profiles.insert(1, profile);
    Q_EMIT changed();
}

QString ProfileStore::lastUsed() const
{
    const QString id = m_settings.value(u"environments/last"_s, sandboxId()).toString();
    return find(id) ? id : sandboxId();
}

void ProfileStore::setLastUsed(const QString &id)
{
    const Profile *profile = find(id);
    if (profile && profile->kind != Profile::Kind::Variables)
        m_settings.setValue(u"environments/last"_s, id);
}

void ProfileStore::choose(const QString &id)
{
    if (find(id))
        Q_EMIT chosen(id);
}

} // namespace models
