// Drawing by lot from a Random, and the numbers of the world's independent streams.
#pragma once

#include "api/sandbox/chance.h"

namespace api::sandbox {

struct Stream // kinds for Random::fork: each thing has a stream of its own, so that none depends on another's
              // draws
{
    enum Kind : quint64 {
        Person = 1,
        Properties,
        Company,
        Silence,
        Membership,
        Devices,
        Preferences,
        Run,
        Story,
        Activity,
        Subscriptions,
        Schedules,
        Channels,
        Traffic,
        Audiences
    };
};

template <class List>
const typename List::value_type &pick(const List &list, Random &random)
{
    return list[static_cast<typename List::size_type>(random.below(quint64(list.size())))];
}

// -ln(u): how long until a thing happens that happens once in a while; on average `mean`.
double waiting(double mean, Random &random);

} // namespace api::sandbox
