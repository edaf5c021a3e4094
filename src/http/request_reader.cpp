#include "http/request_reader.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>

namespace tucai::http {
namespace {

namespace beast = boost::beast::http;
using boost::optional;
using BeastText = boost::beast::string_view;
using BeastError = boost::beast::error_code;

std::string_view view(BeastText text)
{
    return {text.data(), text.size()};
}

tl::unexpected<Error> malformed()
{
    return fail(ErrorCode::RequestMalformed, "The request cannot be read.");
}

/// A host and a port: what a name, an address and their marks are made of (RFC 3986, section 3.2).
bool is_host(std::string_view host)
{
    return host.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:[]") ==
           std::string_view::npos;
}

/// How the body's end is told. Anything but one length or one "chunked" is refused (RFC 9112, section 6.1).
Result<> check_framing(Head& head)
{
    const auto codings = head.headers.count("transfer-encoding");
    if (codings == 0) {
        if (head.headers.count("content-length") > 1)
            return malformed();
        return {};
    }
    if (codings > 1 || head.headers.count("content-length") != 0)
        return malformed();
    if (lower_case(*head.headers.find("transfer-encoding")) != "chunked")
        return fail(ErrorCode::RequestCoding, "The only transfer coding that is read is chunked.");
    head.is_chunked = true;
    return {};
}

Result<> check_head(Head& head, const Limits& limits)
{
    if (head.target.size() > limits.target_bytes)
        return fail(ErrorCode::RequestTargetTooLong, "The address is too long.");
    if (head.headers.count("host") != 1 || !is_host(*head.headers.find("host")))
        return malformed();
    TUCAI_CHECK(check_framing(head));
    if (const auto expectation = lower_case(head.headers.joined("expect")); !expectation.empty()) {
        if (expectation != "100-continue")
            return fail(ErrorCode::RequestExpectation, "The only expectation that is met is 100-continue.");
        head.expects_continue = head.has_body();
    }
    return {};
}

} // namespace

/// Beast's parser, told where to put what it finds. Its virtual functions cannot fail by Result: they leave
/// an error behind and stop the parser with another.
class RequestReader::Parser final : public beast::basic_parser<true> {
public:
    explicit Parser(const Limits& limits) : limits_(limits)
    {
        header_limit(static_cast<std::uint32_t>(limits.head_bytes));
        body_limit(boost::none); // ours is counted where the body comes
        eager(false);
    }

private:
    friend class RequestReader;

    Result<std::size_t> take(std::string_view bytes);
    Result<> finish_head();
    Error error_of(const BeastError& error) const;
    void refuse(ErrorCode code, const char* message, BeastError& error)
    {
        error_ = Error{code, message};
        error = beast::error::bad_value;
    }
    std::size_t collect(BeastText body, BeastError& error);

    void on_request_impl(beast::verb, BeastText method, BeastText target, int version,
                         BeastError& error) override
    {
        head_.method = view(method);
        head_.target = view(target);
        if (version != 11)
            refuse(ErrorCode::RequestVersion, "Only HTTP/1.1 is spoken here.", error);
    }
    void on_response_impl(int, BeastText, int, BeastError&) override {}
    void on_field_impl(beast::field, BeastText name, BeastText value, BeastError& error) override
    {
        if (is_header_done())
            return; // behind a chunked body: nobody checked those
        if (head_.headers.size() == limits_.header_fields)
            refuse(ErrorCode::RequestHeadTooLarge, "The head has too many fields.", error);
        else
            head_.headers.add(view(name), view(value));
    }
    void on_header_impl(BeastError&) override {}
    void on_body_init_impl(const optional<std::uint64_t>&, BeastError&) override {}
    std::size_t on_body_impl(BeastText body, BeastError& error) override { return collect(body, error); }
    void on_chunk_header_impl(std::uint64_t size, BeastText, BeastError& error) override
    {
        if (size > body_limit_bytes_)
            refuse(ErrorCode::RequestTooLarge, "The body is too long.", error);
    }
    std::size_t on_chunk_body_impl(std::uint64_t, BeastText body, BeastError& error) override
    {
        return collect(body, error);
    }
    void on_finish_impl(BeastError&) override {}

    Limits limits_;
    Head head_;
    std::optional<Error> error_;
    std::optional<BodyCollector> collector_;
    std::uint64_t body_limit_bytes_ = 0;
};

std::size_t RequestReader::Parser::collect(BeastText body, BeastError& error)
{
    if (collector_->size_bytes() + body.size() > body_limit_bytes_) {
        refuse(ErrorCode::RequestTooLarge, "The body is too long.", error);
        return 0;
    }
    if (const auto kept = collector_->append(view(body)); !kept) {
        error_ = kept.error();
        error = beast::error::bad_value;
    }
    return body.size();
}

Error RequestReader::Parser::error_of(const BeastError& error) const
{
    if (error_)
        return *error_;
    if (error == beast::error::header_limit)
        return {ErrorCode::RequestHeadTooLarge, "The request's head is too long."};
    if (error == beast::error::bad_version)
        return {ErrorCode::RequestVersion, "Only HTTP/1.1 is spoken here."};
    return malformed().value();
}

Result<> RequestReader::Parser::finish_head()
{
    head_.keeps_alive = keep_alive();
    if (const auto length = content_length())
        head_.content_length = *length;
    return check_head(head_, limits_);
}

/// Beast takes a little more at each call; this goes on until it needs more bytes or a part is done.
Result<std::size_t> RequestReader::Parser::take(std::string_view bytes)
{
    std::size_t taken = 0;
    while (!is_done() && (!is_header_done() || collector_) && taken < bytes.size()) {
        const bool was_head = !is_header_done();
        BeastError error;
        const auto rest = bytes.substr(taken);
        const auto used = put(boost::asio::const_buffer(rest.data(), rest.size()), error);
        taken += used;
        if (error == beast::error::need_more)
            break;
        if (error)
            return tl::unexpected(error_of(error));
        if (was_head && is_header_done()) {
            TUCAI_CHECK(finish_head());
        }
    }
    // What Beast waits for is one line. One that is longer than a whole head never ends.
    if (!is_done() && bytes.size() - taken >= limits_.head_bytes && (!is_header_done() || collector_))
        return fail(is_header_done() ? ErrorCode::RequestMalformed : ErrorCode::RequestHeadTooLarge,
                    "A line of the request is too long.");
    return taken;
}

RequestReader::RequestReader(const Limits& limits) : parser_(std::make_unique<Parser>(limits)) {}
RequestReader::~RequestReader() = default;

Result<std::size_t> RequestReader::put(std::string_view bytes)
{
    return parser_->take(bytes);
}

bool RequestReader::is_head_done() const
{
    return parser_->is_header_done();
}

bool RequestReader::is_done() const
{
    return parser_->is_done();
}

const Head& RequestReader::head() const
{
    return parser_->head_;
}

void RequestReader::begin_body(std::uint64_t limit_bytes, BodyCollector collector)
{
    parser_->body_limit_bytes_ = limit_bytes;
    parser_->collector_.emplace(std::move(collector));
}

std::uint64_t RequestReader::body_bytes() const
{
    return parser_->collector_ ? parser_->collector_->size_bytes() : 0;
}

Body RequestReader::take_body()
{
    return parser_->collector_ ? parser_->collector_->take() : Body();
}

} // namespace tucai::http
