-- A student's own link for friends, and who came by one.
create table referral_code (
    student_id uuid primary key references app_user,
    code       text        not null unique,
    created_at timestamptz not null
);
create table referral (
    student_id  uuid primary key references app_user, -- who came
    referrer_id uuid        not null references app_user,
    at          timestamptz not null
);
create index referral_referrer on referral (referrer_id);
alter table enrollment add column referrer_id uuid;
create index enrollment_referrer on enrollment (referrer_id) where referrer_id is not null;
alter table enrollment add constraint enrollment_source check (source in ('direct', 'referral', 'promotion', 'bundle', 'learning_path'));

grant select, insert on referral_code to lectern_app;
grant select, insert, update on referral to lectern_app;
