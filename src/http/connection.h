#pragma once

#include "http/edge.h"
#include "http/wire.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

namespace tucai::http {

/// One client's connection: reads a request, has it answered, sends the answer, reads the next. All of it
/// runs on the I/O thread; only the handler and the pieces of long answers come from workers, who touch
/// nothing but what they are handed while the I/O thread waits for them.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Edge& edge, boost::asio::ip::tcp::socket socket, Peer peer, std::string address_key);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() = default;

    void start();
    /// Ends when the request that runs has been answered; at once where none does.
    void drain();
    /// Ends now.
    void cut();

private:
    using Error = boost::system::error_code;
    using Time = std::chrono::steady_clock::time_point;
    using Buffers = std::array<boost::asio::const_buffer, 2>;
    enum class State { Handshake, Idle, Head, Body, Running, Writing, Lingering, Closed };

    // reading
    void begin_request();
    void read();
    void on_read(const Error& error, std::size_t size);
    void take_bytes();
    void make_room();
    void on_head();
    void begin_body();
    bool reserve_memory();
    void release_memory();
    void set_body_deadline();

    // answering
    void dispatch();
    void run_on_worker(const Route& route);
    void on_answer(std::uint64_t ticket, Response response);
    void count_workers();
    void refuse(ErrorCode code);
    Response busy() const;

    // writing
    void send(Response response, AfterAnswer after);
    void write(const Buffers& buffers, std::function<void()> then);
    void produce();
    void on_piece(Result<std::string> piece);
    void finish_answer();
    void note();
    Result<std::string> next_piece();
    void linger();
    void shut();
    void drop_rest();

    void set_deadline(Time time);
    void set_deadline(std::chrono::milliseconds from_now);
    void on_deadline();
    std::chrono::milliseconds time_for(std::uint64_t size_bytes) const;
    AfterAnswer after_this() const;

    Edge& edge_;
    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<boost::asio::ssl::context> tls_context_; ///< kept while this connection lives
    std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    boost::asio::steady_timer timer_;
    Peer peer_;
    std::string address_key_;
    State state_ = State::Handshake;

    std::string buffer_; ///< what came; its first `used_` bytes are not yet taken
    std::size_t used_ = 0;
    bool is_reading_ = false;
    bool is_writing_ = false;
    std::unique_ptr<RequestReader> reader_;
    std::size_t requests_ = 0;
    std::shared_ptr<Request> request_;
    const Route* route_ = nullptr;
    std::size_t reserved_bytes_ = 0; ///< of `Edge::reserved_bytes`
    Time head_done_;
    Time body_begun_;
    std::atomic<std::uint64_t> ticket_ = 0; ///< whose answer is waited for; a later one is dropped

    Response response_;
    AfterAnswer after_ = AfterAnswer::Close;
    std::string head_text_;
    std::string piece_;
    std::uint64_t produced_bytes_ = 0; ///< of the body
    RequestFigures figures_;
    bool is_noted_ = false;
    bool may_more_come_ = false; ///< behind the answer that was the last
    std::size_t dropped_bytes_ = 0;
};

} // namespace tucai::http
