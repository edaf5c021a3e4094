#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view tenants()
{
    return
        // A collection centre or a school; a school may work for a centre, its parent. `code` is the number
        // by which the state knows the school. `identity_check` is a digest by the key under which the school
        // keeps who its students are: another key is noticed before anything is sealed with it. Standing.
        "create table tenants ("
        "id text primary key, parent text references tenants (id), "
        "kind text not null check (kind in ('centre', 'school')), "
        "code text not null, name_zh text not null, name_en text not null, "
        "identity_check text, is_closed {integer} not null, created_ms {integer} not null, created_by text "
        "not null) {strict};"
        "create index tenants_parent on tenants (parent);"
        "create unique index tenants_code on tenants (code) where code <> '';"

        // A college of a school (学院). Standing.
        "create table colleges ("
        "tenant text not null references tenants (id), id text not null, "
        "name text not null, code text not null, created_ms {integer} not null, "
        "primary key (tenant, id), unique (tenant, name)) {strict};"

        // A class (班级) of a school, in a college where the roster names one. Standing.
        "create table classes ("
        "tenant text not null references tenants (id), id text not null, college text, "
        "name text not null, created_ms {integer} not null, "
        "primary key (tenant, id), "
        "foreign key (tenant, college) references colleges (tenant, id)) {strict};"
        "create unique index classes_name on classes (tenant, college, name) where college is not null;"
        "create unique index classes_name_alone on classes (tenant, name) where college is null;"

        // Numbers that a tenant may set otherwise than the program has them, such as how many confirmed
        // violations lock for good. Standing.
        "create table thresholds ("
        "tenant text not null references tenants (id), name text not null, value {integer} not null, "
        "set_ms {integer} not null, set_by text not null, primary key (tenant, name)) {strict};";
}

} // namespace tucai::collect::tables
