#include "api/fields.h"

#include "base/json.h"

namespace tucai::api {
namespace {

constexpr std::size_t longest_body_bytes = 1024 * 1024;

} // namespace

Outcome<Fields> Fields::of(const http::Request& request)
{
    const auto* type = request.headers.find("content-type");
    if (type == nullptr || http::lower_case(*type).find("application/json") != 0)
        return tl::unexpected(Problem(ErrorCode::RequestMediaType, {{"wanted", "application/json"}}));
    TUCAI_TRY(const auto bytes, request.body.read(longest_body_bytes));
    TUCAI_TRY(auto value, base::parse_limited(bytes, {longest_body_bytes, 16}));
    return of(value, "");
}

Outcome<Fields> Fields::of(const nlohmann::json& object, std::string at)
{
    if (!object.is_object())
        return field_problem(ErrorCode::InvalidInput, at.empty() ? "body" : at);
    return Fields(object, std::move(at));
}

std::string Fields::place_of(std::string_view name) const
{
    return at_.empty() ? std::string(name) : at_ + "." + std::string(name);
}

void Fields::refuse(std::string_view name)
{
    if (!wrong_)
        wrong_ = place_of(name);
}

const nlohmann::json* Fields::find(std::string_view name)
{
    read_.emplace(name);
    const auto place = object_.find(name);
    return place == object_.end() || place->is_null() ? nullptr : &*place;
}

std::optional<std::string> Fields::maybe_text(std::string_view name, std::size_t most_bytes)
{
    const auto* value = find(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string() || value->get_ref<const std::string&>().size() > most_bytes) {
        refuse(name);
        return std::nullopt;
    }
    return value->get<std::string>();
}

std::string Fields::text(std::string_view name, std::size_t most_bytes)
{
    auto given = maybe_text(name, most_bytes);
    if (!given)
        refuse(name);
    return given.value_or("");
}

std::optional<std::int64_t> Fields::maybe_integer(std::string_view name, std::int64_t least,
                                                  std::int64_t most)
{
    const auto* value = find(name);
    if (value == nullptr)
        return std::nullopt;
    // An unsigned number beyond the signed ones would come back negative.
    const bool is_whole = value->is_number_integer() &&
                          (!value->is_number_unsigned() || value->get<std::uint64_t>() <= INT64_MAX);
    if (!is_whole || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        refuse(name);
        return std::nullopt;
    }
    return value->get<std::int64_t>();
}

std::int64_t Fields::integer(std::string_view name, std::int64_t least, std::int64_t most)
{
    const auto given = maybe_integer(name, least, most);
    if (!given)
        refuse(name);
    return given.value_or(least);
}

bool Fields::yes_or_no(std::string_view name, bool otherwise)
{
    const auto* value = find(name);
    if (value == nullptr)
        return otherwise;
    if (!value->is_boolean()) {
        refuse(name);
        return otherwise;
    }
    return value->get<bool>();
}

std::optional<base::Text> Fields::maybe_words(std::string_view name, std::size_t most_bytes)
{
    const auto* value = find(name);
    if (value == nullptr)
        return std::nullopt;
    auto both = of(*value, place_of(name));
    if (!both) {
        refuse(name);
        return std::nullopt;
    }
    base::Text words{both->text("zh", most_bytes), both->text("en", most_bytes)};
    if (const auto fits = both->check(); !fits && !wrong_)
        wrong_ = fits.error().members.value("field", place_of(name));
    return words;
}

base::Text Fields::words(std::string_view name, std::size_t most_bytes)
{
    auto given = maybe_words(name, most_bytes);
    if (!given)
        refuse(name);
    return given.value_or(base::Text());
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t most, std::size_t most_bytes)
{
    const auto* value = find(name);
    if (value == nullptr)
        return {};
    std::vector<std::string> list;
    if (!value->is_array() || value->size() > most)
        refuse(name);
    else
        for (const auto& item : *value) {
            if (!item.is_string() || item.get_ref<const std::string&>().size() > most_bytes)
                refuse(name);
            else
                list.push_back(item.get<std::string>());
        }
    return list;
}

std::optional<Fields> Fields::maybe_object(std::string_view name)
{
    const auto* value = find(name);
    if (value == nullptr)
        return std::nullopt;
    auto object = of(*value, place_of(name));
    if (!object) {
        refuse(name);
        return std::nullopt;
    }
    return std::move(*object);
}

std::vector<Fields> Fields::objects(std::string_view name, std::size_t most)
{
    const auto* value = find(name);
    if (value == nullptr)
        return {};
    std::vector<Fields> list;
    if (!value->is_array() || value->size() > most) {
        refuse(name);
        return list;
    }
    for (std::size_t i = 0; i < value->size(); ++i) {
        auto item = of((*value)[i], place_of(name) + "[" + std::to_string(i) + "]");
        if (item)
            list.push_back(std::move(*item));
        else
            refuse(name);
    }
    return list;
}

Outcome<void> Fields::check() const
{
    if (wrong_)
        return field_problem(ErrorCode::InvalidInput, *wrong_);
    for (const auto& [name, value] : object_.items())
        if (!read_.contains(name))
            return tl::unexpected(
                Problem(ErrorCode::InvalidInput, {{"field", place_of(name)}, {"is_unknown", true}}));
    return {};
}

} // namespace tucai::api
