// What goes wrong on demand, so that a client can be tried against it.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/http.h"

#include <QRegularExpression>
#include <optional>
#include <vector>

namespace api::sandbox {

struct Fault
{
    enum class Kind {
        Delay, // the right answer, late
        Status, // an error instead of the answer
        Close, // the connection ends before the first byte
        Cut, // the connection is reset in the middle of the body
        Truncate, // a body that ends too early, with the length it has: broken JSON
        Drip, // the body comes a few bytes at a time
        ContentType // a web page instead of JSON, as a proxy would send
    };
    Kind kind = Kind::Delay;
    QByteArray verb = "*"; // or any
    // `*` stands for anything within a piece of the path, `**` for anything at all.
    QByteArray path = "/**";

    // Whether the request is carried out. False: it never got there. True with Status or Close: it was done,
    // but the answer is lost. Delay, Cut, Truncate and Drip have an answer to spoil, so it always is.
    bool executed = true;
    int status = 503; // of Status, 400 to 599
    QByteArray retryAfter; // of Status: seconds or an HTTP date; empty: no such header
    int delayMs = 0; // before the answer begins; of any kind
    bool waits = false; // the delay comes before the request is carried out, not after it
    qsizetype bytes = 0; // Cut, Truncate: that are left of the body, at most; Drip: at a time, at least 1
    int everyMs = 10; // Drip

    int count = 0; // how often; 0: always
    double probability = 1; // of each request it fits
};

class Faults
{
public:
    static constexpr std::size_t most = 100;
    struct Entry
    {
        int id;
        Fault fault;
        QRegularExpression path;
        int used = 0;
    };

    explicit Faults(Random random)
        : m_random(random)
    {
    }
    int add(const Fault &fault); // its id; 0 when there are too many
    bool remove(int id);
    void clear() { m_entries.clear(); }
    const std::vector<Entry> &entries() const { return m_entries; } // in order

    // The first that fits the request, is not used up, and whose chance came up. Uses it.
    struct Picked
    {
        int id;
        Fault fault;
    };
    std::optional<Picked> pick(const HttpRequest &request);

private:
    std::vector<Entry> m_entries;
    Random m_random;
    int m_lastId = 0;
};

// The answer to a request that is not carried out.
HttpResponse faultAnswer(const Fault &fault);
// What becomes of the answer, and how it goes out.
Outgoing spoiled(const Fault &fault, HttpResponse answer);

} // namespace api::sandbox
