#pragma once

#include "collect/codes/code_token.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect {

/// A collection code as its text was read.
struct ReadCode {
    std::string issuer;               ///< "tucai", or the word of the foreign reader
    std::string text;                 ///< what was read, without the white space around it
    std::optional<CodeClaims> claims; ///< of a code of ours; nothing is known of a foreign one
};

/// Knows the codes of one issuer.
class CodeReader {
public:
    CodeReader() = default;
    CodeReader(const CodeReader&) = delete;
    CodeReader& operator=(const CodeReader&) = delete;
    virtual ~CodeReader() = default;

    /// Fails: CodeForeign (none of this issuer's, another reader may know it); CodeDamaged; as the reader's
    /// keys.
    virtual Result<ReadCode> read(std::string_view text) const = 0;
};

/// The word of codes that this system seals.
inline constexpr std::string_view own_issuer = "tucai";

/// Codes that this system seals (code_token.h). The keys are asked for at each code: they change.
class TokenReader : public CodeReader {
public:
    using Keys = std::function<Result<std::vector<CodeKey>>()>;
    explicit TokenReader(Keys keys) : keys_(std::move(keys)) {}
    Result<ReadCode> read(std::string_view text) const override;

private:
    Keys keys_;
};

/// Codes of an issuer whose form is not public, such as CHSI's: carried as they are, never looked into.
/// Source: domain, "Collection code".
class OpaqueReader : public CodeReader {
public:
    static constexpr std::size_t least_bytes = 8;
    static constexpr std::size_t most_bytes = 1024; ///< a phone reads no larger QR code off a screen

    /// Needs: the issuer's word (base::is_id), not `own_issuer`.
    explicit OpaqueReader(std::string issuer) : issuer_(std::move(issuer)) {}
    /// Takes 8 to 1,024 visible ASCII characters without a blank, but no code of ours, also no damaged one.
    /// Fails: CodeForeign.
    Result<ReadCode> read(std::string_view text) const override;

private:
    std::string issuer_;
};

/// Asks the readers in their order; the first that does not find a code foreign has the word. Fails: as that
/// reader; CodeForeign where all do.
Result<ReadCode> read_code(const std::vector<const CodeReader*>& readers, std::string_view text);

/// Finds codes in uploaded pictures; the engine's side plugs it in, for this room does not see pictures.
class CodePictures {
public:
    CodePictures() = default;
    CodePictures(const CodePictures&) = delete;
    CodePictures& operator=(const CodePictures&) = delete;
    virtual ~CodePictures() = default;

    /// Every text that the codes of a picture file say; it looks harder until `is_wanted` one is found, and
    /// gives that first. Fails: CodeNotSeen; as decoding does (`image.*`).
    virtual Result<std::vector<std::string>>
    texts_in(base::ByteSpan file, const std::function<bool(std::string_view)>& is_wanted) const = 0;
};

/// The first code of these readers in a picture: that of the first reader that knows any of them. A code of
/// ours is preferred to whatever else is in the picture. Fails: as `CodePictures::texts_in`; as `read_code`.
Result<ReadCode> read_code_picture(const CodePictures& pictures,
                                   const std::vector<const CodeReader*>& readers, base::ByteSpan file);

} // namespace tucai::collect
