-- Who may enroll in a course, how many, and who waits for a seat. A course without a row is open to all.
create table course_admission (
    course_id  uuid primary key references course,
    mode       text        not null check (mode in ('open', 'invitation')),
    seats      int         not null check (seats >= 0), -- 0: no limit
    updated_at timestamptz not null
);

create table invitation (
    id         uuid primary key,
    course_id  uuid        not null references course,
    code       text        not null unique,
    email      text        not null default '', -- case-folded; empty: whoever has the code
    seats      int         not null check (seats > 0),
    is_free    boolean     not null,
    created_by uuid        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index invitation_course on invitation (course_id, id desc);
create table invitation_use (
    invitation_id uuid        not null references invitation,
    student_id    uuid        not null,
    at            timestamptz not null,
    primary key (invitation_id, student_id)
);
create index invitation_use_student on invitation_use (student_id);

create table waitlist_entry (
    id            uuid primary key,
    course_id     uuid        not null references course,
    student_id    uuid        not null,
    joined_at     timestamptz not null,
    offered_until timestamptz, -- a seat is kept until then
    ended_at      timestamptz,
    outcome       text check (outcome in ('enrolled', 'left', 'lapsed'))
);
create unique index waitlist_entry_once on waitlist_entry (course_id, student_id) where ended_at is null;
create index waitlist_entry_open on waitlist_entry (course_id, id) where ended_at is null;

-- Mail to people who have no account yet.
alter table mail_outbox alter column user_id drop not null, add column address text not null default '';

grant select, insert, update on course_admission, invitation, waitlist_entry to lectern_app;
grant select, insert on invitation_use to lectern_app;
