#pragma once

#include <QString>

class QSettings;
namespace api {
class Client;
}
namespace models {
class JobsModel;
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
};

} // namespace ui
