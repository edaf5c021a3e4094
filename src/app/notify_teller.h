#pragma once

#include "base/secret.h"
#include "collect/locks/teller.h"
#include "collect/notify/templates.h"

#include <functional>

namespace tucai::app {

/// The topic of what students are told. Pure.
collect::notify::Topic topic_of(collect::TellKind kind);

/// Why, as the message says it: a return's reasons of the catalogue, what was suspected, or where the answer
/// is to be read. What somebody has written is sealed and never in a message. `values` are those of
/// Teller::tell. Pure.
base::Text reason_words(collect::TellKind kind, const std::string& values);

/// Tells students through the messages of `collect/notify`, in their own language. What a batch or its office
/// is called may hold what no message takes, such as a long number; that is told in general words then, since
/// no decision may fail over it. Threads may share it.
class NotifyTeller final : public collect::Teller {
public:
    /// `student_page` gives the address at which students go on, such as "https://tucai.school.edu.cn/".
    NotifyTeller(base::Randomness randomness, std::function<std::string()> student_page)
        : randomness_(std::move(randomness)), student_page_(std::move(student_page))
    {
    }
    /// Fails: NotFound (no such student); MessageInvalid (values that lack what the kind's topic says); as
    /// Transaction::run.
    Result<> tell(store::Entry& entry, const std::string& tenant, const std::string& student,
                  collect::TellKind kind, const std::string& values, const std::string& cause) override;

private:
    base::Randomness randomness_;
    std::function<std::string()> student_page_;
};

} // namespace tucai::app
