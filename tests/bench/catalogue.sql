-- psql -v courses=N: a catalogue of N courses for measuring the search.
create temp table words as select unnest(string_to_array('piano guitar jazz theory python rust cooking bread light portrait street french german travel budget pricing statistics chart garden wood paper story voice camera design colour type motion sound mixing drums violin chess history physics maths logic ethics writing poetry drama film yoga running sewing pottery painting drawing sketch ink brush', ' ')) as w;
create temp table numbered as select w, row_number() over () - 1 as n from words;
create temp table titles as
select i, (select w from numbered where n = i % 50) || ' ' || (select w from numbered where n = (i / 50) % 50) || ' ' || (select w from numbered where n = (i / 2500) % 50) as title from generate_series(1, :courses) i;
create temp table made as select gen_random_uuid() as id, i, title, (select id from app_user where role = 'teacher' limit 1) as teacher from titles;
insert into course (id, slug, teacher_id, title_key, state, approved_revision, launched_at, created_at, updated_at)
select id, 'catalogue-' || i, teacher, title || ' ' || i, 'launched', 1, now() - i * interval '1 minute', now(), now() from made;
insert into course_revision (course_id, number, state, title, category_id, fee_minor, currency, description, language, level, content_hash, updated_at)
select id, 1, 'approved', title || ' ' || i, (select id from category limit 1), (i % 200) * 100, 'USD', 'A course about ' || title, 'en', 'beginner', 'x', now() from made;
insert into course_listing (course_id, slug, title, summary, category_id, teacher_id, teacher_name, language, level, fee_minor, currency, students, launched_at, search)
select m.id, 'catalogue-' || i, title || ' ' || i, 'A course about ' || title, (select id from category limit 1), teacher, 'Teacher', 'en', 'beginner', (i % 200) * 100, 'USD', i % 977,
       now() - i * interval '1 minute', setweight(to_tsvector('simple', title || ' ' || i), 'A') from made m;
vacuum analyze;
