-- A code that was mailed to somebody who forgot the password: one for each account, hashed, for half an hour and few attempts.
create table password_code (
    user_id    uuid primary key references app_user,
    code_hash  text        not null, -- argon2id
    attempts   int         not null default 0,
    expires_at timestamptz not null
);
grant select, insert, update, delete on password_code to lectern_app;
