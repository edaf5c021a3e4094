#include "http/router.h"

#include <algorithm>

namespace tucai::http {
namespace {

constexpr std::string_view methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

tl::unexpected<Error> wrong(const Route& route, const std::string& why)
{
    return fail(ErrorCode::InvalidInput, route.method + " " + route.path + ": " + why);
}

/// The segments of a template; the names of its parameters in their brackets.
Result<std::vector<std::string>> segments_of(const Route& route)
{
    if (route.path.find_first_of("?%") != std::string::npos)
        return wrong(route, "a template has neither escapes nor a query");
    auto target = parse_target(route.path);
    if (!target)
        return wrong(route, "no template of a path");
    return std::move(target->segments);
}

bool is_parameter(std::string_view segment)
{
    return segment.starts_with('{') && segment.ends_with('}') && segment.size() > 2;
}

std::string name_of(std::string_view segment)
{
    const auto name = segment.substr(1, segment.size() - 2);
    return std::string(name.ends_with("...") ? name.substr(0, name.size() - 3) : name);
}

} // namespace

/// The node of a segment, made where there is none.
Result<Router::Node*> Router::child_of(Node& node, const std::string& segment, bool is_last)
{
    if (!is_parameter(segment)) {
        if (segment.find_first_of("{}") != std::string::npos)
            return fail(ErrorCode::InvalidInput, "a parameter is a whole segment");
        auto& child = node.literals[segment];
        if (!child)
            child = std::make_unique<Node>();
        return child.get();
    }
    const bool is_rest = segment.ends_with("...}");
    if (is_rest && !is_last)
        return fail(ErrorCode::InvalidInput, "what stands for the rest is the last segment");
    auto& child = is_rest ? node.rest : node.parameter;
    if (!child) {
        child = std::make_unique<Node>();
        child->name = name_of(segment);
    }
    if (child->name != name_of(segment))
        return fail(ErrorCode::InvalidInput, "one place has two names");
    return child.get();
}

Result<> Router::add(Route route)
{
    if (std::find(std::begin(methods), std::end(methods), route.method) == std::end(methods))
        return wrong(route, "no method that is answered");
    if (!route.handler)
        return wrong(route, "no handler");
    TUCAI_TRY(const auto segments, segments_of(route));
    auto* node = &root_;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto child = child_of(*node, segments[i], i + 1 == segments.size());
        if (!child)
            return wrong(route, child.error().message);
        node = *child;
    }
    auto& place = node->places[route.method];
    if (place)
        return wrong(route, "there already");
    std::vector<std::string> names;
    for (const auto& segment : segments)
        if (is_parameter(segment))
            names.push_back(name_of(segment));
    place = std::make_unique<Place>(Place{std::move(route), std::move(names)});
    all_.push_back(&place->route);
    return {};
}

/// The node that has routes for the segments; `values` are those of its parameters.
const Router::Node* Router::search(const Node& node, std::span<const std::string> segments,
                                   std::vector<std::string>& values)
{
    if (segments.empty())
        return node.places.empty() ? nullptr : &node;
    if (const auto literal = node.literals.find(segments.front()); literal != node.literals.end())
        if (const auto* found = search(*literal->second, segments.subspan(1), values))
            return found;
    if (node.parameter && !segments.front().empty()) {
        values.push_back(segments.front());
        if (const auto* found = search(*node.parameter, segments.subspan(1), values))
            return found;
        values.pop_back();
    }
    if (!node.rest)
        return nullptr;
    std::string rest;
    for (const auto& segment : segments)
        rest += (rest.empty() ? "" : "/") + segment;
    values.push_back(std::move(rest));
    return node.rest.get();
}

Match Router::find(std::string_view method, const std::vector<std::string>& segments) const
{
    Match match;
    std::vector<std::string> values;
    const auto* node = search(root_, segments, values);
    if (node == nullptr)
        return match;
    for (const auto& [known, place] : node->places) {
        match.allowed.push_back(known);
        if (known == "GET")
            match.allowed.emplace_back("HEAD");
    }
    match.allowed.emplace_back("OPTIONS");
    std::sort(match.allowed.begin(), match.allowed.end());
    const auto place = node->places.find(method == "HEAD" ? "GET" : method);
    if (place == node->places.end())
        return match;
    match.route = &place->second->route;
    for (std::size_t i = 0; i < values.size(); ++i)
        match.path_parameters.push_back({place->second->names[i], std::move(values[i])});
    return match;
}

std::vector<std::string> Router::list() const
{
    std::vector<std::string> lines;
    lines.reserve(all_.size());
    for (const auto* route : all_)
        lines.push_back(route->method + " " + route->path);
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace tucai::http
