#pragma once

#include "base/result.h"
#include "http/clock.h"

#include <memory>
#include <string>
#include <vector>

typedef struct ssl_ctx_st SSL_CTX;

namespace tucai::http {

/// Where certificate (with its chain) and key lie, as PEM.
struct CertificateFiles {
    std::string certificate;
    std::string key;
};

struct Certificate {
    std::string certificate_pem;
    std::string key_pem;
};

/// A self-signed certificate for a server of its own: ECDSA on P-256, good for 825 days, which is what phones
/// still take. `names` are host names and addresses. The key's randomness is OpenSSL's own.
/// Fails: InvalidInput (no name); Internal.
Result<Certificate> make_certificate(const std::vector<std::string>& names, base::Instant now);

/// "localhost", the machine's name and the addresses of its interfaces.
std::vector<std::string> own_names();

/// The certificate that lies in a folder; made where there is none, or where it ends within 30 days. The
/// folder is made for the owner alone. Fails: FileUnreadable; as make_certificate.
Result<CertificateFiles> own_certificate(const std::string& folder, base::Instant now);

/// A certificate ready for connections: TLS 1.2 and 1.3, forward secrecy, no renegotiation, no compression.
/// Fails: CertificateInvalid (not there, no PEM, a key of another certificate).
Result<std::shared_ptr<SSL_CTX>> load_certificate(const CertificateFiles& files);

} // namespace tucai::http
