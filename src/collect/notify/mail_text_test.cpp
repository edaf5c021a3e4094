#include "collect/notify/mail_text.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect::notify {
namespace {

Mail good()
{
    return {{"tucai@school.test", "某大学图采"},
            {"li@student.test", ""},
            "照片需要重新拍摄 / please take your photo again",
            "第一行\nSecond line",
            "abc123@school.test",
            base::Instant(std::chrono::milliseconds(1'780'632'000'000))};
}

ErrorCode failure(const Mail& mail)
{
    const auto text = mail_text(mail);
    return text ? ErrorCode::Internal : text.error().code;
}

/// Whether every line ends in CRLF, and none is longer than it may be.
bool is_well_formed(const std::string& text)
{
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n')
            return false;
        if (text[i] == '\r') {
            if (i + 1 == text.size() || text[i + 1] != '\n' || column > 76)
                return false;
            ++i;
            column = 0;
        } else {
            ++column;
        }
    }
    return column == 0;
}

TEST(MailText, SaysWhoToWhomWhatAndWhen)
{
    const auto text = *mail_text(good());
    EXPECT_THAT(text, testing::HasSubstr("To: <li@student.test>\r\n"));
    EXPECT_THAT(text, testing::HasSubstr("\r\nDate: Fri, 05 Jun 2026 04:00:00 +0000\r\n"));
    EXPECT_THAT(text, testing::HasSubstr("\r\nMessage-ID: <abc123@school.test>\r\n"));
    EXPECT_THAT(text, testing::HasSubstr("\r\nAuto-Submitted: auto-generated\r\n"));
    EXPECT_TRUE(is_well_formed(text)) << text;
}

TEST(MailText, APlainSubjectStaysPlain)
{
    auto mail = good();
    mail.subject = "Hello";
    mail.from.name = "School 1";
    EXPECT_THAT(*mail_text(mail), testing::HasSubstr("\r\nSubject: Hello\r\n"));
    EXPECT_THAT(*mail_text(mail), testing::HasSubstr("From: School 1\r\n <tucai@school.test>\r\n"));
}

TEST(MailText, ALongNameIsCutIntoSeveralWordsAndNotOff)
{
    auto mail = good();
    mail.from.name.clear();
    for (int i = 0; i < 30; ++i)
        mail.from.name += "图";
    const auto text = *mail_text(mail);
    EXPECT_TRUE(is_well_formed(text)) << text;
    EXPECT_THAT(text, testing::HasSubstr("From: =?UTF-8?B?" +
                                         std::string("5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+5Zu+"
                                                     "5Zu+?=\r\n =?UTF-8?B?")));
}

TEST(MailText, WhatLooksLikeAnEncodedWordIsEncoded)
{
    auto mail = good();
    mail.subject = "=?UTF-8?B?QQ==?=";
    EXPECT_THAT(*mail_text(mail), testing::Not(testing::HasSubstr("Subject: =?UTF-8?B?QQ==?=\r\n")));
}

TEST(MailText, AsciiBodiesAreQuotedPrintableOthersBase64)
{
    auto mail = good();
    EXPECT_THAT(*mail_text(mail), testing::HasSubstr("base64\r\n\r\n56ys5LiA6KGM"));
    mail.body = ".dot\na=b " + std::string(100, 'x');
    const auto text = *mail_text(mail);
    EXPECT_THAT(text, testing::HasSubstr("quoted-printable\r\n\r\n.dot\r\na=3Db "));
    EXPECT_TRUE(is_well_formed(text));
}

TEST(MailText, HeadersCannotBeInjected)
{
    for (const char* bad : {"x\r\nBcc: all@school.test", "x\nBcc: y", "x\ry", "\t", "x\x7f", "\xFF\xFE"}) {
        auto mail = good();
        mail.subject = bad;
        EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
        mail = good();
        mail.from.name = bad;
        EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
        mail = good();
        mail.to.name = bad;
        EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
        for (auto* address : {&mail.from.address, &mail.to.address, &mail.message_id}) {
            mail = good();
            *address = std::string("a@b") + bad;
            EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
        }
    }
}

TEST(MailText, WhatIsTooLongOrEmptyIsRefused)
{
    auto mail = good();
    mail.subject = std::string(1001, 'x');
    EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
    mail.subject = std::string(1000, 'x');
    EXPECT_TRUE(is_well_formed(*mail_text(mail)));
    mail.body = std::string(100'001, 'x');
    EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
    mail = good();
    mail.body = "";
    EXPECT_EQ(failure(mail), ErrorCode::MessageInvalid);
}

TEST(MailText, AddressesAreToldFromOtherTexts)
{
    for (const char* right : {"a@b", "li.lei+1@mail.school.edu.cn", "x_y@1.cn"})
        EXPECT_TRUE(is_mail_address(right)) << right;
    for (const char* bad : {"", "@", "a@", "@b", "a b@c", "a@b@c", "<a@b>", "a@b,c@d", "a@b\r\nRCPT TO:<c@d>",
                            "李@b", "a@b>", "\"a\"@b", "a;b@c", "a@b c"})
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    EXPECT_FALSE(is_mail_address("a@" + std::string(253, 'b')));
}

RC_GTEST_PROP(MailText, IsWellFormedWhateverIsSaid, ())
{
    auto mail = good();
    const auto text = [] {
        return *rc::gen::container<std::string>(
            rc::gen::oneOf(rc::gen::inRange<char>(' ', '~'), rc::gen::elementOf(std::string("\n.= \r"))));
    };
    mail.body = "x" + text();
    mail.subject = "图" + *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
    const auto composed = mail_text(mail);
    RC_ASSERT(composed.has_value());
    RC_ASSERT(is_well_formed(*composed));
}

} // namespace
} // namespace tucai::collect::notify
