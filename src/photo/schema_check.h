#pragma once

// For tests: what a JSON schema of docs/schema has against a value.

// Under sanitizers GCC 12 warns wrongly inside std::regex, which the validator uses (GCC bug 105616).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

#define VALIJSON_USE_EXCEPTIONS 1 // NOLINT(readability-identifier-naming): the library's name
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace tucai::photo {

/// A schema by its file's name in docs/schema.
class SchemaCheck {
public:
    explicit SchemaCheck(const std::string& name)
        : json_(nlohmann::json::parse(std::ifstream(TUCAI_SOURCE_DIR "/docs/schema/" + name)))
    {
        valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(json_), schema_);
    }

    const nlohmann::json& json() const { return json_; }

    /// Empty where the value is as the schema wants.
    std::string complaints(const nlohmann::json& value) const
    {
        valijson::ValidationResults results;
        valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(value), &results);
        std::string text;
        for (valijson::ValidationResults::Error error; results.popError(error);) {
            for (const auto& step : error.context)
                text += step;
            text += ": " + error.description + "\n";
        }
        return text;
    }

private:
    nlohmann::json json_;
    valijson::Schema schema_;
};

} // namespace tucai::photo
