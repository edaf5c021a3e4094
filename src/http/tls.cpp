#include "http/tls.h"

#include "base/bytes.h"
#include "base/files.h"
#include "http/networks.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace tucai::http {
namespace {

constexpr int lifetime_days = 825;
constexpr int renewed_before_days = 30;
constexpr std::size_t longest_pem_bytes = 1U << 20U;

template <auto Free> struct Freer {
    template <class T> void operator()(T* thing) const { Free(thing); }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using X509Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

tl::unexpected<Error> not_made()
{
    ::ERR_clear_error();
    return fail(ErrorCode::Internal, "No certificate could be made.");
}

std::string text_of(const Bio& bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data); // NOLINT(cppcoreguidelines-pro-type-cstyle-cast)
    return {data, static_cast<std::size_t>(size)};
}

/// "DNS:localhost,IP:127.0.0.1"; names that could break out of that list are left away.
std::string alternative_names(const std::vector<std::string>& names)
{
    std::string list;
    for (const auto& name : names) {
        const auto address = parse_address(name);
        const bool is_host =
            !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                                                    "UVWXYZ0123456789-.") == std::string::npos;
        if (address || is_host)
            list += (list.empty() ? "" : ",") + (address ? "IP:" + to_text(*address) : "DNS:" + name);
    }
    return list;
}

bool add_extension(X509* certificate, int kind, const std::string& value)
{
    X509V3_CTX context{};
    ::X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(::X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && ::X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// 126 random bits, so that a browser never sees one number on two certificates.
bool set_serial(X509* certificate)
{
    unsigned char bytes[16];
    if (::RAND_bytes(bytes, sizeof(bytes)) != 1)
        return false;
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x3fU) | 0x20U);
    BIGNUM* number = ::BN_bin2bn(bytes, sizeof(bytes), nullptr);
    const bool is_set =
        number != nullptr && ::BN_to_ASN1_INTEGER(number, ::X509_get_serialNumber(certificate));
    ::BN_free(number);
    return is_set;
}

bool fill(X509* certificate, EVP_PKEY* key, const std::string& names, base::Instant now)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    constexpr long hour_s = 3600; // for phones whose clock is behind
    X509_NAME* subject = ::X509_get_subject_name(certificate);
    const unsigned char common_name[] = "tucai";
    return ::X509_set_version(certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
           ::ASN1_TIME_set(::X509_getm_notBefore(certificate), seconds - hour_s) != nullptr &&
           ::ASN1_TIME_set(::X509_getm_notAfter(certificate), seconds + lifetime_days * 24 * hour_s) !=
               nullptr &&
           ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, common_name, -1, -1, 0) == 1 &&
           ::X509_set_issuer_name(certificate, subject) == 1 && ::X509_set_pubkey(certificate, key) == 1 &&
           add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
           add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
           add_extension(certificate, NID_subject_alt_name, names) &&
           ::X509_sign(certificate, key, ::EVP_sha256()) != 0;
}

/// Whether a PEM certificate is still good for a while.
bool lasts(const std::string& path, base::Instant now)
{
    const auto bytes = base::read_file(path, longest_pem_bytes);
    if (!bytes)
        return false;
    const Bio bio(::BIO_new_mem_buf(bytes->data(), static_cast<int>(bytes->size())));
    const X509Certificate certificate(::PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    ::ERR_clear_error();
    if (!certificate)
        return false;
    auto wanted = std::chrono::system_clock::to_time_t(now + std::chrono::days(renewed_before_days));
    return ::X509_cmp_time(::X509_get0_notAfter(certificate.get()), &wanted) > 0;
}

/// Answers the client's list of protocols: only http/1.1 is spoken.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*)
{
    static constexpr unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* found = nullptr;
    if (::SSL_select_next_proto(&found, chosen_size, ours, sizeof(ours), offered, offered_size) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

Result<Certificate> make_certificate(const std::vector<std::string>& names, base::Instant now)
{
    const auto list = alternative_names(names);
    if (list.empty())
        return fail(ErrorCode::InvalidInput, "A certificate needs a name.");
    const Key key(EVP_EC_gen("P-256"));
    const X509Certificate certificate(::X509_new());
    const Bio certificate_text(::BIO_new(::BIO_s_mem()));
    const Bio key_text(::BIO_new(::BIO_s_mem()));
    if (!key || !certificate || !certificate_text || !key_text ||
        !fill(certificate.get(), key.get(), list, now) ||
        ::PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1 ||
        ::PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return not_made();
    return Certificate{text_of(certificate_text), text_of(key_text)};
}

std::vector<std::string> own_names()
{
    std::vector<std::string> names{"localhost"};
    char host[256] = {};
    if (::gethostname(host, sizeof(host) - 1) == 0 && host[0] != '\0')
        names.emplace_back(host);
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0)
        return names;
    const std::unique_ptr<ifaddrs, Freer<freeifaddrs>> owner(list);
    for (const auto* entry = list; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr)
            continue;
        const void* whole = entry->ifa_addr;
        Address address;
        if (entry->ifa_addr->sa_family == AF_INET) {
            const auto& bytes = static_cast<const sockaddr_in*>(whole)->sin_addr;
            const auto* first = static_cast<const std::uint8_t*>(static_cast<const void*>(&bytes));
            std::copy(first, first + sizeof(bytes), address.bytes.begin());
        } else if (entry->ifa_addr->sa_family == AF_INET6) {
            address.is_v6 = true;
            const auto& bytes = static_cast<const sockaddr_in6*>(whole)->sin6_addr;
            std::copy(std::begin(bytes.s6_addr), std::end(bytes.s6_addr), address.bytes.begin());
        } else {
            continue;
        }
        names.push_back(to_text(address));
    }
    std::sort(names.begin() + 1, names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Result<CertificateFiles> own_certificate(const std::string& folder, base::Instant now)
{
    CertificateFiles files{folder + "/own-certificate.pem", folder + "/own-key.pem"};
    if (lasts(files.certificate, now) && load_certificate(files))
        return files;
    std::error_code wrong;
    std::filesystem::create_directories(folder, wrong);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, wrong);
    if (wrong)
        return fail(ErrorCode::FileUnreadable, "The folder for the certificate cannot be made.");
    TUCAI_TRY(const auto made, make_certificate(own_names(), now));
    TUCAI_CHECK(base::write_file(files.key, base::as_bytes(made.key_pem), base::Durability::OnDisk));
    TUCAI_CHECK(
        base::write_file(files.certificate, base::as_bytes(made.certificate_pem), base::Durability::OnDisk));
    return files;
}

Result<std::shared_ptr<SSL_CTX>> load_certificate(const CertificateFiles& files)
{
    const std::shared_ptr<SSL_CTX> context(::SSL_CTX_new(::TLS_server_method()), ::SSL_CTX_free);
    if (!context)
        return fail(ErrorCode::Internal, "TLS is not available.");
    ::SSL_CTX_set_options(context.get(),
                          SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    ::SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS); // an idle connection keeps no buffer
    ::SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
    const bool is_set =
        SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1 &&
        ::SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
        ::SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) == 1 &&
        ::SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
        ::SSL_CTX_check_private_key(context.get()) == 1;
    ::ERR_clear_error();
    if (!is_set)
        return fail(
            ErrorCode::CertificateInvalid,
            "Certificate and key cannot be used. Both are PEM files, and the key is the certificate's.");
    return context;
}

} // namespace tucai::http
