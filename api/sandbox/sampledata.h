// Trigger data of made-up runs, after the recipe in a workflow's definition.
#pragma once

#include "api/sandbox/chance.h"

#include <QJsonObject>

namespace api::sandbox {

// In a recipe, a list means one of it, an object is followed down, and these words stand for
//   "@int:2:40"    a whole number from 2 to 40        "@money:18:4200"  an amount, as text
//   "@day:14"      the date so many days after `at`   "@id:inv"         an id: inv_8kQ2…
//   "@ip"          an address of a documentation range
//   {"@list": 3, "@of": recipe}                       a list of three
// Everything else is taken as it is.
QJsonObject sampleData(const QJsonObject &recipe, Timestamp at, Random &random);

} // namespace api::sandbox
