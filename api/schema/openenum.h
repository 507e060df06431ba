// Enums of a service that grows: an unknown word is kept and shown as it came.
#pragma once

#include <QString>
#include <array>
#include <string_view>

namespace api {

// Specialise as `template <> inline constexpr auto wireNames<E> = std::array<std::string_view, N>{"", "a",
// …};` Entry 0 belongs to E::Unknown and is not a word.
template <class E>
inline constexpr auto wireNames = nullptr;

template <class E>
concept WireEnum = requires
{
    wireNames<E>.size();
};

template <WireEnum E>
QString wireName(E e)
{
    const auto name = wireNames<E>[static_cast<std::size_t>(e)];
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

// E::Unknown when no known word matches.
template <WireEnum E>
E fromWire(QStringView text)
{
    for (std::size_t i = 1; i < wireNames<E>.size(); ++i) {
        const auto name = wireNames<E>[i];
        if (text == QLatin1StringView(name.data(), qsizetype(name.size())))
            return static_cast<E>(i);
    }
    return E::Unknown;
}

template <WireEnum E>
struct Open
{
    E value = E::Unknown;
    QString other; // the word that came, when it is none of ours

    Open() = default;
    Open(E e)
        : value(e)
    {
    }
    static Open fromText(const QString &text)
    {
        Open o(fromWire<E>(text));
        if (o.value == E::Unknown)
            o.other = text;
        return o;
    }
    bool isNull() const { return value == E::Unknown && other.isEmpty(); }
    QString text() const { return value == E::Unknown ? other : wireName(value); }
    friend bool operator==(const Open &, const Open &) = default;
};

} // namespace api
