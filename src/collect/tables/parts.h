#pragma once

#include <string_view>

// The tables of one resource each, as the steps of collect/tables.h: statements with their semicolons.
namespace tucai::collect::tables {

std::string_view tenants();
std::string_view batches();
std::string_view students();
std::string_view captures();
std::string_view reviews();
std::string_view locks();
std::string_view messages();
std::string_view doors();

} // namespace tucai::collect::tables
