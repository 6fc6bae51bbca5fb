#pragma once
#include "domain/codec.h"
#include "domain/content.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<StoredFile> {
    static constexpr auto all = std::make_tuple(
        field("id", &StoredFile::id),
        field("name", &StoredFile::name),
        field("size", &StoredFile::size),
        field("mimeType", &StoredFile::mimeType),
        field("sha256", &StoredFile::sha256),
        field("received", &StoredFile::received));
};

template <>
struct Fields<Attachment> {
    static constexpr auto all = std::make_tuple(
        field("id", &Attachment::id),
        field("title", &Attachment::title),
        field("file", &Attachment::file));
};

template <>
struct Fields<Lecture> {
    static constexpr auto all = std::make_tuple(
        field("id", &Lecture::id),
        field("sectionId", &Lecture::sectionId),
        field("title", &Lecture::title),
        field("kind", &Lecture::kind),
        field("articleMarkdown", &Lecture::articleMarkdown),
        field("file", &Lecture::file),
        field("durationSeconds", &Lecture::durationSeconds),
        field("attachments", &Lecture::attachments),
        field("progressPercent", &Lecture::progressPercent),
        field("positionSeconds", &Lecture::positionSeconds));
};

template <>
struct Fields<Section> {
    static constexpr auto all = std::make_tuple(
        field("id", &Section::id),
        field("title", &Section::title),
        field("lectures", &Section::lectures));
};

template <>
struct Fields<Outline> {
    static constexpr auto all = std::make_tuple(
        field("sections", &Outline::sections),
        field("version", &Outline::version));
};

template <>
struct Fields<SectionForm> {
    static constexpr auto all = std::make_tuple(
        field("title", &SectionForm::title));
};

template <>
struct Fields<LectureForm> {
    static constexpr auto all = std::make_tuple(
        field("title", &LectureForm::title),
        field("kind", &LectureForm::kind),
        field("articleMarkdown", &LectureForm::articleMarkdown),
        field("fileId", &LectureForm::fileId),
        field("durationSeconds", &LectureForm::durationSeconds));
};

template <>
struct Fields<AttachmentForm> {
    static constexpr auto all = std::make_tuple(
        field("title", &AttachmentForm::title),
        field("fileId", &AttachmentForm::fileId));
};

template <>
struct Fields<OutlineOrder::SectionOrder> {
    static constexpr auto all = std::make_tuple(
        field("id", &OutlineOrder::SectionOrder::id),
        field("lectures", &OutlineOrder::SectionOrder::lectures));
};

template <>
struct Fields<OutlineOrder> {
    static constexpr auto all = std::make_tuple(
        field("version", &OutlineOrder::version),
        field("sections", &OutlineOrder::sections));
};

template <>
struct Fields<LaunchCheck::Item> {
    static constexpr auto all = std::make_tuple(
        field("code", &LaunchCheck::Item::code),
        field("ok", &LaunchCheck::Item::ok),
        field("detail", &LaunchCheck::Item::detail));
};

template <>
struct Fields<LaunchCheck> {
    static constexpr auto all = std::make_tuple(
        field("items", &LaunchCheck::items));
};

template <>
struct Fields<ProgressForm> {
    static constexpr auto all = std::make_tuple(
        field("progressPercent", &ProgressForm::progressPercent),
        field("positionSeconds", &ProgressForm::positionSeconds));
};

} // namespace lectern::json
