// The environments this console knows. Kept in the settings, without their keys.
#pragma once

#include "models/profile.h"

#include <QList>
#include <QObject>

class QSettings;

namespace models {

// What can't be accepted of a profile, and which field it is about.
struct ProfileProblem
{
    enum class Field { Name, Address, Key, UserToken };
    Field field = Field::Name;
    QString text;
};

class ProfileStore : public QObject
{
    Q_OBJECT
public:
    explicit ProfileStore(QSettings &settings, QObject *parent = nullptr); // outlives the store

    // The sandbox first, then that of the variables when there is one, then those of the person.
    const QList<Profile> &profiles() const { return m_profiles; }
    const Profile *find(const QString &id) const; // null: there is none; valid until the next change
    const Profile *findByName(const QString &nameOrId) const; // whatever the case
    const Profile &sandbox() const { return m_profiles.first(); }

    // Nothing that is wrong with its name; the address is read by readBaseUrl().
    QList<ProfileProblem> problems(const Profile &profile) const;
    QString add(Profile profile); // its id, made here; the last of the list
    // Of the sandbox only what may be done there is taken; that of the variables lasts as long as this run.
    void update(const Profile &profile);
    void remove(const QString &id); // not the sandbox; its key is the keyring's business
    void setVariables(Profile profile); // never stored

    QString lastUsed() const; // an id; the sandbox's at first, and where the last one is gone
    void setLastUsed(const QString &id);
    // Asks whoever shows the environments to go there; the window asks about unsaved work first.
    void choose(const QString &id);

Q_SIGNALS:
    void changed();
    void chosen(const QString &id);

private:
    void load();
    void save(const Profile &profile);
    void saveOrder();
    int rowOf(const QString &id) const;

    QSettings &m_settings;
    QList<Profile> m_profiles;
};

} // namespace models
