// Takes the types an endpoint is called with apart. Costly to compile: for the registry, and for whoever
// makes an endpoint that is not in it.
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/parameter.h"

namespace api {

namespace detail {

template <class T>
struct KindOf
{
    static constexpr auto kind = Parameter::Kind::Json;
};
template <Parameter::Kind K>
struct IsKind
{
    static constexpr auto kind = K;
};
template <>
struct KindOf<QString> : IsKind<Parameter::Kind::Text>
{
};
template <>
struct KindOf<int> : IsKind<Parameter::Kind::Number>
{
};
template <>
struct KindOf<qint64> : IsKind<Parameter::Kind::Number>
{
};
template <>
struct KindOf<bool> : IsKind<Parameter::Kind::Boolean>
{
};
template <>
struct KindOf<Timestamp> : IsKind<Parameter::Kind::Time>
{
};
template <>
struct KindOf<QStringList> : IsKind<Parameter::Kind::TextList>
{
};
template <WireEnum E>
struct KindOf<Open<E>> : IsKind<Parameter::Kind::Text>
{
};
template <WireEnum E>
struct KindOf<E> : IsKind<Parameter::Kind::Text>
{
};
template <class T>
struct KindOf<std::optional<T>> : KindOf<T>
{
};

template <class T>
struct ShapeOf
{
    static constexpr auto shape = Described<T> ? Parameter::Shape::Object : Parameter::Shape::Any;
};
template <>
struct ShapeOf<QJsonObject>
{
    static constexpr auto shape = Parameter::Shape::Object;
};
template <>
struct ShapeOf<QJsonArray>
{
    static constexpr auto shape = Parameter::Shape::List;
};
template <class T>
struct ShapeOf<QList<T>>
{
    static constexpr auto shape = Parameter::Shape::List;
};
template <class T>
struct ShapeOf<std::optional<T>> : ShapeOf<T>
{
};

template <class T>
struct WordsOf
{
    static QStringList words() { return {}; }
};
template <WireEnum E>
struct WordsOf<E>
{
    static QStringList words()
    {
        QStringList out;
        for (std::size_t i = 1; i < wireNames<E>.size(); ++i)
            out += wireName(static_cast<E>(i));
        return out;
    }
};
template <WireEnum E>
struct WordsOf<Open<E>> : WordsOf<E>
{
};
template <class T>
struct WordsOf<std::optional<T>> : WordsOf<T>
{
};

template <Described T>
void describe(QList<Parameter> &out, Parameter::Where where)
{
    forEachField<T>([&](const auto &field) {
        using Member = typename std::decay_t<decltype(field)>::Member;
        QByteArray name(field.path);
        if (name.endsWith("[]"))
            name.chop(2);
        out.append({name, where, KindOf<Member>::kind, field.isRequired, WordsOf<Member>::words(),
                    ShapeOf<Member>::shape});
    });
}

template <class Arg>
void describeArgument(const EndpointInfo &endpoint, QList<Parameter> &out)
{
    if constexpr (std::is_same_v<Arg, JsonBody>) {
        out.append({{}, Parameter::Where::Body, Parameter::Kind::FreeBody, false, {}, {}});
    } else if constexpr (Described<Arg>) {
        const bool isQuery = endpoint.verb == Verb::Get || requires
        {
            Arg::isQuery;
        };
        describe<Arg>(out, isQuery ? Parameter::Where::Query : Parameter::Where::Body);
    } else {
        out.append({{}, Parameter::Where::Path, KindOf<Arg>::kind, true, WordsOf<Arg>::words(), {}});
    }
}
template <class... Args>
void describeArguments(const EndpointInfo &endpoint, QList<Parameter> &out)
{
    (describeArgument<Args>(endpoint, out), ...);
}

} // namespace detail
} // namespace api
