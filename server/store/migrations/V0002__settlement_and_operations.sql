-- Deadlines of unpaid enrollments leave the enrollment's own indexes, so that opening one is a heap-only update: an index
-- that names the state made every settlement write four index entries. A row here may outlive its enrollment's wait.
create table enrollment_deadline (
    enrollment_id uuid primary key,
    expires_at    timestamptz not null
);
create index enrollment_deadline_due on enrollment_deadline (expires_at);
insert into enrollment_deadline (enrollment_id, expires_at)
select id, expires_at from enrollment where state = 'awaiting_payment' and expires_at is not null;
drop index enrollment_awaiting;
grant select, insert, update, delete on enrollment_deadline to lectern_app;

-- Room on the page for the new version of every row: payments of the same minute are settled in the same batch, before
-- their old versions can be pruned.
alter table payment set (fillfactor = 50);
alter table enrollment set (fillfactor = 50);

-- An event that was set aside can be queued again, once its cause is gone.
alter table gateway_event_problem add column requeued_at timestamptz;
create index gateway_event_problem_open on gateway_event_problem (event_id) where requeued_at is null;
grant update (requeued_at) on gateway_event_problem to lectern_app;
create index stored_file_owner on stored_file (owner_id);
