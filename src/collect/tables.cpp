#include "collect/tables.h"

#include "access/people.h"
#include "collect/tables/parts.h"
#include "store/audit_chain.h"
#include "store/jobs.h"

#include <array>

namespace tucai::collect {

std::span<const store::Migration> service_tables()
{
    static const std::array<store::Migration, 11> steps = {{{1, "audit", store::audit_table()},
                                                            {2, "jobs", store::jobs_table()},
                                                            {3, "people", access::people_tables()},
                                                            {4, "tenants", tables::tenants()},
                                                            {5, "batches", tables::batches()},
                                                            {6, "students", tables::students()},
                                                            {7, "captures", tables::captures()},
                                                            {8, "reviews", tables::reviews()},
                                                            {9, "locks", tables::locks()},
                                                            {10, "messages", tables::messages()},
                                                            {11, "doors", tables::doors()}}};
    return steps;
}

} // namespace tucai::collect
