#include "http/connection.h"

#include "http/problem.h"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace tucai::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr std::size_t head_room_bytes = 4 * 1024;
constexpr std::size_t body_room_bytes = 64 * 1024;

constexpr std::string_view continue_text = "HTTP/1.1 100 Continue\r\n\r\n";

std::chrono::steady_clock::time_point now()
{
    return std::chrono::steady_clock::now();
}

} // namespace

Connection::Connection(Edge& edge, asio::ip::tcp::socket socket, Peer peer, std::string address_key)
    : edge_(edge), socket_(std::move(socket)), tls_context_(edge.tls), timer_(edge.io),
      peer_(std::move(peer)), address_key_(std::move(address_key))
{
}

void Connection::start()
{
    Error ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (!tls_context_) {
        begin_request();
        return;
    }
    tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *tls_context_);
    set_deadline(edge_.options.limits.handshake);
    tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](const Error& error) {
        if (self->state_ == State::Closed)
            return;
        if (!error) {
            self->begin_request();
            return;
        }
        if (self->edge_.metrics != nullptr)
            self->edge_.metrics->count_refused("handshake");
        self->cut();
    });
}

void Connection::drain()
{
    if (state_ == State::Idle || state_ == State::Handshake)
        cut();
}

void Connection::cut()
{
    if (state_ == State::Closed)
        return;
    const auto self = shared_from_this();
    if (state_ == State::Writing)
        note();
    state_ = State::Closed;
    release_memory();
    ++ticket_;
    timer_.cancel();
    Error ignored;
    socket_.close(ignored);
    edge_.connections.erase(self);
    --edge_.connection_count;
    if (const auto count = edge_.of_address.find(address_key_);
        count != edge_.of_address.end() && --count->second == 0)
        edge_.of_address.erase(count);
    if (edge_.metrics != nullptr)
        edge_.metrics->count_closed();
    if (edge_.connections.empty() && edge_.on_empty)
        edge_.on_empty();
}

// Reading

void Connection::begin_request()
{
    reader_ = std::make_unique<RequestReader>(edge_.options.limits);
    request_.reset();
    release_memory();
    route_ = nullptr;
    ++requests_;
    if (used_ > 0) {
        state_ = State::Head;
        set_deadline(edge_.options.limits.head);
        take_bytes();
        return;
    }
    if (edge_.is_draining) {
        linger();
        return;
    }
    state_ = State::Idle;
    buffer_ = std::string(); // one that waits keeps no memory; reading makes room again
    set_deadline(requests_ == 1 ? edge_.options.limits.head : edge_.options.limits.idle);
    make_room();
    read();
}

/// Room for more bytes behind those that are not yet taken.
void Connection::make_room()
{
    const auto room = state_ == State::Body ? body_room_bytes : head_room_bytes;
    if (buffer_.size() - used_ < room / 4)
        buffer_.resize(used_ + room);
}

void Connection::read()
{
    if (is_reading_)
        return;
    is_reading_ = true;
    const asio::mutable_buffer room(buffer_.data() + used_, buffer_.size() - used_);
    auto then = [self = shared_from_this()](const Error& error, std::size_t size) {
        self->on_read(error, size);
    };
    if (tls_)
        tls_->async_read_some(room, std::move(then));
    else
        socket_.async_read_some(room, std::move(then));
}

void Connection::on_read(const Error& error, std::size_t size)
{
    is_reading_ = false;
    if (state_ == State::Lingering) {
        drop_rest();
        return;
    }
    const bool is_wanted = state_ == State::Idle || state_ == State::Head || state_ == State::Body;
    if (!is_wanted) // it was refused meanwhile; what came belongs to nothing
        return;
    if (error) {
        cut();
        return;
    }
    used_ += size;
    if (state_ == State::Idle) {
        state_ = State::Head;
        set_deadline(edge_.options.limits.head);
    }
    take_bytes();
}

void Connection::take_bytes()
{
    const auto taken = reader_->put(std::string_view(buffer_).substr(0, used_));
    if (!taken) {
        refuse(taken.error().code);
        return;
    }
    buffer_.erase(0, *taken);
    used_ -= *taken;
    if (state_ == State::Head && reader_->is_head_done()) {
        on_head();
        return;
    }
    if (state_ == State::Body && reader_->is_done()) {
        dispatch();
        return;
    }
    make_room();
    if (state_ == State::Body)
        set_body_deadline();
    read();
}

void Connection::on_head()
{
    head_done_ = now();
    auto plan = edge_.service.plan(reader_->head(), peer_);
    request_ = std::make_shared<Request>(std::move(plan.request));
    route_ = plan.route;
    if (plan.answer) { // a body that nobody reads would be taken for the next request
        const bool is_whole = !reader_->head().has_body();
        send(std::move(*plan.answer), is_whole ? after_this() : AfterAnswer::Close);
        return;
    }
    if (reader_->is_done())
        dispatch();
    else
        begin_body();
}

/// Memory for a body, as long as it says it is. Whether there is any left.
bool Connection::reserve_memory()
{
    const auto& limits = edge_.options.limits;
    const auto in_memory = route_->long_body == LongBody::File
                               ? limits.body_in_memory_bytes
                               : static_cast<std::size_t>(route_->body_limit_bytes);
    const auto said = reader_->head().content_length.value_or(in_memory);
    const auto needed = static_cast<std::size_t>(std::min<std::uint64_t>(said, in_memory));
    if (edge_.reserved_bytes + needed > limits.all_bodies_in_memory_bytes)
        return false;
    edge_.reserved_bytes += needed;
    reserved_bytes_ = needed;
    return true;
}

void Connection::release_memory()
{
    edge_.reserved_bytes -= std::exchange(reserved_bytes_, 0);
}

void Connection::begin_body()
{
    if (!reserve_memory() && route_->long_body == LongBody::Refused) {
        send(busy(), AfterAnswer::Close);
        return;
    }
    reader_->begin_body(route_->body_limit_bytes,
                        BodyCollector(edge_.options.temporary_folder, reserved_bytes_));
    state_ = State::Body;
    body_begun_ = now();
    set_body_deadline();
    if (reader_->head().expects_continue && used_ == 0)
        write({asio::buffer(continue_text)}, [this] {
            if (state_ == State::Body)
                take_bytes();
        });
    else
        take_bytes();
}

/// A client may be slow, but has to bring something, and on the whole a least speed.
void Connection::set_body_deadline()
{
    set_deadline(std::min(now() + edge_.options.limits.stall, body_begun_ + time_for(reader_->body_bytes())));
}

// Answering

void Connection::dispatch()
{
    request_->body = reader_->take_body();
    figures_.received_bytes = request_->body.size_bytes();
    if (route_->runs_on == RunsOn::IoThread) {
        state_ = State::Running;
        on_answer(ticket_, edge_.service.answer(*route_, *request_));
        return;
    }
    run_on_worker(*route_);
}

void Connection::run_on_worker(const Route& route)
{
    state_ = State::Running;
    set_deadline(route.timeout);
    const std::uint64_t ticket = ticket_;
    auto work = [self = shared_from_this(), request = request_, &route, ticket] {
        if (self->ticket_ != ticket)
            return; // it waited too long, and nobody waits for it any more
        auto answer = std::make_shared<Response>(self->edge_.service.answer(route, *request));
        asio::post(self->edge_.io, [self, ticket, answer] { self->on_answer(ticket, std::move(*answer)); });
    };
    count_workers(); // before this one is among them, or whoever asks for the metrics would always see
                     // themselves
    if (!edge_.pool.try_post(std::move(work)))
        send(busy(), after_this());
}

void Connection::count_workers()
{
    if (edge_.metrics == nullptr)
        return;
    const auto load = edge_.pool.load();
    edge_.metrics->set_workers(load.busy, load.waiting);
}

void Connection::on_answer(std::uint64_t ticket, Response response)
{
    count_workers();
    if (ticket == ticket_ && state_ == State::Running)
        send(std::move(response), after_this());
}

/// Answers what cannot be carried out, and ends: where the next request begins is not known.
void Connection::refuse(ErrorCode code)
{
    if (!request_) {
        head_done_ = now();
        request_ = std::make_shared<Request>(edge_.service.unread_request());
    }
    send(edge_.service.refusal(code, *request_), AfterAnswer::Close);
}

Response Connection::busy() const
{
    auto response = edge_.service.refusal(ErrorCode::ServerBusy, *request_);
    response.headers.set("retry-after", std::to_string(edge_.options.limits.retry_after.count()));
    return response;
}

AfterAnswer Connection::after_this() const
{
    const bool may_go_on = !edge_.is_draining && reader_->head().keeps_alive &&
                           requests_ < edge_.options.limits.requests_of_connection;
    return may_go_on ? AfterAnswer::KeepAlive : AfterAnswer::Close;
}

// Time

std::chrono::milliseconds Connection::time_for(std::uint64_t size_bytes) const
{
    const auto& limits = edge_.options.limits;
    return limits.body_grace +
           milliseconds(size_bytes * 1000 / std::max<std::uint64_t>(limits.least_bytes_per_second, 1));
}

void Connection::set_deadline(milliseconds from_now)
{
    set_deadline(now() + from_now);
}

void Connection::set_deadline(Time time)
{
    timer_.expires_at(time);
    timer_.async_wait([self = shared_from_this()](const Error& error) {
        // One that had rung already when it was set anew rings all the same.
        if (!error && self->state_ != State::Closed && self->timer_.expiry() <= now())
            self->on_deadline();
    });
}

void Connection::on_deadline()
{
    if (is_writing_) { // two answers must not mix
        cut();
        return;
    }
    switch (state_) {
    case State::Head:
    case State::Body:
        refuse(ErrorCode::RequestTimeout);
        break;
    case State::Running:
        send(edge_.service.refusal(ErrorCode::ServerTimeout, *request_), AfterAnswer::Close);
        break;
    case State::Handshake:
        if (edge_.metrics != nullptr)
            edge_.metrics->count_refused("handshake");
        cut();
        break;
    case State::Idle:
    case State::Writing:
    case State::Lingering:
    case State::Closed:
        cut();
        break;
    }
}

} // namespace tucai::http
