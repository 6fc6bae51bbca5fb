-- psql -v n=N: N payments that await confirmation, gateway ids pi_1 … pi_N, 4999 usd each; 100 courses of 20 teachers.
\set QUIET on
insert into category (id, name, position) values (gen_random_uuid(), 'Bench', 1) on conflict do nothing;
insert into app_user (id, name, email, email_key, password_hash, role, created_at)
select gen_random_uuid(), 'Teacher ' || i, 'teacher' || i || '@bench', 'teacher' || i || '@bench', '-', 'teacher', now() from generate_series(1, 20) i;
insert into app_user (id, name, email, email_key, password_hash, role, created_at)
select gen_random_uuid(), 'Student ' || i, 'student' || i || '@bench', 'student' || i || '@bench', '-', 'student', now() from generate_series(1, (:n + 99) / 100) i;
insert into vault (id, kind, owner_id, created_at) select gen_random_uuid(), 'teacher', id, now() from app_user where role = 'teacher';
insert into vault (id, kind, created_at) values (gen_random_uuid(), 'platform', now());
insert into vault_balance (vault_id, currency) select id, 'USD' from vault where kind = 'teacher';
insert into account (kind, owner_id, bucket, currency)
select 'teacher_vault', u.id, b, 'USD' from app_user u, unnest(array['pending', 'available', 'reserved']) b where u.role = 'teacher';
insert into account (kind, owner_id, bucket, currency)
select 'teacher_receivable', u.id, '', 'USD' from app_user u where u.role = 'teacher'
union all values ('platform_revenue', null::uuid, '', 'USD'), ('platform_revenue', null, 'reserved', 'USD'), ('gateway_pending', null, '', 'USD'), ('gateway_available', null, '', 'USD');
create temp table t as select id, row_number() over (order by email) - 1 as n from app_user where role = 'teacher';
create temp table s as select id, row_number() over (order by created_at, id) - 1 as n from app_user where role = 'student';
insert into course (id, slug, teacher_id, title_key, state, approved_revision, launched_at, created_at, updated_at)
select gen_random_uuid(), 'bench-' || i, t.id, 'bench ' || i, 'launched', 1, now(), now(), now() from generate_series(0, 99) i join t on t.n = i % 20;
insert into course_revision (course_id, number, state, title, category_id, fee_minor, currency, description, language, level, content_hash, updated_at)
select c.id, 1, 'approved', 'Bench course ' || c.slug, (select id from category limit 1), 4999, 'USD', 'A course for measuring.', 'en', 'beginner', 'x', now() from course c;
create temp table c as select id, teacher_id, row_number() over (order by slug) - 1 as n from course;
create temp table e as
select i, gen_random_uuid() as enrollment, gen_random_uuid() as payment, s.id as student, c.id as course, c.teacher_id as teacher
from generate_series(0, :n - 1) i join s on s.n = i / 100 join c on c.n = i % 100;
insert into enrollment (id, course_id, student_id, state, kind, price_minor, currency, payment_id, expires_at, created_at, updated_at)
select enrollment, course, student, 'awaiting_payment', 'paid', 4999, 'USD', payment, now() + interval '1 day', now(), now() from e;
insert into payment (id, enrollment_id, course_id, student_id, teacher_id, amount_minor, currency, share_bps, state, gateway_id, created_at, updated_at)
select payment, enrollment, course, student, teacher, 4999, 'USD', 2000, 'awaiting_payer', 'pi_' || (i + 1), now(), now() from e;
vacuum analyze;
