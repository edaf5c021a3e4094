// How a connection sends its answers, and how it ends.
#include "http/connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>

namespace tucai::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t one_record_bytes = 12 * 1024; ///< with its head it fits into one record of TLS

// An answer that refuses what still comes is lost where the connection is closed with bytes unread: the rest
// is read and dropped for a while.
constexpr std::chrono::milliseconds linger_time{2'000};
constexpr std::size_t dropped_at_once_bytes = 64 * 1024;
constexpr std::size_t most_dropped_bytes = 4 * 1024 * 1024;

} // namespace

/// Writes all of it; `then` may use this connection, which lives until then.
void Connection::write(const Buffers& buffers, std::function<void()> then)
{
    auto done = [self = shared_from_this(), then = std::move(then)](const Error& error, std::size_t size) {
        self->is_writing_ = false;
        self->figures_.sent_bytes += size;
        if (self->state_ == State::Closed)
            return;
        if (error)
            self->cut();
        else
            then();
    };
    is_writing_ = true;
    if (tls_)
        asio::async_write(*tls_, buffers, std::move(done));
    else
        asio::async_write(socket_, buffers, std::move(done));
}

void Connection::send(Response response, AfterAnswer after)
{
    ++ticket_;
    state_ = State::Writing;
    is_noted_ = false;
    response_ = std::move(response);
    after_ = after;
    produced_bytes_ = 0;
    figures_.sent_bytes = 0;
    head_text_ = head_text(response_, after);
    const bool has_body = request_->method != "HEAD" && may_have_body(response_.status);
    const auto* bytes = std::get_if<std::string>(&response_.body);
    if (has_body && bytes == nullptr) {
        set_deadline(time_for(head_text_.size()));
        write({asio::buffer(head_text_)}, [this] { produce(); });
        return;
    }
    std::string_view body = has_body ? std::string_view(*bytes) : std::string_view();
    if (tls_ && body.size() <= one_record_bytes) {
        head_text_ += body;
        body = {};
    }
    set_deadline(time_for(head_text_.size() + body.size()));
    write({asio::buffer(head_text_), asio::buffer(body)}, [this] { finish_answer(); });
}

/// The next piece of a file or of a stream; on a worker, while the I/O thread waits for it.
Result<std::string> Connection::next_piece()
{
    try {
        if (auto* stream = std::get_if<BodyStream>(&response_.body))
            return stream->next();
        const auto& part = std::get<FilePart>(response_.body);
        const auto left = part.size_bytes - produced_bytes_;
        std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_bytes)), '\0');
        TUCAI_CHECK(part.file->read_at(part.offset + produced_bytes_, piece));
        return piece;
    } catch (const std::exception&) {
        return fail(ErrorCode::Internal, "A piece of an answer could not be made.");
    }
}

void Connection::produce()
{
    set_deadline(route_ != nullptr ? route_->timeout : edge_.options.limits.stall);
    edge_.pool.post([self = shared_from_this()] {
        auto piece = std::make_shared<Result<std::string>>(self->next_piece());
        asio::post(self->edge_.io, [self, piece] {
            if (self->state_ == State::Writing)
                self->on_piece(std::move(*piece));
        });
    });
}

void Connection::on_piece(Result<std::string> piece)
{
    if (!piece) { // what was promised cannot be kept, and only a cut connection says so
        cut();
        return;
    }
    const auto size = body_size_bytes(response_);
    const bool is_end = piece->empty();
    produced_bytes_ += piece->size();
    if (size && (produced_bytes_ > *size || (is_end && produced_bytes_ < *size))) {
        cut();
        return;
    }
    piece_ = size ? std::move(*piece) : chunk(*piece);
    set_deadline(time_for(piece_.size()));
    write({asio::buffer(piece_)}, [this, is_last = is_end || (size && produced_bytes_ == *size)] {
        if (is_last)
            finish_answer();
        else
            produce();
    });
}

void Connection::note()
{
    if (is_noted_)
        return;
    is_noted_ = true;
    figures_.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - head_done_);
    edge_.service.note(*request_, response_, figures_);
    figures_ = {};
}

void Connection::finish_answer()
{
    note();
    response_ = {};
    piece_ = {};
    if (after_ == AfterAnswer::Close)
        linger();
    else
        begin_request();
}

void Connection::linger()
{
    state_ = State::Lingering;
    may_more_come_ = is_reading_ || used_ > 0 || !reader_->is_done();
    set_deadline(linger_time);
    if (!tls_) {
        shut();
        return;
    }
    tls_->async_shutdown([self = shared_from_this()](const Error&) { self->shut(); });
}

void Connection::shut()
{
    if (state_ == State::Closed)
        return;
    Error ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    if (may_more_come_)
        drop_rest();
    else
        cut();
}

void Connection::drop_rest()
{
    if (is_reading_ || state_ == State::Closed)
        return;
    is_reading_ = true;
    buffer_.resize(dropped_at_once_bytes);
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](const Error& error, std::size_t size) {
                                self->is_reading_ = false;
                                self->dropped_bytes_ += size;
                                if (error || self->dropped_bytes_ > most_dropped_bytes)
                                    self->cut();
                                else
                                    self->drop_rest();
                            });
}

} // namespace tucai::http
