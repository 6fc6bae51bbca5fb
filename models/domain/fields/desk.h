#pragma once
#include "domain/codec.h"
#include "domain/desk.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<DeskItem> {
    static constexpr auto all = std::make_tuple(
        field("id", &DeskItem::id),
        field("kind", &DeskItem::kind),
        field("state", &DeskItem::state),
        field("amount", &DeskItem::amount),
        field("moved", &DeskItem::moved),
        field("reference", &DeskItem::reference),
        field("personName", &DeskItem::personName),
        field("what", &DeskItem::what),
        field("failure", &DeskItem::failure),
        field("createdAt", &DeskItem::createdAt),
        field("finishedAt", &DeskItem::finishedAt));
};

template <>
struct Fields<DeskReport> {
    static constexpr auto all = std::make_tuple(
        field("failed", &DeskReport::failed),
        field("amount", &DeskReport::amount),
        field("note", &DeskReport::note));
};

} // namespace lectern::json
