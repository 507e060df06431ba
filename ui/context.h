#pragma once

#include <QString>

class QSettings;
namespace api {
class Client;
}
namespace models {
class Exports;
class JobsModel;
class Keyring;
class ProfileStore;
class WriteLog;
class Vocabulary;
}

namespace ui {

// What every page is given; owned by the composition root and alive as long as the main window.
struct Context
{
    api::Client *client = nullptr;
    models::JobsModel *jobs = nullptr;
    models::Vocabulary *vocabulary = nullptr;
    QSettings *settings = nullptr; // window, column and splitter state; never a secret
    QString environment = {}; // tells one environment's tabs from another's
    QString files = {}; // the folder for what pages keep; empty: nothing is kept
    // Of the environments; null in a window that shows no environment of the store.
    models::ProfileStore *profiles = nullptr;
    models::Keyring *keyring = nullptr;
    models::WriteLog *writes = nullptr;
    QString profile = {}; // the id of the one that is shown
    models::Exports *exports = nullptr; // null: nothing is exported
};

} // namespace ui
