#include "collect/notify/templates.h"

#include "collect/beijing_time.h"
#include "collect/code_points.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::collect::notify {
namespace {

/// So many digits in a row may be the number of a document; dates and numbers of batches have fewer.
constexpr int document_digits = 12;

const std::array<Template, count_of<Topic>>& all()
{
    static const std::array<Template, count_of<Topic>> list = {{
        {Topic::Opening,
         {"{batch}:图像采集开始", "{batch}: photo collection opens"},
         {"{school}的毕业生图像采集“{batch}”将于{opens}开始,{closes}截止。\n"
          "请准备好图像采集码,打开下面的网址,按提示拍摄:\n{link}\n如有疑问,请联系:{office}",
          "{school} collects graduates' photos, “{batch}”, from {opens} to {closes}.\n"
          "Have your collection code at hand, open this address and follow the instructions:\n{link}\n"
          "Questions? {office}"}},
        {Topic::Returned,
         {"{batch}:照片需要重新拍摄", "{batch}: please take your photo again"},
         {"您的照片没有通过审核。\n原因:{reason}\n请在{deadline}之前重新拍摄:\n{link}\n如有疑问,请联系:{"
          "office}",
          "Your photo was returned.\nReason: {reason}\nPlease take it again by {deadline}:\n{link}\n"
          "Questions? {office}"}},
        {Topic::Locked,
         {"{batch}:您的采集账号已锁定", "{batch}: your collection account is locked"},
         {"您的采集账号已于{since}锁定。\n原因:{reason}\n如有异议,可以在下面的网址提出申诉,由老师人工审核:\n{"
          "link}\n"
          "如有疑问,请联系:{office}",
          "Your collection account was locked on {since}.\nReason: {reason}\n"
          "If you do not agree, object here and a person will look at it:\n{link}\nQuestions? {office}"}},
        {Topic::Unlocked,
         {"{batch}:您的采集账号已解锁", "{batch}: your collection account is unlocked"},
         {"您的采集账号已解锁。\n说明:{reason}\n您可以继续:\n{link}\n如有疑问,请联系:{office}",
          "Your collection account is unlocked.\nReason: {reason}\nYou can go on here:\n{link}\nQuestions? "
          "{office}"}},
        {Topic::LastDay,
         {"{batch}:今天截止", "{batch}: today is the last day"},
         {"图像采集“{batch}”将于{closes}截止,系统尚未收到您的照片。\n请在截止前完成:\n{link}\n如有疑问,"
          "请联系:{office}",
          "The photo collection “{batch}” closes on {closes}, and no photo of yours has come yet.\n"
          "Please finish before then:\n{link}\nQuestions? {office}"}},
        {Topic::Proofreading,
         {"{batch}:请校对您的图像信息", "{batch}: please proofread your record"},
         {"您的照片已完成注册。请在{deadline}之前登录校对,如有错误请提出:\n{link}\n如有疑问,请联系:{office}",
          "Your photo is registered. Please check your record by {deadline} and report what is "
          "wrong:\n{link}\n"
          "Questions? {office}"}},
        {Topic::ObjectionUpheld,
         {"{batch}:您的申诉成立", "{batch}: your objection was upheld"},
         {"您的申诉已处理,结果:成立。\n说明:{reason}\n您可以继续:\n{link}\n如有疑问,请联系:{office}",
          "Your objection was decided: it is upheld.\nReason: {reason}\nYou can go on here:\n{link}\n"
          "Questions? {office}"}},
        {Topic::ObjectionDenied,
         {"{batch}:您的申诉未成立", "{batch}: your objection was not upheld"},
         {"您的申诉已处理,结果:不成立。\n说明:{reason}\n查看详情:\n{link}\n如有疑问,请联系:{office}",
          "Your objection was decided: it is not upheld.\nReason: {reason}\nSee the details:\n{link}\n"
          "Questions? {office}"}},
        {Topic::CodeTakenOver,
         {"{batch}:您的采集码已在另一台设备上使用",
          "{batch}: your collection code is used on another device"},
         {"{since},有人在另一台设备上用您的采集码通过了身份核对,原来的设备已退出。\n"
          "如果是您本人,无需处理。如果不是,请立即联系:{office}",
          "On {since} somebody confirmed your identity with your collection code on another device, and the "
          "former device was signed out.\nIf that was you, there is nothing to do. If not, contact at once: "
          "{office}"}},
        {Topic::Submitted,
         {"{batch}:已收到您的照片", "{batch}: your photo has arrived"},
         {"已收到您的照片,正在等待人工审核。审核结果会另行通知,也可以在下面的网址查看:\n{link}\n如有疑问,"
          "请联系:{office}",
          "Your photo has arrived and waits for a person to review it. You will be told the result; it also "
          "stands here:\n{link}\nQuestions? {office}"}},
        {Topic::Accepted,
         {"{batch}:您的照片已通过审核", "{batch}: your photo is accepted"},
         {"您的照片已通过审核,无需再拍。可以在下面的网址查看:\n{link}\n如有疑问,请联系:{office}",
          "Your photo is accepted; there is nothing more to shoot. See it here:\n{link}\nQuestions? "
          "{office}"}},
        {Topic::DecisionUndone,
         {"{batch}:您的照片将重新审核", "{batch}: your photo is reviewed again"},
         {"上一次的审核结果已被撤回,照片将重新审核,请等待新的结果:\n{link}\n如有疑问,请联系:{office}",
          "The last decision about your photo was taken back, and it is reviewed again. Please wait for the "
          "new one:\n{link}\nQuestions? {office}"}},
        {Topic::Reset,
         {"{batch}:请重新拍摄照片", "{batch}: please take another photo"},
         {"您的照片此前已通过,现需要重新拍摄。\n原因:{reason}\n请在{deadline}之前完成:\n{link}\n如有疑问,"
          "请联系:{office}",
          "Your photo had been accepted, and another one is needed after all.\nReason: {reason}\nPlease take "
          "it by {deadline}:\n{link}\nQuestions? {office}"}},
        {Topic::ViolationConfirmed,
         {"{batch}:照片违规提醒", "{batch}: a warning about your photo"},
         {"经人工核实,您提交的照片存在问题:{reason}\n账号未锁定;请本人按要求拍摄,再次出现可能锁定账号:\n{"
          "link}\n如有疑问,请联系:{office}",
          "A person has looked at your photo and found: {reason}\nYour account is not locked. Please shoot "
          "again yourself as the notice says; if it happens again, it may be locked:\n{link}\nQuestions? "
          "{office}"}},
        {Topic::HelpAnswered,
         {"{batch}:您的问题已有答复", "{batch}: your question is answered"},
         {"老师已答复您的问题,请在下面的网址查看:\n{link}\n如有疑问,请联系:{office}",
          "The office has answered your question. Read the answer here:\n{link}\nQuestions? {office}"}},
    }};
    return list;
}

tl::unexpected<Error> invalid(const std::string& message)
{
    return fail(ErrorCode::MessageInvalid, message);
}

/// Calls `take_text` and `take_word` for what lies outside and inside of braces.
template <class TakeText, class TakeWord>
void walk(std::string_view text, TakeText take_text, TakeWord take_word)
{
    while (!text.empty()) {
        const auto open = text.find('{');
        take_text(text.substr(0, open));
        if (open == std::string_view::npos)
            return;
        const auto close = text.find('}', open);
        take_word(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close == std::string_view::npos ? text.size() : close + 1);
    }
}

bool may_hold_document(std::string_view text)
{
    int digits = 0;
    for (const char c : text) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (digits >= document_digits)
            return true;
    }
    return false;
}

bool is_address(std::string_view text)
{
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           text.find(' ') == std::string_view::npos;
}

Result<> check_value(const std::string& word, const std::string& value)
{
    const auto bad = [&](const char* why) { return invalid("The value of " + word + " " + why); };
    if (value.empty())
        return bad("is empty.");
    if (value.size() > most_value_bytes)
        return bad("is longer than 1,000 bytes.");
    if (!code_points(value))
        return bad("is no UTF-8.");
    if (std::any_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; }))
        return bad("holds a line end or another control character.");
    // An address is made by the program, of random ids in which digits may come in a row.
    if (word == "link" && !is_address(value))
        return bad("is no address of a page.");
    if (word != "link" && may_hold_document(value))
        return bad("may hold a document's number.");
    return {};
}

std::string english_moment(base::Instant moment)
{
    constexpr std::array<const char*, 12> months = {"January",   "February", "March",    "April",
                                                    "May",       "June",     "July",     "August",
                                                    "September", "October",  "November", "December"};
    const std::chrono::year_month_day day(beijing_day(moment));
    return std::to_string(static_cast<unsigned>(day.day())) + " " +
           months.at(static_cast<unsigned>(day.month()) - 1) + " " +
           std::to_string(static_cast<int>(day.year())) + " " + moment_text(moment).substr(11) +
           " (Beijing time)";
}

std::string chinese_moment(base::Instant moment)
{
    const std::chrono::year_month_day day(beijing_day(moment));
    return std::to_string(static_cast<int>(day.year())) + "年" +
           std::to_string(static_cast<unsigned>(day.month())) + "月" +
           std::to_string(static_cast<unsigned>(day.day())) + "日" + moment_text(moment).substr(11) +
           "(北京时间)";
}

std::string value_of(const Parameter& parameter, base::Language language)
{
    if (const auto* text = std::get_if<base::Text>(&parameter))
        return text->in(language);
    const auto moment = std::get<base::Instant>(parameter);
    return language == base::Language::Chinese ? chinese_moment(moment) : english_moment(moment);
}

/// Needs: every word has a parameter.
std::string filled(const base::Text& text, const Parameters& parameters, base::Language language)
{
    std::string out;
    walk(
        text.in(language), [&](std::string_view part) { out += part; },
        [&](std::string_view word) { out += value_of(parameters.find(word)->second, language); });
    return out;
}

Result<> check(const Template& of, const Parameters& parameters)
{
    const auto words = placeholders(of);
    for (const auto& word : words)
        if (parameters.find(word) == parameters.end())
            return invalid("The message lacks " + word + ".");
    for (const auto& [word, parameter] : parameters) {
        if (std::find(words.begin(), words.end(), word) == words.end())
            return invalid("The message has no place for " + word + ".");
        for (const auto language : {base::Language::Chinese, base::Language::English})
            TUCAI_CHECK(check_value(word, value_of(parameter, language)));
    }
    return {};
}

} // namespace

std::span<const Template> templates()
{
    return all();
}

const Template& template_of(Topic topic)
{
    return all().at(static_cast<std::size_t>(topic));
}

std::vector<std::string> placeholders(const Template& of)
{
    std::vector<std::string> words;
    for (const auto* text : {&of.subject.zh, &of.subject.en, &of.body.zh, &of.body.en})
        walk(
            *text, [](std::string_view) {},
            [&](std::string_view word) {
                if (std::find(words.begin(), words.end(), word) == words.end())
                    words.emplace_back(word);
            });
    return words;
}

Result<Message> compose(Topic topic, const Parameters& parameters, Tongue tongue)
{
    const auto& of = template_of(topic);
    TUCAI_CHECK(check(of, parameters));
    const auto in = [&](base::Language language) {
        return Message{filled(of.subject, parameters, language), filled(of.body, parameters, language)};
    };
    if (tongue == Tongue::English)
        return in(base::Language::English);
    auto message = in(base::Language::Chinese);
    if (tongue == Tongue::Both) {
        const auto english = in(base::Language::English);
        message.subject += " / " + english.subject;
        message.body += "\n\n----\n\n" + english.body;
    }
    return message;
}

std::string to_json(const Parameters& parameters)
{
    auto json = nlohmann::json::object();
    for (const auto& [word, parameter] : parameters) {
        if (const auto* text = std::get_if<base::Text>(&parameter))
            json[word] = {{"zh", text->zh}, {"en", text->en}};
        else
            json[word] = std::get<base::Instant>(parameter).time_since_epoch().count();
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Parameters> from_json(const std::string& text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return invalid("A message's parameters cannot be read.");
    Parameters parameters;
    for (const auto& [word, value] : json.items()) {
        if (value.is_number_integer())
            parameters[word] = base::Instant(std::chrono::milliseconds(value.get<std::int64_t>()));
        else if (value.is_object() && value.size() == 2 && value.contains("zh") && value.contains("en") &&
                 value["zh"].is_string() && value["en"].is_string())
            parameters[word] = base::Text{value["zh"].get<std::string>(), value["en"].get<std::string>()};
        else
            return invalid("A message's parameters cannot be read.");
    }
    return parameters;
}

} // namespace tucai::collect::notify
